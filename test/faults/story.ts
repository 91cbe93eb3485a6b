import type { Passage } from './call.js';

/** What became of the calls of a contact, and when: each with its fault, as text. */
export function storyOf(contact: string, passages: readonly Passage[]): string {
  const start = passages[0]?.at ?? 0;
  return passages
    .filter(({ subject }) => subject === contact)
    .map(({ seq, at, endpoint, fault, struckBy, events }) => {
      const what = events.map((event) => `+${Math.round(event.at - at)} ms ${event.what}`).join(', ');
      return `  ${Math.round(at - start)} ms: call ${seq} ${endpoint} ${fault ?? 'no fault'}${struckBy ? ` (${struckBy})` : ''}: ${what}`;
    })
    .join('\n');
}
