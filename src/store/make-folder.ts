import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';

/**
 * Makes a folder, readable by its owner alone, and those above it. Tells whether it was not there before.
 * @throws RunError when it cannot be made
 */
export const makeFolder = (folder: string): boolean => orCannotCreate(folder, () => makeFolders(folder));

/**
 * The same, with the file system's own error. Not by mkdir's `recursive`: where a file system answers ENOENT for a folder
 * whose parent is there, such as /proc, Node tries it for ever.
 */
export function makeFolders(folder: string): boolean {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return false;
  if (dirname(folder) !== folder) makeFolders(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    // Somebody else may have made it in between.
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return false;
    throw error;
  }
}

/**
 * Does what makes a folder usable; what the file system says against it refuses the run.
 * @throws RunError that names the folder
 */
export function orCannotCreate<Result>(folder: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!/^E[A-Z]+$/.test(code)) throw error;
    throw refuse(message('run.cannotCreate', { folder, reason: code }));
  }
}
