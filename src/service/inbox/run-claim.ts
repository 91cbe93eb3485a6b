import type { Job } from '../../job/job.js';
import type { JobFile } from '../../job/schema.js';
import type { RunReport } from '../../phases/report/report-phase.js';
import type { ApiTarget, RunCallbacks } from '../../phases/run-context.js';
import { hasRows, isFinished } from '../../report/run-state.js';
import { reportRun, resumeRun } from '../../runs/resume-run.js';
import { startRun } from '../../runs/start-run.js';
import type { RunCatalog, RunPlace } from '../../store/run-catalog.js';
import type { RunRecord } from '../../store/run-record.js';
import type { InboxClaim, ServiceStore } from '../../store/service-store.js';
import { brokenRecord, damagedRun, isDamage } from '../../store/sqlite/sealed/damage.js';

/** A job as its file says it now, and where it sends. */
export interface LoadedJob {
  readonly job: Job;
  readonly jobFile: JobFile;
  readonly place: ApiTarget;
}

/**
 * Brings the run of a claim as far as it goes: begins it, resumes it, or, where it was over before the service came to say
 * so, just reports it.
 * @throws RunError when it is refused, or another process holds the account
 */
export async function runClaim(
  claim: InboxClaim,
  stage: Stage,
  { job, jobFile, place }: LoadedJob,
  callbacks: RunCallbacks,
): Promise<RunReport> {
  const { runId, path, sha256, size, modifiedMs } = claim;
  // The one file of a job without an inbox is read as it lies there when its turn comes.
  const sourceState = sha256 === null ? null : { size, modifiedMs };
  switch (stage) {
    case 'over':
      return reportRun(runId, place.stores.runs);
    case 'begun':
      return resumeRun(runId, place, callbacks, { job, jobFile });
    case 'none': {
      // What a kill has left of a run that had only begun to read: its file is read anew, by the job as it is now.
      await discardRun(claim, place.stores.runs);
      const order = { job, jobFile, sourcePath: path, claim: { runId, sourceState } };
      return startRun(order, 'sent', place, callbacks);
    }
  }
}

/** `none`: nothing of its file has been read to its end, and nobody was called. */
export type Stage = 'none' | 'begun' | 'over';

/**
 * How far the run of a claim has come.
 * @throws RunError when its run.db cannot be read, or is gone out of a folder that is still there
 */
export async function stageOf(
  { job, runId }: InboxClaim,
  runs: RunCatalog,
  serviceStore: Pick<ServiceStore, 'hasBegun'>,
): Promise<Stage> {
  const place = await runs.placeOf(job, runId);
  const record = await readRecord(place, runs);
  // It may have come anywhere. To resume it says what is the matter.
  if (record === 'damaged') return 'begun';
  if (record !== null && record.accountId !== null && hasRows(record)) {
    return isFinished(record) ? 'over' : 'begun';
  }
  // Somebody may have deleted it. Meanwhile the service may have written into its folder why it waits.
  const isLost = (await serviceStore.hasBegun(runId)) && !(await runs.isGivenUp(place));
  if (isLost) throw damagedRun(place.folder, [brokenRecord('run', 1)]);
  return 'none';
}

async function readRecord(place: RunPlace, runs: RunCatalog): Promise<RunRecord | null | 'damaged'> {
  try {
    return await runs.readRecord(place);
  } catch (error) {
    if (isDamage(error)) return 'damaged';
    throw error;
  }
}

/**
 * Takes away what there is of a run that has not read its file to the end.
 * @throws RunError `run.busy` where somebody has just begun to resume it by hand
 */
export const discardRun = async ({ job, runId }: InboxClaim, runs: RunCatalog): Promise<void> =>
  runs.discard(await runs.placeOf(job, runId));
