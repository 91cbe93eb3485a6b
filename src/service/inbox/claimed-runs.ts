import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openServiceStore } from '../../store/sqlite/service-store.js';

/** The ids of the runs that a service has still to finish, or to put the file of away. Where there was no service, none. */
export function claimedRuns(logDir: string): ReadonlySet<string> {
  if (!existsSync(join(logDir, '.schedule', 'book.db'))) return new Set();
  const serviceStore = openServiceStore(logDir);
  try {
    const claims = serviceStore.jobsWithOpenClaims().flatMap((job) => serviceStore.openClaims(job));
    return new Set(claims.map(({ runId }) => runId));
  } finally {
    serviceStore.close();
  }
}
