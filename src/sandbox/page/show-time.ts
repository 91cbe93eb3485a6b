import { performance } from 'node:perf_hooks';

/** Takes a moment (performance.now, ms); gives it as this machine's wall clock shows it, such as 09:05:01.042. */
export function showTime(at: number): string {
  const local = new Date(performance.timeOrigin + at);
  const parts = [local.getHours(), local.getMinutes(), local.getSeconds()];
  const time = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return `${time}.${String(local.getMilliseconds()).padStart(3, '0')}`;
}

/** Takes a count; gives it with its thousands apart. */
export function showCount(count: number): string {
  return count.toLocaleString('en');
}
