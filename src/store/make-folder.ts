import { mkdirSync } from 'node:fs';
import { message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';

/**
 * Makes a folder, readable by its owner alone, and those above it. Tells whether it was not there before.
 * @throws RunError when it cannot be made
 */
export const makeFolder = (folder: string): boolean =>
  orCannotCreate(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined);

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
