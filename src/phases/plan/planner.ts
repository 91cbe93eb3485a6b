import { type AccountFields, collectFields } from '../../contact/account-fields.js';
import type { Job } from '../../job/job.js';
import type { PlannableRow, StoredRow } from '../../store/run-data.js';
import type { RunRecord } from '../../store/run-record.js';
import type { RunQueries } from '../../store/run-store.js';
import { createPlanInputs } from './plan-inputs.js';
import { type PlanRules, planRow } from './plan-row.js';
import { rowMappingOf } from './read-row.js';
import { resolveMapping } from './resolve-mapping.js';
import type { RowPlan } from './row-plan.js';

/** Plans a row of a run, with what the run's store holds. */
export type Planner = (row: StoredRow | PlannableRow) => RowPlan;

/** The custom fields of the account, as the run has read them; null when it was to read none. */
export function accountOfRun({ mapping }: Job, store: RunQueries): AccountFields | null {
  return mapping.hasBaseline ? collectFields(store.readAccount()).fields() : null;
}

/**
 * Makes the planner of a run that has its baseline.
 * @throws RunError when the job and the account contradict each other
 */
export const plannerOf = (record: RunRecord, job: Job, store: RunQueries): Planner =>
  plannerBy(rulesOf(record, job, store), store);

/** The same without an account: what can be judged offline. */
export const checkerOf = (record: RunRecord, job: Job, store: RunQueries): Planner =>
  plannerBy({ kind: 'check', rows: rowMappingOf(job.mapping, record.header) }, store);

function plannerBy(rules: PlanRules, store: RunQueries): Planner {
  const inputOf = createPlanInputs(store, rules);
  return (row) => planRow(inputOf(row), rules);
}

function rulesOf({ command, jobFile, header }: RunRecord, job: Job, store: RunQueries): PlanRules {
  const account = accountOfRun(job, store);
  if (command === 'rollback') return { kind: 'rollback', account: account ?? { fields: [], complete: false } };
  if (job.mapping.hasBaseline && !store.isAnyFound()) {
    return { kind: 'nobodyFound', rows: rowMappingOf(job.mapping, header) };
  }
  const rows = rowMappingOf(resolveMapping(job, jobFile, account), header);
  return { kind: 'import', rows, inOrder: job.duplicates === 'in-order' };
}
