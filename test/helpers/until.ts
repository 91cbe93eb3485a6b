import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/** Resolves when something has become so; fails when that takes too long. */
export async function until(isSo: () => boolean, patienceMs = 60_000): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error('it never was so');
    await sleep(20);
  }
}

/** The same for what lasts a few milliseconds only: it looks all the while. */
export async function untilAtOnce(isSo: () => boolean, patienceMs = 60_000): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error('it never was so');
    await nextTurn();
  }
}
