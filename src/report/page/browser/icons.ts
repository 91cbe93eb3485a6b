import { svg } from './dom.js';

// Each status has a shape of its own, so that nobody has to tell it by its colour.
const shapes: Readonly<Record<string, string>> = {
  updated: 'M3.5 8.5l3 3 6-7',
  passed: 'M3.5 8.5l3 3 6-7',
  toSend: 'M3 8h9M8.5 4.5L12 8l-3.5 3.5',
  unchanged: 'M3.5 6h9M3.5 10h9',
  unverified: 'M3 8c1.6-2.6 3.4-2.6 5 0s3.4 2.6 5 0',
  invalid: 'M8 3v6.5M8 12.2v.6',
  failed: 'M4 4l8 8M12 4l-8 8',
  unknown: 'M5.5 6a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.5M8 12.4v.5',
  drifted: 'M3 5.5h8L8.8 3.3M13 10.5H5l2.2 2.2',
  pending: 'M4 8h.5M7.7 8h.6M11.5 8h.5',
  good: 'M5 12.5l4.5 4.5L19 7.5',
  attention: 'M12 5.5v8M12 17.5v.8',
  stopped: 'M8.5 7v10M15.5 7v10',
  plan: 'M7 7.5h10M7 12h10M7 16.5h6',
};

/** The sign of a status or of a verdict; its word stands beside it. */
export function icon(name: string, size = 16): SVGElement {
  const path = svg('path', { d: shapes[name] ?? '', fill: 'none', stroke: 'currentColor' });
  return svg('svg', { class: 'icon', viewBox: `0 0 ${size} ${size}`, 'aria-hidden': 'true', focusable: 'false' }, path);
}
