import type { Job } from '../job/job.js';
import type { JobFile } from '../job/schema.js';
import { openLog } from '../log.js';
import { RunError } from '../messages/run-error.js';
import { accountIdOf, lockAccount } from './account-lock.js';
import { executeRun } from './execute-run.js';
import type { RunReport } from './report-phase.js';
import { isoNow, type OpenRun, type Operator, type Place } from './run-context.js';
import { createRunFolder, removeRunFolder, runIdOf } from './run-folder.js';
import type { RunRecord } from './run-record.js';
import { openRunStore } from './run-store.js';

/** What a new run is made of. */
export interface Order {
  readonly job: Job;
  readonly jobFile: JobFile;
  /** Absolute. */
  readonly sourcePath: string;
}

/**
 * Starts a run and takes it to its end: read, plan, send, report.
 * @throws RunError when it is refused (nothing is left behind) or another run holds the account
 */
export function startRun(order: Order, place: Place, operator: Operator): Promise<RunReport> {
  return inNewFolder(order, place.logDir, accountIdOf(place.account.baseUrl), async (run) => {
    const lock = lockAccount(place.logDir, accountIdOf(place.account.baseUrl), runIdOf(run.folder));
    try {
      return await executeRun(run, place, operator);
    } finally {
      lock.release();
    }
  });
}

/** Reads and validates, offline. The folder it leaves has the report of every row. */
export function checkRun(order: Order, logDir: string, operator: Operator): Promise<RunReport> {
  return inNewFolder(order, logDir, null, (run) => executeRun(run, null, operator));
}

async function inNewFolder(
  { job, jobFile, sourcePath }: Order,
  logDir: string,
  accountId: string | null,
  work: (run: OpenRun) => Promise<RunReport>,
): Promise<RunReport> {
  const folder = createRunFolder(logDir, job.name);
  const record: RunRecord = {
    runId: runIdOf(folder),
    command: accountId === null ? 'check' : 'run',
    jobPath: job.path,
    jobFile,
    sourcePath,
    header: [],
    delimiter: ',',
    blankRows: 0,
    accountId,
    phase: 'read',
    state: 'interrupted',
    stoppedBy: null,
    startedAt: isoNow(),
    finishedAt: null,
  };
  const store = openRunStore(folder);
  const log = openLog(folder, { run: record.runId, job: job.name });
  let kept = false;
  try {
    store.writeRecord(record);
    log.info('start', { pid: process.pid });
    return await work({ folder, store, job, log });
  } catch (error) {
    kept = error instanceof RunError && error.ending === 'stopped';
    throw error;
  } finally {
    kept ||= store.readRecord()?.phase !== 'read' || store.readRecord()?.finishedAt !== null;
    await log.close();
    store.close();
    // Refused, or broken off by a fault of ours, before a row was planned: there is nothing to look at or to resume.
    if (!kept) removeRunFolder(folder);
  }
}
