import { toJob } from '../job/job.js';
import { type Message, message } from '../messages/message.js';
import { RunError } from '../messages/run-error.js';
import { baselinePhase } from '../phases/baseline/baseline-phase.js';
import { type Calls, openCalls } from '../phases/calls/open-calls.js';
import { profilerOf, showTo } from '../phases/plan/examine-rows.js';
import { findExceeded } from '../phases/plan/limits.js';
import { measurePlan } from '../phases/plan/measure-plan.js';
import { planPhase } from '../phases/plan/plan-phase.js';
import { accountOfRun, checkerOf, type Planner, plannerOf } from '../phases/plan/planner.js';
import { readPhase } from '../phases/read/read-phase.js';
import { sameFile } from '../phases/read/same-file.js';
import { spoolInput } from '../phases/read/spool-input.js';
import { type RunReport, reportPhase } from '../phases/report/report-phase.js';
import { type ApiTarget, isoNow, type OpenRun, type Plan, type RunCallbacks } from '../phases/run-context.js';
import { createContactReader } from '../phases/send/contact-reader.js';
import { sendPhase } from '../phases/send/send-phase.js';
import type { SendTools } from '../phases/send/send-tools.js';
import { hasRows, isAt, isCompleted, isFinished, isPlannable, type RunState } from '../report/run-state.js';
import { standardInput } from '../source/standard-input.js';
import type { RunRecord } from '../store/run-record.js';
import { type RecordPatch, recordOf, TransitionError, transition } from '../store/transition.js';
import { damageOf } from './sound-run.js';

/** Where a run is to end. */
export type Until = 'planned' | 'sent';

/**
 * Takes a run from the phase it stands in to its end, and makes the report, however it ends.
 * @param place where to send; null for a check, which ends with the plan
 * @throws RunError only when the run is refused before anything was written
 */
export async function executeRun(
  run: OpenRun,
  place: ApiTarget | null,
  until: Until,
  callbacks: RunCallbacks,
): Promise<RunReport> {
  // That its report cannot be written is nothing that has stopped a run.
  const { state, stoppedBy } = await goThrough(run, place, until, callbacks);
  return end(run, state, stoppedBy);
}

async function goThrough(run: OpenRun, place: ApiTarget | null, until: Until, callbacks: RunCallbacks): Promise<End> {
  const { interrupted } = callbacks;
  try {
    await readSource(run, callbacks);
    const { state, stoppedBy } =
      place === null ? await checkRows(run, callbacks) : await planAndSend(run, place, until, callbacks);
    const isReached = state === (until === 'planned' ? 'planned' : 'completed');
    return { state: interrupted.aborted && !isReached ? 'interrupted' : state, stoppedBy };
  } catch (error) {
    if (interrupted.aborted && error === interrupted.reason) return { state: 'interrupted', stoppedBy: null };
    if (!(error instanceof RunError) || error.ending !== 'stopped') throw error;
    return { state: 'stopped', stoppedBy: error.why };
  }
}

interface End {
  readonly state: RunState;
  readonly stoppedBy: Message | null;
}

async function readSource(run: OpenRun, { interrupted, input, onProgress, onNote }: RunCallbacks): Promise<void> {
  const { folder, store, log } = run;
  const record = recordOf(store);
  if (hasRows(record)) return;
  log.info('read', { phase: 'read' });
  const isPiped = record.sourcePath === standardInput;
  const sourcePath = isPiped ? await spoolInput(input, folder, record.runId, interrupted) : record.sourcePath;
  const sourceState = await sameFile(sourcePath, record);
  const begun = transition(store, record, { sourcePath, sourceState });
  const found = await readPhase(run, sourcePath, interrupted, onProgress);
  found.sourceNotes.forEach(onNote);
  transition(store, begun, { ...found, phase: 'baseline' });
}

async function checkRows(run: OpenRun, callbacks: RunCallbacks): Promise<End> {
  await planRows(run, checkerOf(recordOf(run.store), run.job, run.store), callbacks);
  return { state: 'planned', stoppedBy: null };
}

async function planAndSend(run: OpenRun, place: ApiTarget, until: Until, callbacks: RunCallbacks): Promise<End> {
  const calls = await openCalls(run, place, callbacks);
  const processStart = calls.clock();
  try {
    await readBaseline(run, calls, callbacks);
    const planRow = plannerOf(recordOf(run.store), run.job, run.store);
    if (isPlannable(recordOf(run.store))) await planRows(run, planRow, callbacks);
    const plan = planOf(run);
    const { begun } = recordOf(run.store);
    const exceeded = begun ? null : exceededBy(run);
    if (exceeded || until === 'planned') return { state: 'planned', stoppedBy: exceeded };
    // A run that has begun to send is no plan any more: it is to be resumed.
    const declined = { state: begun ? 'interrupted' : 'planned', stoppedBy: null } as const;
    if (plan.toSend > 0 && !(await callbacks.confirm(plan))) return declined;
    return await send(run, { planRow, calls, processStart }, callbacks);
  } finally {
    // Calls that were made are counted, whatever ended the run; what the disk does not take has been told already.
    await calls.journal.flush().catch(() => {});
    await calls.close();
  }
}

async function readBaseline(
  { store, job, log }: OpenRun,
  calls: Calls,
  { interrupted, onProgress, onNote }: RunCallbacks,
): Promise<void> {
  if (!isAt(recordOf(store), 'baseline')) return;
  if (job.mapping.hasBaseline) {
    log.info('baseline', { phase: 'baseline' });
    transition(store, recordOf(store), { notes: [] });
    const noteDown = (note: Message) => {
      const record = recordOf(store);
      transition(store, record, { notes: [...record.notes, note] });
      onNote(note);
    };
    await baselinePhase({ job, store, ...calls, onProgress, onNote: noteDown }, interrupted);
  }
  transition(store, recordOf(store), { phase: 'plan' });
}

async function planRows({ store, job, log }: OpenRun, planner: Planner, callbacks: RunCallbacks): Promise<void> {
  log.info('plan', { phase: 'plan', rows: store.countRows() });
  const { interrupted, onProgress } = callbacks;
  const record = recordOf(store);
  const profiler = profilerOf(record, job, accountOfRun(job, store));
  const tools = {
    store,
    record,
    duplicates: job.duplicates,
    planner: showTo(profiler, planner),
    now: isoNow,
    onProgress,
  };
  const outcome = await planPhase(tools, interrupted);
  transition(store, record, { ...outcome, phase: 'send', findings: profiler?.findings() ?? null });
}

function exceededBy({ store, job }: OpenRun): Message | null {
  const record = recordOf(store);
  return findExceeded(measurePlan(job, record, store), record.runId);
}

interface Sender {
  readonly planRow: Planner;
  readonly calls: Calls;
  /** When this process began to look at contacts, by the run's clock. */
  readonly processStart: number;
}

async function send(run: OpenRun, sender: Sender, { onNote, onProgress, interrupted }: RunCallbacks): Promise<End> {
  const { store, job, log } = run;
  transition(store, recordOf(store), { state: 'interrupted', begun: true });
  log.info('send', { phase: 'send', rows: planOf(run).toSend });
  await sendPhase(job, { ...sendToolsOf(run, sender), onNote }, onProgress, interrupted);
  const { toSend: left } = planOf(run);
  if (left === 0) return { state: 'completed', stoppedBy: null };
  if (interrupted.aborted) return { state: 'interrupted', stoppedBy: null };
  throw new Error(`${left} rows without a result`);
}

function sendToolsOf(run: OpenRun, { planRow, calls, processStart }: Sender): Omit<SendTools, 'onNote'> {
  const { store, job } = run;
  const { client, journal, clock } = calls;
  const names = new Map(accountOfRun(job, store)?.fields.map(({ fieldCode, name }) => [fieldCode, name]));
  const inOrder = job.duplicates === 'in-order';
  const writtenAt = new Map<string, number>();
  return {
    store,
    journal,
    client,
    clock,
    planRow,
    inOrder,
    now: isoNow,
    reader: createContactReader(client, job, store, clock),
    nameOf: (fieldCode) => names.get(fieldCode) ?? fieldCode,
    // What an earlier process has read is as old as the pause between the two, which nobody knows.
    freshSince: (contact) => Math.max(processStart, clock() - job.recheckAfterMs, writtenAt.get(contact) ?? 0),
    noteWritten: (contact) => void (inOrder && writtenAt.set(contact, clock())),
    earlierLostUntil: performance.now() + longestTimeoutMs(run),
  };
}

/** How long a call of any process of this run may take: the job may have allowed more when the run began. */
function longestTimeoutMs({ job, store }: OpenRun): number {
  const { jobFile, jobPath } = recordOf(store);
  return Math.max(job.api.timeoutMs, toJob(jobFile, jobPath).api.timeoutMs);
}

function planOf({ store }: OpenRun): Plan {
  const statuses = store.countStatuses();
  const settled = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  const total = store.countRows();
  const nothing = { toSend: 0, fields: [], clears: 0, examples: [] };
  const { plan, findings } = recordOf(store);
  return { total, toSend: total - settled, statuses, summary: plan ?? nothing, findings: findings ?? [] };
}

function writeEnd(store: OpenRun['store'], from: RunRecord, ending: RecordPatch): RunRecord {
  try {
    return transition(store, from, ending);
  } catch (error) {
    // A full disk has stopped the run; what is already in run.db is enough to resume by.
    if (!ending.stoppedBy || error instanceof TransitionError) throw error;
    return { ...from, ...ending };
  }
}

async function end({ folder, store, log }: OpenRun, state: RunState, stoppedBy: Message | null): Promise<RunReport> {
  // What has been sent may have taken days: before it is told, all of it is looked at once more.
  const last = recordOf(store);
  const damage = last.begun ? await damageOf(folder) : null;
  if (damage !== null) throw damage;
  // A file that was not read to its end is read anew: its first rows are no rows of this run.
  if (!hasRows(last)) store.clearRows();
  // In one record: a run that is over says so, or is still to be resumed.
  const phase = isCompleted({ state }) ? 'done' : last.phase;
  const record = writeEnd(store, last, { state, phase, finishedAt: isoNow(), stoppedBy });
  log.info('end', { state, ...(stoppedBy ? { code: stoppedBy.code } : {}) });
  try {
    return await reportPhase(folder, record, store);
  } catch (error) {
    const why = stoppedBy ?? (error instanceof RunError ? error.why : null);
    if (why === null || isFinished(record)) throw error;
    // Why the run stopped says more than that the report of it could not be written; a resume makes that as well.
    const command = `wefeng-import resume ${record.runId}`;
    throw new RunError('stopped', why, [{ where: record.runId, why: message('summary.resume', { command }) }]);
  }
}
