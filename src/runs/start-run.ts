import type { Job } from '../job/job.js';
import type { JobFile } from '../job/schema.js';
import { openLog } from '../log.js';
import { RunError } from '../messages/run-error.js';
import type { RunReport } from '../phases/report/report-phase.js';
import { type ApiTarget, isoNow, type OpenRun, type RunCallbacks } from '../phases/run-context.js';
import { hasRows } from '../report/run-state.js';
import { accountIdOf } from '../store/account-id.js';
import { goOnBy } from '../store/disk-error.js';
import { holdingAccount } from '../store/holding-account.js';
import type { RunCatalog } from '../store/run-catalog.js';
import { newRunId, runIdOf } from '../store/run-folder.js';
import type { RunRecord } from '../store/run-record.js';
import { isDamage } from '../store/sqlite/sealed/damage.js';
import { recordOf, transition } from '../store/transition.js';
import { beginRun, nothingRead } from './begin-run.js';
import { executeRun, type Until } from './execute-run.js';
import { orDamage } from './sound-run.js';

/** What a new run is made of. */
export interface Order {
  readonly job: Job;
  readonly jobFile: JobFile;
  /** Absolute; `-` for what is piped in. */
  readonly sourcePath: string;
  /** What whoever orders has settled before: the id of the run, and which file it is that lies there. */
  readonly claim?: { readonly runId: string; readonly sourceState: RunRecord['sourceState'] };
}

/**
 * Starts a run and takes it to its end: read, baseline, plan, and, unless it is to end there, send; then the report.
 * @throws RunError when it is refused (nothing is left behind) or another run holds the account
 */
export function startRun(order: Order, until: Until, place: ApiTarget, callbacks: RunCallbacks): Promise<RunReport> {
  const begin: RunRecord = { ...newRecord(order), command: until === 'sent' ? 'run' : 'plan' };
  return inNewFolder(begin, order.job, place.stores.runs, (run) =>
    onAccount(run, place, () => executeRun(run, place, until, callbacks)),
  );
}

/** Reads and validates, offline. The folder it leaves has the report of every row. */
export function checkRun(order: Order, runs: RunCatalog, callbacks: RunCallbacks): Promise<RunReport> {
  const begin: RunRecord = { ...newRecord(order), command: 'check' };
  return inNewFolder(begin, order.job, runs, (run) => executeRun(run, null, 'planned', callbacks));
}

/** Does the work of a run while it holds the account. */
export function onAccount(
  { folder, store }: OpenRun,
  { stores, account }: ApiTarget,
  work: () => Promise<RunReport>,
): Promise<RunReport> {
  const accountId = accountIdOf(account.baseUrl);
  return holdingAccount(stores.leases, accountId, runIdOf(folder), async () => {
    transition(store, recordOf(store), { accountId });
    return work();
  });
}

const newRecord = ({ job, jobFile, sourcePath, claim }: Order): Omit<RunRecord, 'command'> => ({
  runId: claim?.runId ?? newRunId(),
  rollbackOf: null,
  takesBack: null,
  jobPath: job.path,
  jobFile,
  sourcePath,
  header: [],
  preamble: [],
  delimiter: ',',
  sheet: null,
  accountId: null,
  startedAt: isoNow(),
  ...nothingRead,
  sourceState: claim?.sourceState ?? null,
});

/**
 * Makes a run folder and does the work of a run in it; one that was refused before anything was written leaves none.
 * @throws what the work threw, or RunError when the run is damaged
 */
export async function inNewFolder(
  record: RunRecord,
  job: Job,
  runs: RunCatalog,
  work: (run: OpenRun) => Promise<RunReport>,
): Promise<RunReport> {
  const { folder, store } = await beginRun(record, job.name, runs);
  const log = openLog(folder, { run: record.runId, job: job.name });
  let refused = false;
  let isDamaged = false;
  try {
    log.info('start', { pid: process.pid });
    return await work({ folder, store, job, log });
  } catch (cause) {
    const error = await orDamage(cause, folder);
    isDamaged = isDamage(error);
    refused = error instanceof RunError && error.ending !== 'stopped';
    // A check is not gone on with, and of what is nothing yet nothing is left.
    const isKept = record.command !== 'check' && !isNothing(store, refused);
    throw isKept ? goOnBy(`wefeng-import resume ${record.runId}`, record.runId, error) : error;
  } finally {
    const isEmpty = !isDamaged && isNothing(store, refused);
    await log.close();
    store.close();
    if (isEmpty) await runs.takeBack({ folder, job: job.name, runId: record.runId });
  }
}

/** Whether there is nothing of a run to look at or to resume. A run that has come to send, or cannot be read, is kept. */
function isNothing(store: OpenRun['store'], refused: boolean): boolean {
  try {
    const record = store.readRecord();
    if (record === null || record.begun) return false;
    // Broken off by a fault of ours before a row was planned.
    return refused || (!hasRows(record) && record.finishedAt === null);
  } catch {
    return false;
  }
}
