import type { Quota } from '../../quota.js';
import type { Bucket, Timeline } from '../page-data.js';
import { findPauses, listTicks, listTimes, perWindow } from './axis.js';
import { svg } from './dom.js';
import { formatCount, formatLength, say } from './words.js';

const height = 240;
const left = 44;
const right = 12;
const top = 14;
const bottom = 46;

interface Frame {
  readonly timeline: Timeline;
  readonly x: (index: number) => number;
  readonly y: (count: number) => number;
  readonly width: number;
}

/** Rows and calls over time against the quota; retries and refusals for the rate below, pauses as bands. */
export function drawProgress(timeline: Timeline, quota: Quota, width: number): SVGElement {
  const { buckets } = timeline;
  const series = (kind: keyof Bucket) => perWindow(timeline, quota.perMs, (index) => buckets[index]?.[kind] ?? 0);
  const [rows, put, get, list] = [series('rows'), series('put'), series('get'), series('list')];
  const highest = Math.max(...rows, ...put, ...get, ...list);
  // A quota far above all that happened would press it flat on the ground.
  const hasQuota = quota.limit <= highest * 8;
  const ticks = listTicks(hasQuota ? Math.max(highest, quota.limit) : highest);
  const most = ticks.at(-1) ?? 1;
  const frame: Frame = {
    timeline,
    width,
    x: (index) => left + (index / Math.max(1, buckets.length - 1)) * (width - left - right),
    y: (count) => height - bottom - (count / most) * (height - top - bottom),
  };
  const pauses = drawPauses(frame, quota);
  return svg(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-labelledby': 'progress-name progress-words' },
    svg('title', { id: 'progress-name' }, say('view.time.title')),
    svg('desc', { id: 'progress-words' }, describe(timeline, Math.max(...put), quota)),
    ...drawTicks(ticks, frame),
    hatch(),
    ...pauses.bands,
    svg('path', { class: 'area', d: `${line(rows, frame)}V${frame.y(0)}H${left}Z` }),
    ...Object.entries({ list, get, put }).map(([kind, counts]) => {
      const isUsed = counts.some((count) => count > 0);
      return svg('path', { class: `line ${kind}`, d: isUsed ? line(counts, frame) : '' });
    }),
    ...(hasQuota ? drawQuota(quota.limit, frame) : []),
    ...drawMarks(frame),
    ...pauses.labels,
  );
}

function describe({ buckets }: Timeline, highest: number, { limit }: Quota): string {
  const sum = (kind: keyof Bucket) => formatCount(buckets.reduce((total, bucket) => total + bucket[kind], 0));
  const counts = { rows: sum('rows'), put: sum('put'), retries: sum('retries'), limited: sum('limited') };
  return say('view.time.words', { ...counts, highest: formatCount(Math.round(highest)), limit: formatCount(limit) });
}

/** A line through all buckets; each holds its height until the next. */
function line(counts: readonly number[], { x, y }: Frame): string {
  const points = counts.map((count, index) => `${x(index).toFixed(1)},${y(count).toFixed(1)}`);
  return `M${points.join('L')}`;
}

function drawTicks(ticks: readonly number[], { timeline, x, y, width }: Frame): SVGElement[] {
  const times = listTimes(timeline, Math.max(2, Math.floor((width - left) / 110)));
  return [
    ...ticks.map((tick) => {
      const at = { class: 'grid', x1: `${left}`, x2: `${width - right}`, y1: `${y(tick)}`, y2: `${y(tick)}` };
      return svg('line', at);
    }),
    ...ticks.map((tick) =>
      svg('text', { class: 'tick', x: `${left - 8}`, y: `${y(tick) + 4}`, 'text-anchor': 'end' }, formatCount(tick)),
    ),
    ...times.map(({ index, text }) => {
      const anchor = index === 0 ? 'start' : x(index) > width - 60 ? 'end' : 'middle';
      return svg('text', { class: 'tick', x: `${x(index)}`, y: `${height - 8}`, 'text-anchor': anchor }, text);
    }),
  ];
}

const hatch = (): SVGElement => {
  const size = { width: '7', height: '7', patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' };
  return svg('defs', {}, svg('pattern', { id: 'hatch', ...size }, svg('path', { d: 'M0 0V7' })));
};

function drawPauses({ timeline, x }: Frame, quota: Quota): { bands: SVGElement[]; labels: SVGElement[] } {
  const pauses = findPauses(timeline, quota.perMs).map(({ from, to, ms }) => {
    const words = say('view.time.pause', { length: formatLength(ms) });
    return { begin: x(Math.max(0, from - 1)), end: x(to), words };
  });
  const bands = pauses.map(({ begin, end, words }) => {
    const band = { x: `${begin}`, y: `${top}`, width: `${end - begin}`, height: `${height - top - bottom}` };
    return svg('rect', { class: 'pause', ...band }, svg('title', {}, words));
  });
  const labels = pauses.map(({ begin, end, words }) =>
    svg('text', { class: 'tick over', x: `${(begin + end) / 2}`, y: `${height / 2}`, 'text-anchor': 'middle' }, words),
  );
  // Many of them would cover each other.
  return { bands, labels: labels.length > 4 ? [] : labels };
}

function drawQuota(limit: number, { y, width }: Frame): SVGElement[] {
  const at = { x1: `${left}`, x2: `${width - right}`, y1: `${y(limit)}`, y2: `${y(limit)}` };
  const label = { class: 'quota-label', x: `${width - right}`, y: `${y(limit) - 5}`, 'text-anchor': 'end' };
  return [
    svg('line', { class: 'quota', ...at }),
    svg('text', label, say('view.time.quota', { limit: formatCount(limit) })),
  ];
}

/** A triangle for refusals for the rate, a dot for retries: below the time at which they happened. */
function drawMarks({ timeline: { buckets }, x }: Frame): SVGElement[] {
  return buckets.flatMap(({ retries, limited }, index) => {
    const [cx, cy] = [x(index), height - bottom + 9];
    const triangle = `M${cx - 4.5},${cy + 4}h9l-4.5,-8z`;
    return [
      ...(limited > 0 ? [svg('path', { class: 'limited', d: triangle })] : []),
      ...(retries > 0 ? [svg('circle', { class: 'retry', cx: `${cx}`, cy: `${cy + 12}`, r: '3' })] : []),
    ];
  });
}
