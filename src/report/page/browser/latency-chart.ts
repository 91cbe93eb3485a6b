import type { Latency } from '../page-data.js';
import { svg } from './dom.js';
import { formatCount, formatLength, say } from './words.js';

const width = 300;
const height = 96;
const ground = height - 20;

/** How many calls took how long; each bar begins at 1.4 times the time of the one before. */
export function drawLatency({ endpoint, bars, median, most, count }: Latency): SVGElement {
  const highest = Math.max(...bars.map((bar) => bar.count));
  // A single bar as wide as the drawing would say nothing.
  const step = Math.min(36, width / bars.length);
  const first = bars[0]?.fromMs ?? 0;
  const last = bars.at(-1)?.toMs ?? 0;
  const words = say('view.latency.words', {
    count: formatCount(count),
    median: formatLength(median),
    most: formatLength(most),
  });
  return svg(
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-labelledby': `latency-${endpoint} latency-${endpoint}-words`,
    },
    svg('title', { id: `latency-${endpoint}` }, say('view.latency.of', { endpoint: say(`view.endpoint.${endpoint}`) })),
    svg('desc', { id: `latency-${endpoint}-words` }, words),
    ...bars.map((bar, index) => {
      const tall = bar.count === 0 ? 0 : Math.max(2, (bar.count / highest) * (ground - 6));
      const isSlow = bar.fromMs >= most;
      return svg('rect', {
        class: isSlow ? 'call slow' : 'call',
        x: `${index * step + 1}`,
        y: `${ground - tall}`,
        width: `${step - 2}`,
        height: `${tall}`,
        rx: '1.5',
      });
    }),
    svg('line', { class: 'grid', x1: '0', x2: `${width}`, y1: `${ground}`, y2: `${ground}` }),
    svg('text', { class: 'tick', x: '0', y: `${height - 4}` }, formatLength(first)),
    svg(
      'text',
      { class: 'tick', x: `${Math.max(70, bars.length * step)}`, y: `${height - 4}`, 'text-anchor': 'end' },
      formatLength(last),
    ),
  );
}
