import type { Job } from '../../job/job.js';
import type { FiringTools } from '../clock/firing.js';

/**
 * Tells those whom a job names of a run, once for each reason: one that stops again for the same reason has been told of,
 * also by an earlier service, unless nobody could be reached.
 * @param about the run, its job, and the code of the reason
 */
export async function alertOnce(
  { job, runId, code }: { readonly job: Job; readonly runId: string; readonly code: string },
  { serviceStore, told }: Pick<FiringTools, 'serviceStore' | 'told'>,
  alert: () => Promise<boolean>,
): Promise<void> {
  if (job.notify === null) return;
  const key = keyOf(runId);
  // A serviceStore that cannot be read keeps nobody from being told.
  const before = told.get(key) ?? orNull(() => serviceStore.toldOf(runId));
  if (before === code || !(await alert())) return;
  told.set(key, code);
  orNull(() => serviceStore.noteTold(runId, code));
}

/** To be called when a run is over: nobody is told of it again. */
export const forgetAlerts = (runId: string, { told }: Pick<FiringTools, 'told'>): void =>
  void told.delete(keyOf(runId));

const keyOf = (runId: string): string => `${runId} alert`;

function orNull<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}
