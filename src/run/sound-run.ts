import { RunError } from '../messages/run-error.js';
import { openRunStore, type RunStore } from './run-store.js';
import { damagedRun } from './store/damage.js';
import { inspectRun } from './store/inspect-run.js';

/**
 * Does a piece of work on a run that is there, once all of it has been looked at.
 * @throws RunError when it is damaged; what goes wrong in the work because of that is told as that
 */
export async function onSoundRun<Result>(folder: string, work: (store: RunStore) => Promise<Result>): Promise<Result> {
  await refuseDamaged(folder);
  let store: RunStore | null = null;
  try {
    store = openRunStore(folder);
    return await work(store);
  } catch (error) {
    throw await orDamage(error, folder);
  } finally {
    store?.close();
  }
}

async function refuseDamaged(folder: string): Promise<void> {
  const { found } = await inspectRun(folder);
  if (found.length > 0) throw damagedRun(folder, found);
}

/**
 * What has ended the work on a run, or that its data is damaged where that is behind it: a file that is no database any
 * more, and what nobody foresaw.
 */
export async function orDamage(error: unknown, folder: string): Promise<unknown> {
  if (error instanceof RunError && error.why.code !== 'stop.damagedFile') return error;
  return (await damageOf(folder)) ?? error;
}

/** That a run is damaged; null where it is sound, and where that cannot be found out. */
export async function damageOf(folder: string): Promise<RunError | null> {
  try {
    const { found } = await inspectRun(folder);
    return found.length > 0 ? damagedRun(folder, found) : null;
  } catch {
    // What keeps the disk from being read is told by whoever needs it.
    return null;
  }
}
