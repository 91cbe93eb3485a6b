import type { Job } from '../../job/job.js';
import type { TriggerTools } from '../clock/trigger.js';

/**
 * Tells those whom a job names of a run, once for each reason: one that stops again for the same reason has been told of,
 * also by an earlier service, unless nobody could be reached.
 * @param about the run, its job, and the code of the reason
 */
export async function alertOnce(
  { job, runId, code }: { readonly job: Job; readonly runId: string; readonly code: string },
  { serviceStore, announced }: Pick<TriggerTools, 'serviceStore' | 'announced'>,
  alert: () => Promise<boolean>,
): Promise<void> {
  if (job.notify === null) return;
  const key = keyOf(runId);
  // A service store that cannot be read keeps nobody from being announced.
  const before = announced.get(key) ?? (await orNull(serviceStore.announcedCode(runId)));
  if (before === code || !(await alert())) return;
  announced.set(key, code);
  await orNull(serviceStore.noteAnnounced(runId, code));
}

/** To be called when a run is over: nobody is told of it again. */
export const forgetAlerts = (runId: string, { announced }: Pick<TriggerTools, 'announced'>): void =>
  void announced.delete(keyOf(runId));

const keyOf = (runId: string): string => `${runId} alert`;

const orNull = <Result>(work: Promise<Result>): Promise<Result | null> => work.catch(() => null);
