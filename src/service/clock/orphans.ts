import type { InboxClaim, ServiceStore } from '../../store/service-store.js';
import type { JobLocks } from './lock-job.js';

/** The runs that are not finished, of jobs that neither this service has nor another one: nobody goes on with them. */
export async function findOrphans(serviceStore: ServiceStore, locks: JobLocks): Promise<readonly InboxClaim[]> {
  // Where the log folder was moved, a lock of what lies there now would say nothing.
  if (!(await serviceStore.isInPlace())) return [];
  const jobs = (await serviceStore.jobsWithOpenClaims()).filter((job) => !locks.has(job) && !locks.isElsewhere(job));
  return (await Promise.all(jobs.map(serviceStore.openClaims))).flat();
}
