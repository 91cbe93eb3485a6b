import type { Timeline } from '../page-data.js';
import { formatTime } from './words.js';

/** Round numbers from nothing up to one that is not less than `most`. */
export function listTicks(most: number): number[] {
  const rough = Math.max(most, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough) ?? rough);
  return Array.from({ length: Math.ceil(Math.max(most, 1) / step) + 1 }, (_, index) => index * step);
}

/** Times for the places of some buckets, so many that they do not touch. */
export function listTimes({ buckets, stepMs }: Timeline, most: number): { index: number; text: string }[] {
  const first = buckets[0]?.at ?? 0;
  const last = buckets.at(-1)?.at ?? first;
  const withSeconds = stepMs < 60_000 && last - first < 600_000;
  const withDay = last - first > 86_400_000;
  const every = Math.max(1, Math.ceil(buckets.length / most));
  return buckets.flatMap(({ at }, index) =>
    index % every === 0 ? [{ index, text: formatTime(at, withSeconds, withDay) }] : [],
  );
}

/** What happened within a window that ends with each bucket, in numbers of such windows. */
export function perWindow(
  { buckets, stepMs }: Timeline,
  windowMs: number,
  countOf: (index: number) => number,
): number[] {
  const width = Math.max(1, Math.round(windowMs / stepMs));
  const scale = windowMs / (width * stepMs);
  return buckets.map(({ at }, index) => {
    let sum = 0;
    for (let place = index; place >= 0 && (buckets[place]?.at ?? 0) > at - width * stepMs; place--)
      sum += countOf(place);
    return sum * scale;
  });
}

interface Pause {
  readonly from: number;
  readonly to: number;
  readonly ms: number;
}

/** Where for longer than a window nothing happened at all. */
export function findPauses({ buckets, stepMs }: Timeline, windowMs: number): Pause[] {
  const pauses: Pause[] = [];
  let from = -1;
  buckets.forEach(({ put, get, list, rows, at }, index) => {
    const isEmpty = put + get + list + rows === 0;
    if (isEmpty && from < 0) from = index;
    if (isEmpty || from < 0) return;
    const ms = at - (buckets[from]?.at ?? at);
    if (ms > Math.max(windowMs, 2 * stepMs)) pauses.push({ from, to: index, ms });
    from = -1;
  });
  return pauses;
}
