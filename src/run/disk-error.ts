import { message } from '../messages/message.js';
import { type RunError, stop } from '../messages/run-error.js';

/** What is told of a path: somebody has moved it away, or put something else in its place. */
const places = /^(?:ENOENT|ENOTDIR|EISDIR|ENOTEMPTY|EEXIST|ELOOP|ENAMETOOLONG|ESTALE|EBUSY|EXDEV|ENODEV|ENXIO)$/;

/** What a failing disk, a damaged file or a missing right means for a run; null for an error of another kind. */
export function asRunError(error: unknown): RunError | null {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  if (/^(?:SQLITE_(?:FULL|IOERR|NOMEM|BUSY|LOCKED)|ENOSPC|EDQUOT|EFBIG|EIO|EMFILE|ENFILE)/.test(code)) {
    return stop(message('stop.disk', { reason: code }));
  }
  if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) return stop(message('stop.damagedFile', { reason: code }));
  if (/^(?:SQLITE_(?:READONLY|CANTOPEN|PERM|AUTH)|EACCES|EPERM|EROFS)/.test(code)) {
    return stop(message('stop.rights', { reason: code }));
  }
  const { path } = (error ?? {}) as NodeJS.ErrnoException;
  if (path !== undefined && places.test(code)) return stop(message('stop.place', { reason: code, path }));
  return null;
}
