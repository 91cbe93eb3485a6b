import type { InboxClaim, ServiceStore } from '../../store/sqlite/service-store.js';
import type { JobLocks } from './lock-job.js';

/** The runs that are not finished, of jobs that neither this service has nor another one: nobody goes on with them. */
export function findOrphans(serviceStore: ServiceStore, locks: JobLocks): readonly InboxClaim[] {
  // Where the log folder was moved, a lock of what lies there now would say nothing.
  if (!serviceStore.isInPlace()) return [];
  const jobs = serviceStore.jobsWithOpenClaims().filter((job) => !locks.has(job) && !locks.isElsewhere(job));
  return jobs.flatMap((job) => serviceStore.openClaims(job));
}
