import type { Passage } from './call.js';

/** What became of the calls of a contact, and when: each with its fault, as text. */
export function storyOf(contact: string, passages: readonly Passage[]): string {
  return formatCalls(
    passages.filter(({ subject }) => subject === contact),
    passages[0]?.at ?? 0,
  );
}

/** What became of these calls, a line each. */
export const formatCalls = (calls: readonly Passage[], start: number): string =>
  calls
    .map(({ seq, at, endpoint, line, lagMs, fault, struckBy, events }) => {
      const what = events.map((event) => `+${Math.round(event.at - at)} ms ${event.what}`).join(', ');
      const behind = lagMs > 0 ? `, ${Math.round(lagMs)} ms behind` : '';
      return `  ${Math.round(at - start)} ms: call ${seq} ${endpoint} on ${line}${behind} ${fault ?? 'no fault'}${struckBy ? ` (${struckBy})` : ''}: ${what}`;
    })
    .join('\n');
