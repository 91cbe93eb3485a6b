import { existsSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../job/job.js';
import type { JobFile } from '../job/schema.js';
import type { RunReport } from '../run/report-phase.js';
import { reportRun, resumeRun } from '../run/resume-run.js';
import type { Operator, Place } from '../run/run-context.js';
import { runFolderOf } from '../run/run-folder.js';
import type { RunRecord } from '../run/run-record.js';
import { startRun } from '../run/start-run.js';
import { isDamage } from '../run/store/damage.js';
import { glanceAtRecord } from '../run/store/read-record.js';
import type { Claim } from './book.js';

/** A job as its file says it now, and where it sends. */
export interface LoadedJob {
  readonly job: Job;
  readonly jobFile: JobFile;
  readonly place: Place;
}

/**
 * Brings the run of a claim as far as it goes: begins it, resumes it, or, where it was over before the service came to say
 * so, just reports it.
 * @throws RunError when it is refused, or another process holds the account
 */
export function runClaim(claim: Claim, { job, jobFile, place }: LoadedJob, operator: Operator): Promise<RunReport> {
  const { runId, path, sha256, size, modifiedMs } = claim;
  // The one file of a job without an inbox is read as it lies there when its turn comes.
  const sourceState = sha256 === null ? null : { size, modifiedMs };
  const folder = runFolderOf(place.logDir, claim.job, runId);
  switch (stageOf(claim, place.logDir)) {
    case 'over':
      return reportRun(runId, place.logDir);
    case 'begun':
      return resumeRun(runId, place, operator, { job, jobFile });
    case 'none': {
      // A kill in the first moments of a run leaves a folder of which nothing can be known.
      rmSync(folder, { recursive: true, force: true });
      const order = { job, jobFile, sourcePath: path, claim: { runId, sourceState } };
      return startRun(order, 'sent', place, operator);
    }
  }
}

/** How far the run of a claim has come. One whose data is damaged may have come anywhere. */
export function stageOf({ job, runId }: Claim, logDir: string): 'none' | 'begun' | 'over' {
  const record = readRecord(runFolderOf(logDir, job, runId));
  if (record === 'damaged') return 'begun';
  // Before it held its account it had called nobody.
  if (record === null || record.accountId === null) return 'none';
  return record.phase === 'done' || record.state === 'planned' ? 'over' : 'begun';
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

/** Whether the run of a claim has read its file: then it may have sent some of it. */
export function hasRows({ job, runId }: Claim, logDir: string): boolean {
  const record = readRecord(runFolderOf(logDir, job, runId));
  return record === 'damaged' || (record !== null && record.phase !== 'read');
}

/** Takes away what there is of a run that broke off while it read a file which is no longer there. */
export function discardUnread(folder: string): void {
  const record = readRecord(folder);
  if (record !== 'damaged' && record?.phase === 'read') rmSync(folder, { recursive: true, force: true });
}

/** Writes down, where the report would lie, why a run was refused: in full, for the one who may read the file. */
export async function writeRefusal(folder: string, words: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, 'refusal.txt'), `${words}\n`, { mode: 0o600 });
}
