import { setImmediate as breathe } from 'node:timers/promises';
import { countPlan, type PlanSummary } from '../../contact/plan-summary.js';
import type { RowResult } from '../../contact/row.js';
import type { RowStatus } from '../../contact/row-status.js';
import type { Job } from '../../job/job.js';
import { message } from '../../messages/message.js';
import type { PlannedRow } from '../../store/sqlite/result-store.js';
import type { PlannableRow } from '../../store/sqlite/row-store.js';
import type { RunStore } from '../../store/sqlite/run-store.js';
import type { OnProgress } from '../progress.js';
import type { PlanRow, RowPlan } from './plan-row.js';

const batchRows = 1000;

/**
 * Plans every row: settles those that need no call (the invalid, those that change nothing, and the superseded), and
 * writes down what the others are to change.
 */
export async function planPhase(
  planRow: PlanRow,
  duplicates: Job['duplicates'],
  store: RunStore,
  now: () => string,
  stopping: AbortSignal,
  onProgress: OnProgress,
): Promise<PlanSummary> {
  store.clearPlan();
  const total = store.countRows();
  const statuses = new Map<RowStatus, number>();
  const counter = countPlan();
  let batch: { results: RowResult[]; planned: PlannedRow[] } = { results: [], planned: [] };
  let done = 0;
  for (const row of store.plannableRows()) {
    const plan = settleDuplicate(sameContact(row, duplicates, store), planRow(row));
    if (plan.kind === 'settled' && plan.isProvisional) {
      // It may come to nothing, and may not: known when the rows before it have been sent.
      batch.planned.push({ row: row.row, changes: [] });
      counter.addProvisional();
    } else if (plan.kind === 'settled') {
      batch.results.push(settledResult(row.row, plan, now()));
      statuses.set(plan.status, (statuses.get(plan.status) ?? 0) + 1);
    } else if (plan.kind === 'send') {
      batch.planned.push({ row: row.row, changes: plan.planned.changes });
      counter.add(row.row, plan.planned);
    }
    done++;
    if (done % batchRows > 0) continue;
    store.commit(batch);
    batch = { results: [], planned: [] };
    onProgress({ phase: 'plan', done, total, statuses, quota: null });
    await breathe();
    stopping.throwIfAborted();
  }
  store.commit(batch);
  return counter.summary();
}

/** The result of a row that needs no call. */
const settledResult = (
  row: number,
  { status, problems }: Extract<RowPlan, { kind: 'settled' }>,
  finishedAt: string,
): RowResult => ({ row, status, problems, changes: [], attempts: 0, durationMs: 0, finishedAt });

/** What several rows for one contact mean for one of them. */
type Duplicate =
  | { readonly kind: 'rejected'; readonly rows: readonly number[] }
  | { readonly kind: 'superseded'; readonly by: number };

/** What the job says of several rows for one contact; null when the row stands alone, or they go in order. */
function sameContact(row: PlannableRow, duplicates: Job['duplicates'], store: RunStore): Duplicate | null {
  if (duplicates === 'in-order' || row.alone || row.contact === '') return null;
  if (duplicates === 'reject') return { kind: 'rejected', rows: store.rowsOfContact(row.contact) };
  const last = store.lastRowOfContact(row.contact);
  return last === row.row ? null : { kind: 'superseded', by: last };
}

function settleDuplicate(duplicate: Duplicate | null, plan: RowPlan): RowPlan {
  if (duplicate === null) return plan;
  // Correcting a superseded row and importing it would bring the older values back: it is not invalid, whatever it holds.
  if (duplicate.kind === 'superseded') {
    const reason = message('duplicate.superseded', { row: duplicate.by });
    return { kind: 'settled', status: 'unchanged', problems: [{ column: null, reason }] };
  }
  const reason = message('duplicate.rejected', { rows: listRows(duplicate.rows) });
  const own = plan.kind === 'settled' && plan.status === 'invalid' ? plan.problems : [];
  return { kind: 'settled', status: 'invalid', problems: [{ column: null, reason }, ...own] };
}

const listRows = (rows: readonly number[]): string => rows.slice(0, 10).join(', ') + (rows.length > 10 ? ', …' : '');
