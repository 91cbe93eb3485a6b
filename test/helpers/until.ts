import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves when something has become so; fails when that takes too long. */
export const until = (isSo: () => boolean, patienceMs = 60_000): Promise<void> => look(isSo, patienceMs, 20);

/** The same for what lasts a few milliseconds only. */
export const untilAtOnce = (isSo: () => boolean, patienceMs = 60_000): Promise<void> => look(isSo, patienceMs, 1);

async function look(isSo: () => boolean, patienceMs: number, everyMs: number): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error('it never was so');
    await sleep(everyMs);
  }
}
