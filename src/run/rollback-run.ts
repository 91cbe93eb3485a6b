import type { RowStatus } from '../contact/row.js';
import { toJob } from '../job/job.js';
import { message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';
import { accountIdOf } from './account-lock.js';
import { executeRun } from './execute-run.js';
import { plannerOf } from './plan-basis.js';
import type { PlanRow } from './plan-row.js';
import type { RunReport } from './report-phase.js';
import { describeRestore } from './restore.js';
import type { SettledRow } from './result-store.js';
import { currentJob, readRecord } from './resume-run.js';
import type { StoredRow } from './row-store.js';
import { isoNow, type OpenRun, type Operator, type Place } from './run-context.js';
import { findRunFolder } from './run-folder.js';
import type { RunRecord } from './run-record.js';
import { openRunStore, type RunStore } from './run-store.js';
import { inNewFolder, onAccount } from './start-run.js';

const batchRows = 1000;

/**
 * Takes back what a run has written: a new run whose rows are the contacts which that run changed, and which restores
 * only the fields that it wrote, where they still hold what it wrote.
 * @throws RunError when the run had no baseline, was for another account, or has changed nothing
 */
export async function rollbackRun(run: string, place: Place, operator: Operator): Promise<RunReport> {
  const oldFolder = findRunFolder(place.logDir, run);
  const old = openRunStore(oldFolder);
  try {
    const record = restorable(readRecord(old, oldFolder), accountIdOf(place.account.baseUrl));
    const begin = { ...record, ...fresh, rollbackOf: record.runId, startedAt: isoNow() };
    const job = await currentJob(begin);
    return await inNewFolder(begin, job, place.logDir, async (opened) => {
      copyRestores(old, record, opened.store);
      return onAccount(opened, place, () => executeRun(opened, place, 'sent', operator));
    });
  } finally {
    old.close();
  }
}

const fresh = {
  ...({ command: 'rollback', phase: 'baseline', state: 'interrupted', begun: false } as const),
  ...{ notes: [], plan: null, blankRows: 0, stoppedBy: null, finishedAt: null },
};

function restorable(record: RunRecord, accountId: string): RunRecord {
  const { runId, begun, jobFile } = record;
  if (!begun) throw refuse(message('rollback.isCheck', { runId }));
  if (jobFile.baseline === 'none') throw refuse(message('rollback.noBaseline', { runId }));
  if (record.accountId !== accountId) throw refuse(message('rollback.otherAccount', { runId }));
  return record;
}

/** Rows whose contact the run may have changed; without a result, but with an intent, a row may have been sent. */
const touching: readonly RowStatus[] = ['updated', 'unverified', 'unknown'];

const mayHaveWritten = ({ result, intended }: SettledRow): boolean =>
  result === null ? intended : touching.includes(result.status);

function copyRestores(old: RunStore, record: RunRecord, store: OpenRun['store']): void {
  const job = toJob(record.jobFile, record.jobPath);
  const planRow = plannerOf(record, job, old);
  const several = record.command !== 'rollback' && job.duplicates === 'in-order';
  let rows: StoredRow[] = [];
  let restores: { row: number; fields: string }[] = [];
  const flush = () => {
    store.addRows(rows);
    store.addRestores(restores);
    [rows, restores] = [[], []];
  };
  for (const row of old.settledRows()) {
    const sent = mayHaveWritten(row) ? (several ? rowsOfContact(row, old) : [row]) : [];
    // One row for each contact: the last that was sent for it.
    if (sent.at(-1)?.row !== row.row) continue;
    const fields = describeRestore(sent.flatMap((one) => plansOf(one, planRow)));
    rows.push({ row: row.row, line: row.line, contact: row.contact, cells: row.cells });
    restores.push({ row: row.row, fields });
    if (rows.length >= batchRows) flush();
  }
  flush();
  store.indexContacts();
  if (store.countRows() === 0) throw refuse(message('rollback.nothing', { runId: record.runId }));
}

function plansOf(row: StoredRow, planRow: PlanRow) {
  const plan = planRow(row);
  return plan.kind === 'send' ? [plan.planned] : [];
}

const rowsOfContact = ({ contact }: StoredRow, old: RunStore): StoredRow[] =>
  old.earlierRows({ contact, row: Number.MAX_SAFE_INTEGER, line: 0, cells: [] }).filter(({ row }) => {
    const status = old.statusOf(row);
    return status !== null && touching.includes(status);
  });
