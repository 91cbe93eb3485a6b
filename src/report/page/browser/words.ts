import { fillText } from '../../../messages/fill-text.js';
import type { ViewCode } from '../../../messages/texts/view-texts.js';
import { data } from './state.js';

/** A text of the page in its language. */
export const say = (code: ViewCode, params: Readonly<Record<string, string | number>> = {}): string =>
  fillText(data.texts[code] ?? code, params);

export const formatCount = (count: number): string => count.toLocaleString('en-US');

/** A share of the whole, down: one that is there is never told as none, nor one that is not all as all. */
export function formatShare(count: number, total: number): string {
  if (total === 0 || count === 0) return '0%';
  const percent = Math.floor((count * 1000) / total) / 10;
  return percent === 0 ? '<0.1%' : `${percent}%`;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** A time of the day as the machine of the run had it. */
export function formatTime(at: number, withSeconds: boolean, withDay = false): string {
  const time = new Date(at + data.zoneMinutes * 60_000);
  const day = `${twoDigits(time.getUTCMonth() + 1)}-${twoDigits(time.getUTCDate())} `;
  const minutes = `${twoDigits(time.getUTCHours())}:${twoDigits(time.getUTCMinutes())}`;
  return (withDay ? day : '') + minutes + (withSeconds ? `:${twoDigits(time.getUTCSeconds())}` : '');
}

/** How long something took. */
export function formatLength(ms: number): string {
  if (ms < 1000) return say('view.ms', { count: Math.round(ms) });
  if (ms < 100_000) return say('view.seconds', { count: Number((ms / 1000).toFixed(ms < 10_000 ? 1 : 0)) });
  const minutes = Math.round(ms / 60_000);
  if (minutes < 100) return say('view.minutes', { count: minutes });
  return say('view.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
