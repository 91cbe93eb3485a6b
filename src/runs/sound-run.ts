import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { message } from '../messages/message.js';
import { type Detail, RunError, stop } from '../messages/run-error.js';
import type { RunStore } from '../store/run-store.js';
import { onDisk } from '../store/sqlite/database.js';
import { openRunStore } from '../store/sqlite/run-store.js';
import { damagedRun, inDatabase, isDamage } from '../store/sqlite/sealed/damage.js';
import { inspectRun } from '../store/sqlite/sealed/inspect-run.js';

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
  const found = await findDamage(folder);
  if (found.length > 0) throw damagedRun(folder, found);
}

/**
 * What is damaged in a run. libsql can take a failed read for the end of the WAL, and reports a file that is too short as a
 * failing disk. So after a bad result the files are read whole, and the run is inspected a second time.
 * @throws RunError when the disk cannot be read
 */
async function findDamage(folder: string): Promise<readonly Detail[]> {
  const found = await look(folder);
  if (found.length === 0) return found;
  onDisk(() => readThrough(folder));
  return look(folder);
}

async function look(folder: string): Promise<readonly Detail[]> {
  try {
    return (await inspectRun(folder)).found;
  } catch (error) {
    const reason = error instanceof RunError ? String(error.why.params.reason) : '';
    if (!/^SQLITE_IOERR(?:_READ|_SHORT_READ|_CORRUPTFS)?$/.test(reason)) throw error;
    return [inDatabase(message('damage.pages', { reason }))];
  }
}

const chunkBytes = 1024 * 1024;

function readThrough(folder: string): void {
  const chunk = Buffer.alloc(chunkBytes);
  for (const path of ['run.db', 'run.db-wal'].map((name) => join(folder, name)).filter((path) => existsSync(path))) {
    const file = openSync(path, 'r');
    try {
      for (let position = 0, read = 1; read > 0; position += read)
        read = readSync(file, chunk, 0, chunkBytes, position);
    } finally {
      closeSync(file);
    }
  }
}

/**
 * What has ended the work on a run, or that its data is damaged where that is behind it: a file that is no database any
 * more, and what nobody foresaw. An end that was missing at one look and is there at the next is the disk's.
 */
export async function orDamage(error: unknown, folder: string): Promise<unknown> {
  const lacksEnd = isDamage(error) && error.details.every(({ why }) => why.code === 'damage.behind');
  if (error instanceof RunError && !lacksEnd && error.why.code !== 'stop.damagedFile') return error;
  const damage = await damageOf(folder);
  if (damage === null && lacksEnd) return stop(message('stop.disk', { reason: 'SQLITE_IOERR' }));
  return damage ?? error;
}

/** That a run is damaged, or that its disk cannot be read; null where it is sound, and where that cannot be found out. */
export async function damageOf(folder: string): Promise<RunError | null> {
  try {
    const found = await findDamage(folder);
    return found.length > 0 ? damagedRun(folder, found) : null;
  } catch {
    // What keeps the disk from being read is told by whoever needs it.
    return null;
  }
}
