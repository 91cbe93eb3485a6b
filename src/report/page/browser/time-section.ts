import type { Latency, Timeline } from '../page-data.js';
import { disclosure, el, section, table } from './dom.js';
import { drawLatency } from './latency-chart.js';
import { drawProgress } from './progress-chart.js';
import { data } from './state.js';
import { formatCount, formatLength, formatTime, say } from './words.js';

/** Rows and calls over time; nothing where too little happened to be drawn. */
export function timeSection(): HTMLElement | null {
  const { timeline } = data;
  if (timeline === null) return null;
  const drawing = el('div', { class: 'drawing' });
  let width = 0;
  const draw = () => {
    const now = Math.round(Math.max(280, drawing.clientWidth || 900));
    if (now === width) return;
    width = now;
    drawing.replaceChildren(drawProgress(timeline, data.quotas.put, width));
  };
  new ResizeObserver(draw).observe(drawing);
  draw();
  return section(
    'time',
    say('view.time'),
    el('p', { class: 'aside' }, say('view.time.unit', { window: data.window })),
    el('ul', { class: 'legend' }, ...keys(timeline)),
    drawing,
    disclosure(say('view.asTable'), timeTable(timeline)),
  );
}

function keys({ buckets }: Timeline): HTMLElement[] {
  const sum = (kind: 'rows' | 'put' | 'get' | 'list' | 'retries' | 'limited') =>
    buckets.reduce((total, bucket) => total + bucket[kind], 0);
  return (['rows', 'put', 'get', 'list', 'limited', 'retries'] as const).flatMap((kind) =>
    sum(kind) === 0
      ? []
      : [
          el(
            'li',
            {},
            el('i', { class: `key ${kind}` }),
            say(`view.time.${kind}`),
            el('b', {}, formatCount(sum(kind))),
          ),
        ],
  );
}

function timeTable({ buckets, stepMs }: Timeline): HTMLElement {
  const kinds = ['rows', 'put', 'get', 'list', 'retries', 'limited'] as const;
  const head = [
    say('view.time.from', { length: formatLength(stepMs) }),
    ...kinds.map((kind) => say(`view.time.${kind}`)),
  ];
  const lines = buckets.map((bucket) => [
    formatTime(bucket.at, true, true),
    ...kinds.map((kind) => formatCount(bucket[kind])),
  ]);
  return table(say('view.time'), head, lines);
}

/** Fewer calls than these are told by their number alone. */
const fewestCalls = 10;

/** Fewer bars than this show less than the words above them. */
const fewestBars = 3;

/** How long calls took, each endpoint by itself. */
export function latencySection(): HTMLElement | null {
  const { latency } = data;
  if (latency.reduce((sum, { count }) => sum + count, 0) < fewestCalls) return null;
  const head = [
    say('view.latency.endpoint'),
    say('view.latency.count'),
    say('view.latency.median'),
    say('view.latency.most'),
    say('view.latency.max'),
  ];
  const lines = latency.map(({ endpoint, count, median, most, max }) => [
    say(`view.endpoint.${endpoint}`),
    formatCount(count),
    ...[median, most, max].map(formatLength),
  ]);
  return section(
    'latency',
    say('view.latency'),
    el('div', { class: 'small-charts' }, ...latency.map(chart)),
    disclosure(say('view.asTable'), table(say('view.latency'), head, lines)),
  );
}

const chart = (latency: Latency): HTMLElement =>
  el(
    'figure',
    {},
    el(
      'figcaption',
      {},
      el('b', {}, say(`view.endpoint.${latency.endpoint}`)),
      say('view.latency.short', { median: formatLength(latency.median), most: formatLength(latency.most) }),
    ),
    latency.bars.length < fewestBars ? null : drawLatency(latency),
  );
