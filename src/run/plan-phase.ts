import { setImmediate as breathe } from 'node:timers/promises';
import type { RowResult, RowStatus } from '../contact/row.js';
import type { Job } from '../job/job.js';
import type { OnProgress } from './progress.js';
import { rowReader } from './read-row.js';
import type { PlannableRow, RunStore } from './run-store.js';
import { type Duplicate, settleUnsent } from './settle-unsent.js';

const batchRows = 1000;

/** Settles every row that needs no call: the invalid, those that ask for nothing, and the superseded. */
export async function planPhase(
  job: Job,
  header: readonly string[],
  store: RunStore,
  now: () => string,
  stopping: AbortSignal,
  onProgress: OnProgress,
): Promise<void> {
  store.clearResults();
  const readRow = rowReader(job, header);
  const total = store.countRows();
  const statuses = new Map<RowStatus, number>();
  let batch: RowResult[] = [];
  let done = 0;
  for (const row of store.plannableRows()) {
    const result = settleUnsent(row.row, readRow(row), sameContact(row, job, store), now());
    if (result) {
      batch.push(result);
      statuses.set(result.status, (statuses.get(result.status) ?? 0) + 1);
    }
    done++;
    if (done % batchRows > 0) continue;
    store.commit({ ...nothing, results: batch });
    batch = [];
    onProgress({ phase: 'plan', done, total, statuses });
    await breathe();
    stopping.throwIfAborted();
  }
  store.commit({ ...nothing, results: batch });
}

const nothing = { intents: [], withdrawn: [], calls: [] };

/** What the job says of several rows for one contact; null when the row stands alone, or they go in order. */
function sameContact(row: PlannableRow, { duplicates }: Job, store: RunStore): Duplicate | null {
  if (duplicates === 'in-order' || row.alone || row.contact === '') return null;
  if (duplicates === 'reject') return { kind: 'rejected', rows: store.rowsOfContact(row.contact) };
  const last = store.lastRowOfContact(row.contact);
  return last === row.row ? null : { kind: 'superseded', by: last };
}
