import type { Book, Claim } from '../../store/sqlite/book.js';
import type { JobLocks } from './lock-job.js';

/** The runs that are not finished, of jobs that neither this service has nor another one: nobody goes on with them. */
export function findOrphans(book: Book, locks: JobLocks): readonly Claim[] {
  // Where the log folder was moved, a lock of what lies there now would say nothing.
  if (!book.isInPlace()) return [];
  const jobs = book.jobsWithOpenClaims().filter((job) => !locks.has(job) && !locks.isElsewhere(job));
  return jobs.flatMap((job) => book.openClaims(job));
}
