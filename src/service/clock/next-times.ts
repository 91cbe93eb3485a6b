import type { Job } from '../../job/job.js';
import type { ServiceStore } from '../../store/service-store.js';
import { timesOf } from './crons.js';

/** When each job is to fire next, kept beyond the end of this process. Nothing here rejects. */
export interface NextTimes {
  /** Resolves when it is kept. From then on the trigger that is due now is not missed any more. */
  keep(job: Job, next: Date): Promise<void>;
  /** When the job was to fire next, when that was last kept; null where the service store does not say. */
  read(job: Job): Promise<Date | null>;
}

/**
 * A disk that takes no entry keeps a service from its notes, not from its work.
 * @param onTrouble hears why a time cannot be kept or read
 */
export function createNextTimes(
  serviceStore: Pick<ServiceStore, 'setDue' | 'dueAt'>,
  onTrouble: (job: string, error: unknown) => void,
): NextTimes {
  let last = Promise.resolve();
  return {
    keep(job, next) {
      // One after another: what is noted last is what stays.
      last = last
        .then(() => serviceStore.setDue(job.name, timesOf(job), next))
        .catch((error) => onTrouble(job.name, error));
      return last;
    },
    async read(job) {
      try {
        return await serviceStore.dueAt(job.name, timesOf(job));
      } catch (error) {
        onTrouble(job.name, error);
        return null;
      }
    },
  };
}
