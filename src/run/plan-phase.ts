import { setImmediate as breathe } from 'node:timers/promises';
import type { Problem, RowResult, RowStatus } from '../contact/row.js';
import type { Job } from '../job/job.js';
import { message } from '../messages/message.js';
import type { OnProgress } from './progress.js';
import { type ReadRow, rowReader } from './read-row.js';
import type { PlannableRow, RunStore, StoredRow } from './run-store.js';

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
    const result = settleWithoutCall(row, readRow(row), sameContact(row, job, store), now());
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
  const rows = store.rowsOfContact(row.contact);
  const last = rows.at(-1) ?? row.row;
  if (duplicates === 'last') return last === row.row ? null : { kind: 'superseded', by: last };
  return { kind: 'rejected', rows };
}

type Duplicate =
  | { readonly kind: 'rejected'; readonly rows: readonly number[] }
  | { readonly kind: 'superseded'; readonly by: number };

function settleWithoutCall(
  { row }: StoredRow,
  read: ReadRow,
  duplicate: Duplicate | null,
  finishedAt: string,
): RowResult | null {
  const settle = (status: RowStatus, problems: readonly Problem[]): RowResult => ({
    row,
    status,
    problems,
    changes: [],
    attempts: 0,
    durationMs: 0,
    finishedAt,
  });
  // Superseded comes first: correcting such a row and importing it would bring the older values back.
  if (duplicate?.kind === 'superseded') {
    const reason = message('duplicate.superseded', { row: duplicate.by });
    return settle('unchanged', [{ column: null, reason }]);
  }
  const problems = [
    ...(duplicate ? [{ column: null, reason: message('duplicate.rejected', { rows: listRows(duplicate.rows) }) }] : []),
    ...(read.kind === 'invalid' ? read.problems : []),
  ];
  if (problems.length > 0) return settle('invalid', problems);
  return read.kind === 'nothing' ? settle('unchanged', [{ column: null, reason: message('row.nothing') }]) : null;
}

const listRows = (rows: readonly number[]): string => rows.slice(0, 10).join(', ') + (rows.length > 10 ? ', …' : '');
