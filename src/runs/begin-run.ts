import { dirname, join } from 'node:path';
import { createRunFolder, makeFolder, orCannotCreate, removeRunFolder } from '../store/run-folder.js';
import type { RunRecord } from '../store/run-record.js';
import type { RunStore } from '../store/run-store.js';
import { type Lock, shareLock, whileUnshared } from '../store/sqlite/file-lock.js';
import { openRunStore } from '../store/sqlite/run-store.js';
import { begin } from '../store/transition.js';

/** A run that has its folder, its database and its first record. */
export interface Begun {
  readonly folder: string;
  readonly store: RunStore;
}

/**
 * Makes the folder of a run, and in it run.db with its first record. Until run.db is open nothing in the folder tells that
 * a process works on it: meanwhile the process holds a lock beside all runs. What cannot be begun leaves nothing.
 * @throws RunError when the disk or a right is missing
 */
export function beginRun(record: RunRecord, job: string, logDir: string): Begun {
  const lock = announceBeginning(logDir);
  try {
    const folder = createRunFolder(logDir, job, record.runId);
    return { folder, store: openNew(folder, record) };
  } finally {
    lock.release();
  }
}

/** Does work on the folder of a run while no process begins any run; null where one does: it may be this run. */
export const whileNoneBegins = <Result>(folder: string, work: () => Result): { readonly result: Result } | null =>
  whileUnshared(lockPath(dirname(dirname(folder))), work);

function announceBeginning(logDir: string): Lock {
  makeFolder(logDir);
  return orCannotCreate(logDir, () => shareLock(lockPath(logDir)));
}

const lockPath = (logDir: string): string => join(logDir, '.begin.lock');

function openNew(folder: string, record: RunRecord): RunStore {
  let store: RunStore | null = null;
  try {
    store = openRunStore(folder);
    begin(store, record);
    return store;
  } catch (error) {
    store?.close();
    removeRunFolder(folder);
    throw error;
  }
}
