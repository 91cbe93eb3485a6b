import { DateTime } from 'luxon';

const hourMs = 3_600_000;
const unitMs: Readonly<Record<string, number>> = { h: hourMs, d: 24 * hourMs, w: 7 * 24 * hourMs };

/** `12h`, `90d`, `2w`, and nothing of any unit → milliseconds; NaN for any other text. A day has 24 hours. */
export function toAgeMs(text: string): number {
  const [, digits = '', unit = ''] = /^(0|[1-9]\d{0,4})([hdw])$/.exec(text) ?? [];
  return Number(digits || 'NaN') * (unitMs[unit] ?? Number.NaN);
}

/**
 * The moment that `7d` (so long before now) or `2026-11-01` (the beginning of that day here) stands for; null for any
 * other text, and for a day that is in no calendar.
 */
export function toMoment(text: string, now: Date): Date | null {
  const ageMs = toAgeMs(text);
  if (!Number.isNaN(ageMs)) return new Date(now.getTime() - ageMs);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = DateTime.fromISO(text);
  return day.isValid ? day.toJSDate() : null;
}
