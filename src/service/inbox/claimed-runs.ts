import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openBook } from '../../store/sqlite/book.js';

/** The ids of the runs that a service has still to finish, or to put the file of away. Where there was no service, none. */
export function claimedRuns(logDir: string): ReadonlySet<string> {
  if (!existsSync(join(logDir, '.schedule', 'book.db'))) return new Set();
  const book = openBook(logDir);
  try {
    const claims = book.jobsWithOpenClaims().flatMap((job) => book.openClaims(job));
    return new Set(claims.map(({ runId }) => runId));
  } finally {
    book.close();
  }
}
