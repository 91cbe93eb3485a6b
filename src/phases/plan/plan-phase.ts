import { setImmediate as breathe } from 'node:timers/promises';
import { countPlan, type PlanSummary } from '../../contact/plan-summary.js';
import type { RowResult } from '../../contact/row.js';
import type { RowStatus } from '../../contact/row-status.js';
import type { Job } from '../../job/job.js';
import { message } from '../../messages/message.js';
import type { PlannableRow, PlannedRow } from '../../store/run-data.js';
import type { RunRecord } from '../../store/run-record.js';
import type { RunQueries, RunStore } from '../../store/run-store.js';
import type { OnProgress } from '../progress.js';
import { beginChecksum } from './plan-checksum.js';
import type { Planner } from './planner.js';
import { type RowPlan, type Settled, settle, settleFor } from './row-plan.js';

const batchRows = 1000;

/** What the plan phase works with. */
export interface PlanTools {
  readonly store: RunStore;
  readonly record: RunRecord;
  readonly duplicates: Job['duplicates'];
  readonly planner: Planner;
  readonly now: () => string;
  readonly onProgress: OnProgress;
}

/** The plan of a run: what it comes to, and what tells it from every other. */
export interface PlanOutcome {
  readonly plan: PlanSummary;
  readonly planChecksum: string;
}

/**
 * Plans every row: settles those that need no call (the invalid, those that change nothing, and the superseded), and
 * writes down what the others are to change. Each row is read once.
 * @throws the signal's reason when it is stopping
 */
export async function planPhase(tools: PlanTools, stopping: AbortSignal): Promise<PlanOutcome> {
  const { store, planner, duplicates, onProgress } = tools;
  store.clearPlan();
  const total = store.countRows();
  const book = openPlanBook(tools);
  let done = 0;
  for (const row of store.plannableRows()) {
    book.add(row, settleDuplicate(sameContact(row, duplicates, store), planner(row)));
    done++;
    if (done % batchRows > 0) continue;
    book.commit();
    onProgress({ phase: 'plan', done, total, statuses: book.statuses, quota: null });
    await breathe();
    stopping.throwIfAborted();
  }
  book.commit();
  return book.outcome();
}

/** Keeps what becomes of the rows, and writes it down batch by batch. */
function openPlanBook({ store, record, now }: PlanTools) {
  const statuses = new Map<RowStatus, number>();
  const counter = countPlan();
  const checksum = beginChecksum(record);
  let results: RowResult[] = [];
  let planned: PlannedRow[] = [];
  const addPlanned = (row: PlannableRow, changes: PlannedRow['changes']): void => {
    planned.push({ row: row.row, changes });
    checksum.add({ ...row, restores: row.restore, cells: JSON.stringify(row.cells), changes: JSON.stringify(changes) });
  };
  return {
    statuses,
    add(row: PlannableRow, plan: RowPlan): void {
      if (plan.kind === 'settled' && plan.isProvisional) {
        // It may come to nothing, and may not: known when the rows before it have been sent.
        addPlanned(row, []);
        counter.addProvisional();
      } else if (plan.kind === 'settled') {
        results.push(settledResult(row.row, plan, now()));
        statuses.set(plan.status, (statuses.get(plan.status) ?? 0) + 1);
      } else if (plan.kind === 'send') {
        addPlanned(row, plan.planned.changes);
        counter.add(row.row, plan.planned);
      }
    },
    commit(): void {
      store.commit({ results, planned });
      [results, planned] = [[], []];
    },
    outcome: (): PlanOutcome => ({ plan: counter.summary(), planChecksum: checksum.digest() }),
  };
}

/** The result of a row that needs no call. */
const settledResult = (row: number, { status, problems }: Settled, finishedAt: string): RowResult => ({
  row,
  status,
  problems,
  finishedAt,
  changes: [],
  attempts: 0,
  durationMs: 0,
});

/** What several rows for one contact mean for one of them. */
type Duplicate =
  | { readonly kind: 'rejected'; readonly rows: readonly number[] }
  | { readonly kind: 'superseded'; readonly by: number };

/** What the job says of several rows for one contact; null when the row stands alone, or they go in order. */
function sameContact(row: PlannableRow, duplicates: Job['duplicates'], store: RunQueries): Duplicate | null {
  if (duplicates === 'in-order' || row.alone || row.contact === '') return null;
  if (duplicates === 'reject') return { kind: 'rejected', rows: store.rowsOfContact(row.contact) };
  const last = store.lastRowOfContact(row.contact);
  return last === row.row ? null : { kind: 'superseded', by: last };
}

function settleDuplicate(duplicate: Duplicate | null, plan: RowPlan): RowPlan {
  if (duplicate === null) return plan;
  // Correcting a superseded row and importing it would bring the older values back: it is not invalid, whatever it holds.
  if (duplicate.kind === 'superseded') {
    return settleFor('unchanged', message('duplicate.superseded', { row: duplicate.by }));
  }
  const reason = message('duplicate.rejected', { rows: listRows(duplicate.rows) });
  const own = plan.kind === 'settled' && plan.status === 'invalid' ? plan.problems : [];
  return settle('invalid', [{ column: null, reason }, ...own]);
}

const listRows = (rows: readonly number[]): string => rows.slice(0, 10).join(', ') + (rows.length > 10 ? ', …' : '');
