import { DateTime } from 'luxon';
import { toMilliseconds } from '../job/duration.js';

/**
 * The moment that `7d` (so long before now) or `2026-11-01` (the beginning of that day here) stands for; null for any
 * other text, and for a day that is in no calendar.
 */
export function toMoment(text: string, now: Date): Date | null {
  const ageMs = toMilliseconds(text);
  if (!Number.isNaN(ageMs)) return new Date(Math.max(0, now.getTime() - ageMs));
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = DateTime.fromISO(text);
  return day.isValid ? day.toJSDate() : null;
}
