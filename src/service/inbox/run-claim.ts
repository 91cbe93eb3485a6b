import { existsSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Job } from '../../job/job.js';
import type { JobFile } from '../../job/schema.js';
import { message } from '../../messages/message.js';
import { RunError } from '../../messages/run-error.js';
import type { RunReport } from '../../phases/report/report-phase.js';
import type { ApiTarget, RunCallbacks } from '../../phases/run-context.js';
import { hasRows, isFinished } from '../../report/run-state.js';
import { hasDatabase } from '../../runs/read-run.js';
import { reportRun, resumeRun } from '../../runs/resume-run.js';
import { startRun } from '../../runs/start-run.js';
import { refusalPath, runFolderOf } from '../../store/run-folder.js';
import type { RunRecord } from '../../store/run-record.js';
import { holdRun } from '../../store/sqlite/hold-run.js';
import { brokenRecord, damagedRun, isDamage } from '../../store/sqlite/sealed/damage.js';
import { glanceAtRecord } from '../../store/sqlite/sealed/read-record.js';
import type { InboxClaim, ServiceStore } from '../../store/sqlite/service-store.js';

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
export function runClaim(
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
      return reportRun(runId, place.logDir);
    case 'begun':
      return resumeRun(runId, place, callbacks, { job, jobFile });
    case 'none': {
      // What a kill has left of a run that had only begun to read: its file is read anew, by the job as it is now.
      discardRun(claim, place.logDir);
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
export function stageOf(
  { job, runId }: InboxClaim,
  logDir: string,
  serviceStore: Pick<ServiceStore, 'hasBegun'>,
): Stage {
  const folder = runFolderOf(logDir, job, runId);
  const record = readRecord(folder);
  // It may have come anywhere. To resume it says what is the matter.
  if (record === 'damaged') return 'begun';
  if (record !== null && record.accountId !== null && hasRows(record)) {
    return isFinished(record) ? 'over' : 'begun';
  }
  if (serviceStore.hasBegun(runId) && !isGivenUp(folder)) throw damagedRun(folder, [brokenRecord('run', 1)]);
  return 'none';
}

/** Whether somebody has deleted the folder of a run. Meanwhile the service may have written into it why the run waits. */
function isGivenUp(folder: string): boolean {
  return !existsSync(folder) || readdirSync(folder).every((name) => name === basename(refusalPath(folder)));
}

function readRecord(folder: string): RunRecord | null | 'damaged' {
  if (!existsSync(join(folder, 'run.db'))) return null;
  try {
    return glanceAtRecord(folder);
  } catch (error) {
    if (isDamage(error)) return 'damaged';
    throw error;
  }
}

/**
 * Takes away what there is of a run that has not read its file to the end.
 * @throws RunError `run.busy` where somebody has just begun to resume it by hand
 */
export function discardRun({ job, runId }: InboxClaim, logDir: string): void {
  const folder = runFolderOf(logDir, job, runId);
  const hold = hasDatabase(folder) ? holdRun(folder) : { release: () => {} };
  if (hold === null) throw new RunError('busy', message('run.busy', { runId, pid: '?', host: '?', since: '?' }));
  try {
    rmSync(folder, { recursive: true, force: true });
  } finally {
    hold.release();
  }
}

/** Writes down, where the report would lie, why a run was refused: in full, for the one who may read the file. */
export async function writeRefusal(folder: string, words: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(refusalPath(folder), `${words}\n`, { mode: 0o600 });
}
