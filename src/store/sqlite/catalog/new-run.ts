import { mkdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder, orCannotCreate } from '../../make-folder.js';
import { type Lock, shareLock, whileUnshared } from '../file-lock.js';

/**
 * Makes the folder of a run, readable by its owner alone, and opens the run in it. Until run.db is open nothing in the
 * folder tells that a process works on it: meanwhile the process holds a lock beside all runs.
 * @throws RunError when the folder cannot be made; what `open` throws, when nothing is left of the folder
 */
export async function createRun<Opened>(
  logDir: string,
  folder: string,
  open: (folder: string) => Promise<Opened>,
): Promise<Opened> {
  const lock = announceBeginning(logDir);
  try {
    createRunFolder(folder);
    return await open(folder).catch((error) => {
      removeRunFolder(folder);
      throw error;
    });
  } finally {
    lock.release();
  }
}

/** Does work on the folder of a run while no process begins any run; null where one does: it may be this run. */
export const whileNoneBegins = <Result>(folder: string, work: () => Result): { readonly result: Result } | null =>
  whileUnshared(lockPath(dirname(dirname(folder))), work);

/** Removes a run that was refused before anything was sent. */
export function removeRunFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  removeIfEmpty(dirname(folder));
}

/** Removes the folder of a job in which nothing is left. */
export function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something is in it, perhaps since this very moment, or it is gone.
  }
}

function announceBeginning(logDir: string): Lock {
  makeFolder(logDir);
  return orCannotCreate(logDir, () => shareLock(lockPath(logDir)));
}

const lockPath = (logDir: string): string => join(logDir, '.begin.lock');

function createRunFolder(folder: string): void {
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    // Somebody found the job's folder empty, and has removed it in between.
    makeFolder(dirname(folder));
    mkdirSync(folder, { mode: 0o700 });
  }
}
