import { existsSync } from 'node:fs';
import pLimit from 'p-limit';
import { afterAll, beforeAll } from 'vitest';
import { createWorkspace } from '../helpers/workspace.js';
import { type Outcome, type Rehearsal, rehearse } from './rehearsal.js';

// The disk is not what is tried here: where there is a file system in memory, nobody waits for it.
const memory = existsSync('/dev/shm') ? '/dev/shm' : undefined;

/**
 * Has rehearsals go on side by side, so many at a time, while the tests of a file wait for one after another: they
 * mostly wait themselves. To be called where hooks may be.
 * @param onEnd is told of all that came to an end
 */
export function sideBySide(
  rehearsals: readonly Rehearsal[],
  atATime: number,
  onEnd: (outcomes: readonly Outcome[]) => void,
): { of(rehearsal: Rehearsal): Promise<Outcome> } {
  const outcomes = new Map<Rehearsal, Promise<Outcome>>();
  const clearUps: (() => Promise<void>)[] = [];
  beforeAll(() => {
    const workspace = createWorkspace(undefined, (clearUp) => clearUps.push(clearUp), memory);
    const limit = pLimit(atATime);
    for (const rehearsal of rehearsals) {
      const outcome = limit(() => rehearse(rehearsal, workspace));
      // It may fail before its test waits for it.
      outcome.catch(() => {});
      outcomes.set(rehearsal, outcome);
    }
  });
  afterAll(async () => {
    const ends = await Promise.allSettled(outcomes.values());
    for (const clearUp of clearUps) await clearUp();
    onEnd(ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : [])));
  });
  return {
    of(rehearsal) {
      const outcome = outcomes.get(rehearsal);
      if (!outcome) throw new Error(`it was never begun: ${rehearsal.name}`);
      return outcome;
    },
  };
}
