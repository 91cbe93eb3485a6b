import { createClient } from '../api/client.js';
import { createRateLimit } from '../api/rate-limit.js';
import { message } from '../messages/message.js';
import { RunError } from '../messages/run-error.js';
import { accountIdOf } from './account-lock.js';
import { createJournal } from './journal.js';
import { planPhase } from './plan-phase.js';
import { openQuotaLog } from './quota-log.js';
import { readPhase } from './read-phase.js';
import { type RunReport, reportPhase } from './report-phase.js';
import { isoNow, type OpenRun, type Operator, type Place, type PlanCounts } from './run-context.js';
import type { RunRecord, RunState } from './run-record.js';
import { sendPhase } from './send-phase.js';

/**
 * Takes a run from the phase it stands in to its end, and makes the report, however it ends.
 * @param place where to send; null for a check, which ends with the plan
 * @throws RunError only when the run is refused before anything was sent
 */
export async function executeRun(run: OpenRun, place: Place | null, operator: Operator): Promise<RunReport> {
  try {
    await readAndPlan(run, operator);
    const state = place === null ? 'planned' : await confirmAndSend(run, place, operator);
    return end(run, operator.interrupted.aborted && state !== 'completed' ? 'interrupted' : state, null);
  } catch (error) {
    if (operator.interrupted.aborted && error === operator.interrupted.reason) return end(run, 'interrupted', null);
    if (!(error instanceof RunError) || error.ending !== 'stopped') throw error;
    return end(run, 'stopped', error);
  }
}

async function readAndPlan({ store, job, log }: OpenRun, { interrupted, onProgress }: Operator): Promise<void> {
  if (recordOf(store).phase === 'read') {
    log.info('read', { phase: 'read' });
    const found = await readPhase(recordOf(store).sourcePath, job, store, interrupted, onProgress);
    store.writeRecord({ ...recordOf(store), ...found, phase: 'plan' });
  }
  if (recordOf(store).phase === 'plan') {
    log.info('plan', { phase: 'plan', rows: store.countRows() });
    await planPhase(job, recordOf(store).header, store, isoNow, interrupted, onProgress);
    store.writeRecord({ ...recordOf(store), phase: 'send', state: 'planned' });
  }
}

async function confirmAndSend(run: OpenRun, place: Place, operator: Operator): Promise<RunState> {
  const { store, log } = run;
  const counts = countPlan(run);
  if (counts.toSend > 0 && !(await operator.confirm(counts))) return 'planned';
  store.writeRecord({ ...recordOf(store), state: 'interrupted' });
  log.info('send', { phase: 'send', rows: counts.toSend });
  await sendWithQuota(run, place, operator);
  const { toSend: left } = countPlan(run);
  if (left === 0) return 'completed';
  if (operator.interrupted.aborted) return 'interrupted';
  throw new Error(`${left} rows without a result`);
}

async function sendWithQuota(run: OpenRun, { logDir, account }: Place, operator: Operator): Promise<void> {
  const { store, job, log } = run;
  const quota = openQuotaLog(logDir, accountIdOf(account.baseUrl), 'put');
  const { limit, perMs } = job.api.rate;
  const rate = quota.keep(createRateLimit(limit, perMs, quota.recentMs(perMs)));
  const journal = createJournal(store, isoNow);
  const client = createClient({ ...account, ...job.api }, rate, (call) => {
    journal.noteCall(call);
    log.info('call', { endpoint: call.endpoint, outcome: call.outcome, durationMs: Math.round(call.durationMs) });
  });
  try {
    const tools = { store, journal, client, now: isoNow, onProgress: operator.onProgress };
    await sendPhase(job, recordOf(store).header, tools, operator.interrupted);
  } finally {
    client.close();
    quota.close();
  }
}

function countPlan({ store }: OpenRun): PlanCounts {
  const statuses = store.countStatuses();
  const settled = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  const total = store.countRows();
  return {
    total,
    toSend: total - settled,
    invalid: statuses.get('invalid') ?? 0,
    unchanged: statuses.get('unchanged') ?? 0,
  };
}

function end({ folder, store, log }: OpenRun, state: RunState, stoppedBy: RunError | null): RunReport {
  // A file that was not read to its end is read anew: its first rows are no rows of this run.
  if (recordOf(store).phase === 'read') store.clearRows();
  // In one record: a run that is over says so, or is still to be resumed.
  const phase = state === 'completed' ? 'done' : recordOf(store).phase;
  const ended = { state, phase, finishedAt: isoNow(), stoppedBy: stoppedBy?.why ?? null };
  const record: RunRecord = { ...recordOf(store), ...ended };
  try {
    store.writeRecord(record);
  } catch (error) {
    // A full disk has stopped the run; what is already in run.db is enough to resume by.
    if (stoppedBy === null) throw error;
  }
  log.info('end', { state, ...(stoppedBy ? { code: stoppedBy.why.code } : {}) });
  try {
    return reportPhase(folder, record, store);
  } catch (error) {
    if (stoppedBy === null) throw error;
    // Why the run stopped says more than that the report of it could not be written.
    const command = `wefeng-import resume ${record.runId}`;
    throw new RunError('stopped', stoppedBy.why, [
      { where: record.runId, why: message('summary.resume', { command }) },
    ]);
  }
}

function recordOf(store: OpenRun['store']): RunRecord {
  const record = store.readRecord();
  if (record === null) throw new RunError('refused', message('run.damaged', { reason: 'no record' }));
  return record;
}
