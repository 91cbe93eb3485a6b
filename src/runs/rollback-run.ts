import { toJob } from '../job/job.js';
import { message } from '../messages/message.js';
import { RunError, refuse } from '../messages/run-error.js';
import { type Planner, plannerOf } from '../phases/plan/planner.js';
import { describeRestore } from '../phases/plan/restore.js';
import type { RunReport } from '../phases/report/report-phase.js';
import { type ApiTarget, isoNow, type OpenRun, type RunCallbacks } from '../phases/run-context.js';
import { accountIdOf } from '../store/account-id.js';
import type { StoredRow } from '../store/run-data.js';
import { newRunId } from '../store/run-folder.js';
import type { RunRecord } from '../store/run-record.js';
import type { RunStore } from '../store/run-store.js';
import { transition } from '../store/transition.js';
import { nothingRead } from './begin-run.js';
import { executeRun } from './execute-run.js';
import { currentJob, readRecord } from './resume-run.js';
import { onSoundRun } from './sound-run.js';
import { inNewFolder, onAccount } from './start-run.js';

const batchRows = 1000;

/**
 * Takes back what a run has written: a new run whose rows are the contacts which that run changed, and which restores
 * only the fields that it wrote, where they still hold what it wrote.
 * @throws RunError when the run had no baseline, was for another account, or has changed nothing
 */
export async function rollbackRun(run: string, place: ApiTarget, callbacks: RunCallbacks): Promise<RunReport> {
  const { runs } = place.stores;
  const { folder: oldFolder } = await runs.find(run);
  return await onSoundRun(oldFolder, async (old) => {
    const record = restorable(readRecord(old, oldFolder), place);
    const takesBack = record.takesBack ?? { rows: old.countRows(), contacts: old.countContacts() };
    const begin: RunRecord = {
      ...record,
      command: 'rollback',
      ...nothingRead,
      runId: newRunId(),
      rollbackOf: record.runId,
      takesBack,
      startedAt: isoNow(),
    };
    const job = await currentJob(begin);
    return await inNewFolder(begin, job, runs, async (opened) => {
      refuseIfBroken(() => copyRestores(old, record, opened.store));
      // Only now are they all there: before, a rollback that broke off would pass for one of fewer rows.
      transition(opened.store, begin, { phase: 'baseline' });
      return onAccount(opened, place, () => executeRun(opened, place, 'sent', callbacks));
    });
  });
}

/** Nothing is kept of a rollback that cannot be written down: there is nothing to resume. */
function refuseIfBroken(copy: () => void): void {
  try {
    copy();
  } catch (error) {
    if (!(error instanceof RunError) || error.ending !== 'stopped') throw error;
    throw refuse(message('rollback.cannotBegin', { reason: String(error.why.params.reason ?? '') }));
  }
}

function restorable(record: RunRecord, { account }: ApiTarget): RunRecord {
  const { runId, begun, jobFile } = record;
  if (!begun) throw refuse(message('rollback.isCheck', { runId }));
  if (jobFile.baseline === 'none') throw refuse(message('rollback.noBaseline', { runId }));
  if (record.accountId !== accountIdOf(account.baseUrl)) {
    throw refuse(message('rollback.otherAccount', { runId, variable: account.variables.baseUrl }));
  }
  return record;
}

/**
 * Whether a row may have changed its contact: it was about to be sent, and no answer can prove that it did not arrive.
 * Where it did not, the contact still holds what was there before, and there is nothing to restore.
 */
const mayHaveWritten = ({ row }: StoredRow, old: RunStore): boolean => old.isIntended(row);

function copyRestores(old: RunStore, record: RunRecord, store: OpenRun['store']): void {
  const job = toJob(record.jobFile, record.jobPath);
  const planRow = plannerOf(record, job, old);
  const several = record.command !== 'rollback' && job.duplicates === 'in-order';
  let restores: { row: StoredRow; fields: string }[] = [];
  const flush = () => {
    store.addRestores(restores);
    restores = [];
  };
  for (const row of old.settledRows()) {
    const sent = mayHaveWritten(row, old) ? (several ? rowsOfContact(row, old) : [row]) : [];
    // One row for each contact: the last that was sent for it.
    if (sent.at(-1)?.row !== row.row) continue;
    const fields = describeRestore(sent.flatMap((one) => plansOf(one, planRow)));
    restores.push({ row, fields });
    if (restores.length >= batchRows) flush();
  }
  flush();
  store.indexContacts();
  if (store.countRows() === 0) throw refuse(message('rollback.nothing', { runId: record.runId }));
}

function plansOf(row: StoredRow, planRow: Planner) {
  const plan = planRow(row);
  return plan.kind === 'send' ? [plan.planned] : [];
}

const rowsOfContact = ({ contact }: StoredRow, old: RunStore): StoredRow[] =>
  old.earlierRows({ contact, row: Number.MAX_SAFE_INTEGER }).filter((row) => mayHaveWritten(row, old));
