import { type AccountFields, collectFields } from '../../contact/account-fields.js';
import type { Job } from '../../job/job.js';
import { message } from '../../messages/message.js';
import type { RunRecord } from '../../store/run-record.js';
import type { StoredRow } from '../../store/sqlite/row-store.js';
import type { RunStore } from '../../store/sqlite/run-store.js';
import { type PlanRow, rowPlanner, settle, settleUnread } from './plan-row.js';
import { rowReader } from './read-row.js';
import { resolveMapping } from './resolve-mapping.js';
import { readRestore } from './restore.js';

/** The custom fields of the account, as the run has read them; null when it was to read none. */
export function accountOfRun({ mapping }: Job, store: RunStore): AccountFields | null {
  return mapping.hasBaseline ? collectFields(store.readAccount()).fields() : null;
}

/**
 * Makes the function that plans the rows of a run, out of what its run.db holds.
 * @throws RunError when the job and the account contradict each other
 */
export function plannerOf(record: RunRecord, job: Job, store: RunStore): PlanRow {
  const account = accountOfRun(job, store);
  const { idColumn, hasBaseline } = job.mapping;
  const inOrder = job.duplicates === 'in-order';
  if (record.command === 'rollback') {
    const nothingKnown = { fields: [], complete: false };
    const readRow = ({ row, contact }: StoredRow) =>
      readRestore(store.restoreOf(row), contact, account ?? nothingKnown);
    return rowPlanner({ readRow, hasBaseline, idColumn, inOrder: false }, store);
  }
  if (hasBaseline && !store.isAnyFound()) return planWithoutContacts(record, job, store);
  const readRow = rowReader(resolveMapping(job, record.jobFile, account), record.header);
  return rowPlanner({ readRow, hasBaseline, idColumn, inOrder }, store);
}

/** Where not one contact was found, the account's fields are not known, and no row comes so far as to need them. */
function planWithoutContacts(record: RunRecord, job: Job, store: RunStore): PlanRow {
  const checkRow = checkerOf(record, job);
  return (row) => {
    const plan = checkRow(row);
    return plan.kind === 'passed' ? settleUnread(row, store.entryOf(row.contact), job.mapping.idColumn, false) : plan;
  };
}

/** The same without an account: what can be judged offline. */
export function checkerOf({ header }: RunRecord, { mapping }: Job): PlanRow {
  const readRow = rowReader(mapping, header);
  return (row) => {
    const read = readRow(row);
    if (read.kind === 'update') return { kind: 'passed' };
    if (read.kind === 'invalid') return settle('invalid', read.problems);
    return settle('unchanged', [{ column: null, reason: message('row.nothing') }]);
  };
}
