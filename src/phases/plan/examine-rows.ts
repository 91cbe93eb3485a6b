import { examineFile } from '../../checkup/examined-file.js';
import { createProfiler, type Profiler } from '../../checkup/profiler.js';
import type { AccountFields } from '../../contact/account-fields.js';
import type { Job } from '../../job/job.js';
import type { RunRecord } from '../../store/run-record.js';
import { reasonColumns } from '../read/read-phase.js';
import type { Planner } from './planner.js';

/** The profiler for the file of a run; null for a rollback, whose rows are no file that anybody could mend. */
export function profilerOf(
  { command, header }: RunRecord,
  { mapping }: Job,
  account: AccountFields | null,
): Profiler | null {
  return command === 'rollback' ? null : createProfiler(examineFile(mapping, header, account, reasonColumns));
}

/** Plans rows just the same, and shows each to the profiler on the way: a file is gone through once. */
export function showTo(profiler: Profiler | null, planner: Planner): Planner {
  if (profiler === null) return planner;
  return (row) => {
    const plan = planner(row);
    profiler.observe(row, plan.kind === 'settled' ? plan.problems : []);
    return plan;
  };
}
