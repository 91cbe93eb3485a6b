import { message } from '../messages/message.js';
import { RunError, stop } from '../messages/run-error.js';

/** What is told of a path: somebody has moved it away, or put something else in its place. */
const places = /^(?:ENOENT|ENOTDIR|EISDIR|ENOTEMPTY|EEXIST|ELOOP|ENAMETOOLONG|ESTALE|EBUSY|EXDEV|ENODEV|ENXIO)$/;

/** What a failing disk, a damaged file or a missing right means for a run; null for an error of another kind. */
export function asRunError(error: unknown): RunError | null {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  if (/^(?:SQLITE_(?:FULL|IOERR|NOMEM|BUSY|LOCKED)|ENOSPC|EDQUOT|EFBIG|EIO|EMFILE|ENFILE)/.test(code)) {
    return stop(message('stop.disk', { reason: code }));
  }
  if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) return stop(message('stop.damagedFile', { reason: code }));
  // Why, SQLite does not tell.
  if (code.startsWith('SQLITE_CANTOPEN')) return stop(message('stop.cannotOpen', { reason: code }));
  if (/^(?:SQLITE_(?:READONLY|PERM|AUTH)|EACCES|EPERM|EROFS)/.test(code)) {
    return stop(message('stop.rights', { reason: code }));
  }
  const { path } = (error ?? {}) as NodeJS.ErrnoException;
  if (path !== undefined && places.test(code)) return stop(message('stop.place', { reason: code, path }));
  return null;
}

const ofDisk = new Set(['stop.disk', 'stop.cannotOpen', 'stop.rights', 'stop.place', 'stop.damagedFile']);

/**
 * Does work; what a disk has done to it is told with the command that goes on.
 * @param where what the command is about: a run, or a job
 * @throws RunError with the command; any other error as it is
 */
export async function orGoOnBy<Result>(command: string, where: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw goOnBy(command, where, error);
  }
}

/** What a disk has done, with the command that goes on, where it has none yet; any other error as it is. */
export function goOnBy(command: string, where: string, error: unknown): unknown {
  const problem = error instanceof RunError ? error : asRunError(error);
  if (problem === null || !ofDisk.has(problem.why.code) || problem.details.length > 0) return error;
  return new RunError('stopped', problem.why, [{ where, why: message('summary.resume', { command }) }]);
}
