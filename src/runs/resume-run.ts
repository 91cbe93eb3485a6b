import { existsSync } from 'node:fs';
import { type Job, toJob } from '../job/job.js';
import { loadJob } from '../job/load-job.js';
import type { JobFile } from '../job/schema.js';
import { openLog } from '../log.js';
import { message } from '../messages/message.js';
import { RunError, refuse } from '../messages/run-error.js';
import { identityOf } from '../phases/plan/job-identity.js';
import { planChecksum } from '../phases/plan/plan-checksum.js';
import { type RunReport, reportPhase } from '../phases/report/report-phase.js';
import type { ApiTarget, OpenRun, RunCallbacks } from '../phases/run-context.js';
import { hasRows, isCompleted, isPlannable, isResumable } from '../report/run-state.js';
import { accountIdOf } from '../store/account-id.js';
import { goOnBy } from '../store/disk-error.js';
import { holdingAccount } from '../store/holding-account.js';
import { isReported } from '../store/is-reported.js';
import type { RunCatalog, RunPlace } from '../store/run-catalog.js';
import { runIdOf } from '../store/run-folder.js';
import type { RunRecord } from '../store/run-record.js';
import type { RunStore } from '../store/run-store.js';
import { damagedRun, inDatabase } from '../store/sqlite/sealed/damage.js';
import { transition } from '../store/transition.js';
import { executeRun, type Until } from './execute-run.js';
import { laterRuns } from './later-runs.js';
import { onSoundRun, orDamage } from './sound-run.js';

/**
 * Goes on where a run stopped. What has a result keeps it; the rest is done as the run was to do it. How fast may have
 * changed in the job since, what is sent may not.
 * @param known the job of today, where it has been read already
 * @throws RunError when the run is over, was a check, is for another account, or its mapping has changed
 */
export function resumeRun(
  run: string,
  place: ApiTarget,
  callbacks: RunCallbacks,
  known?: JobOfToday,
): Promise<RunReport> {
  const untilOf: FindUntil = (record, folder) => {
    const { runId, command, begun } = record;
    if (command !== 'plan' || begun) return 'sent';
    if (isPlannable(record)) return 'planned';
    throw refuse(message(isReported(folder, record) ? 'run.isPlan' : 'run.planUnreported', { runId }));
  };
  return goOn(run, place, callbacks, { untilOf, known });
}

/**
 * Sends a run that was planned, just as it was planned.
 * @throws RunError as resumeRun, and when there is no plan yet, or its sending has begun already
 */
export function applyRun(run: string, place: ApiTarget, callbacks: RunCallbacks): Promise<RunReport> {
  const untilOf: FindUntil = (record, _, store) => {
    const { runId, begun } = record;
    if (begun) throw refuse(message('run.isBegun', { runId }));
    if (isPlannable(record)) throw refuse(message('run.noPlan', { runId }));
    // Before anything is sent: whoever has approved a plan can see that it is this one.
    callbacks.onNote(message('plan.checksum', { checksum: samePlan(record, store) }));
    return 'sent';
  };
  return goOn(run, place, callbacks, { untilOf });
}

/**
 * The checksum of a plan.
 * @throws RunError when it is no longer the one that it was made with
 */
function samePlan(record: RunRecord, store: RunStore): string {
  const found = planChecksum(record, store);
  const written = record.planChecksum ?? found;
  if (found !== written) throw damagedRun(store.folder, [inDatabase(message('damage.plan', { found, written }))]);
  return found;
}

type FindUntil = (record: RunRecord, folder: string, store: RunStore) => Until;

async function goOn(run: string, place: ApiTarget, callbacks: RunCallbacks, settings: GoingOn): Promise<RunReport> {
  const { runs, leases } = place.stores;
  const found = await runs.find(run);
  return holdingAccount(leases, accountIdOf(place.account.baseUrl), found.runId, async () => {
    await runs.removeParts(found);
    return onSoundRun(found.folder, (store) => takeUp({ ...found, store }, place, callbacks, settings));
  });
}

interface GoingOn {
  readonly untilOf: FindUntil;
  readonly known?: JobOfToday | undefined;
}

async function takeUp(
  run: RunPlace & Pick<OpenRun, 'store'>,
  place: ApiTarget,
  callbacks: RunCallbacks,
  { untilOf, known }: GoingOn,
): Promise<RunReport> {
  const { folder, store } = run;
  const record = unfinished(readRecord(store, folder), place, folder);
  const until = untilOf(record, folder, store);
  const job = await currentJob(record, known);
  if (until === 'sent') await heedLaterRuns(record, run, place, callbacks);
  transition(store, record, { state: 'interrupted', stoppedBy: null, finishedAt: null });
  const log = openLog(folder, { run: record.runId, job: job.name });
  log.info('resume', { pid: process.pid });
  try {
    return await executeRun({ folder, store, job, log }, place, until, { ...callbacks, input: null });
  } catch (error) {
    throw isBegun(store) ? goOnBy(`wefeng-import resume ${record.runId}`, record.runId, error) : error;
  } finally {
    await log.close();
  }
}

/** Whether rows may have been sent. A run that cannot be read may have. */
function isBegun(store: RunStore): boolean {
  try {
    return store.readRecord()?.begun ?? true;
  } catch {
    return true;
  }
}

/** Drift shows what was edited since; what a later run found as it should be, it cannot. */
async function heedLaterRuns(
  record: RunRecord,
  run: RunPlace,
  { stores }: ApiTarget,
  { onOvertaken }: RunCallbacks,
): Promise<void> {
  const later = await laterRuns(record, run, stores.runs);
  const [newest] = later;
  if (newest === undefined) return;
  const why = { runId: record.runId, count: later.length, newest: newest.runId };
  if (!onOvertaken(message('run.overtaken', why))) throw refuse(message('run.isOvertaken', why));
}

/**
 * Makes the report files of a run again.
 * @throws RunError when there is no such run, its file was not read to its end, or it is damaged
 */
export async function reportRun(run: string, runs: RunCatalog): Promise<RunReport> {
  const found = await runs.find(run);
  await runs.removeParts(found);
  const { folder } = found;
  return await onSoundRun(folder, async (store) => {
    const record = readRecord(store, folder);
    const { runId } = record;
    // Of a file that was not read to its end nothing true can be told.
    if (!hasRows(record)) throw refuse(message(isResumable(record) ? 'run.notRead' : 'run.neverBegan', { runId }));
    return await reportPhase(folder, record, store);
  });
}

/**
 * The job that a run began with.
 * @throws RunError when there is no such run, or it has never begun
 */
export async function jobOfRun(run: string, runs: RunCatalog): Promise<Job> {
  const found = await runs.find(run);
  const record = await glance(found, runs);
  if (record === null) throw refuse(message('run.neverBegan', { runId: found.runId }));
  return toJob(record.jobFile, record.jobPath);
}

async function glance(place: RunPlace, runs: RunCatalog): Promise<RunRecord | null> {
  try {
    return await runs.readRecord(place);
  } catch (error) {
    throw await orDamage(error, place.folder);
  }
}

/**
 * The name of the account that a run goes on with, and who is told of its end: as the job file of today says, where there
 * still is one that can be read. Whether it is the account of then is for the run to check.
 * @param job as the run began with it
 */
export async function withSettingsOfToday(job: Job): Promise<Job> {
  const loaded = existsSync(job.path) ? await loadJob(job.path).catch(orNullFor(true)) : null;
  const { account, notify } = loaded?.job ?? job;
  return { ...job, account, notify };
}

/**
 * The record of a run.
 * @throws RunError when the run has never begun
 */
export function readRecord(store: RunStore, folder: string): RunRecord {
  const record = store.readRecord();
  if (record === null) throw refuse(message('run.neverBegan', { runId: runIdOf(folder) }));
  return record;
}

function unfinished(record: RunRecord, { account }: ApiTarget, folder: string): RunRecord {
  const { runId } = record;
  if (record.command === 'check') throw refuse(message('run.isCheck', { runId }));
  // A rollback whose rows were not copied to their end has none; before it held its account a run had asked for nothing.
  const isEmpty = record.command === 'rollback' && !hasRows(record);
  if (isEmpty || record.accountId === null) throw refuse(message('run.neverBegan', { runId }));
  if (isCompleted(record)) {
    throw refuse(message(isReported(folder, record) ? 'run.isDone' : 'run.isUnreported', { runId }));
  }
  if (record.accountId !== accountIdOf(account.baseUrl)) {
    throw refuse(message('run.otherAccount', { runId, variable: account.variables.baseUrl }));
  }
  return record;
}

/** A job as its file says it today. */
export type JobOfToday = { readonly job: Job; readonly jobFile: JobFile };

/**
 * The job as the run began with it; its pace and its limits from the job file of today, where there still is one.
 * @param known the job of today, where it has been read already
 * @throws RunError when the job file now decides otherwise about what is sent
 */
export async function currentJob({ jobFile, jobPath, command }: RunRecord, known?: JobOfToday): Promise<Job> {
  const job = toJob(jobFile, jobPath);
  const isRollback = command === 'rollback';
  const loaded = known ?? (existsSync(jobPath) ? await loadJob(jobPath).catch(orNullFor(isRollback)) : null);
  if (loaded === null) return job;
  const { job: today, jobFile: fileOfToday } = loaded;
  if (!isRollback && identityOf(fileOfToday) !== identityOf(jobFile)) {
    throw refuse(message('run.jobChanged', { file: jobPath }));
  }
  const { api, failuresInARow, limits, canary, recheckAfterMs } = today;
  return { ...job, api, failuresInARow, limits, canary, recheckAfterMs };
}

/** A rollback goes by what was written then, whatever has become of the job. */
const orNullFor = (isNoMatter: boolean) => (error: unknown) => {
  if (isNoMatter && error instanceof RunError) return null;
  throw error;
};
