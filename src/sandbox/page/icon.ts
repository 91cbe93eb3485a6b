// The shapes of the product's reports, drawn again: the sandbox takes nothing from it.
const SHAPES = {
  done: 'M3.5 8.5l3 3 6-7',
  refused: 'M8 3v6.5M8 12.2v.6',
  limited: 'M4.5 3.5h7M4.5 12.5h7M5.5 3.5c0 3 5 6 5 9M10.5 3.5c0 3-5 6-5 9',
  failed: 'M4 4l8 8M12 4l-8 8',
  unanswered: 'M5.5 6a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.5M8 12.4v.5',
  waiting: 'M4 8h.5M7.7 8h.6M11.5 8h.5',
  good: 'M3.5 8.5l3 3 6-7',
  attention: 'M8 3v6.5M8 12.2v.6',
} as const;

/** Takes the name of a shape; gives it as an SVG that nobody is read: its word stands beside it. */
export function icon(name: keyof typeof SHAPES): string {
  return `<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="${SHAPES[name]}" fill="none" stroke="currentColor"/></svg>`;
}
