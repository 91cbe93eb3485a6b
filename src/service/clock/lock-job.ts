import { join } from 'node:path';
import { message } from '../../messages/message.js';
import { RunError } from '../../messages/run-error.js';
import { holderOf, type Lock, takeLock } from '../../store/sqlite/file-lock.js';
import { serviceFolder } from '../../store/sqlite/service-store.js';

/** The jobs that are this service's own: two that fired one job would each take the other's claims for those of a dead one. */
export interface JobLocks {
  /** @throws RunError when another process has the job */
  take(job: string): void;
  /** Gives a job to whoever may have it next. */
  release(job: string): void;
  /** Whether the job is this service's. */
  has(job: string): boolean;
  /** Whether another process has the job. */
  isElsewhere(job: string): boolean;
  releaseAll(): void;
}

export function createJobLocks(logDir: string): JobLocks {
  const locks = new Map<string, Lock>();
  return {
    take(job) {
      if (locks.has(job)) return;
      const lock = takeLock(join(serviceFolder(logDir), `${job}.lock`), job);
      if ('heldBy' in lock) {
        const { pid, host, since } = lock.heldBy;
        throw new RunError('busy', message('schedule.jobBusy', { job, pid, host, since }));
      }
      locks.set(job, lock);
    },
    release(job) {
      locks.get(job)?.release();
      locks.delete(job);
    },
    has: (job) => locks.has(job),
    isElsewhere: (job) => !locks.has(job) && holderOf(join(serviceFolder(logDir), `${job}.lock`)) !== null,
    releaseAll() {
      for (const lock of locks.values()) lock.release();
      locks.clear();
    },
  };
}
