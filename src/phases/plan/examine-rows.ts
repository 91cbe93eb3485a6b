import { createDoctor, type Doctor } from '../../checkup/doctor.js';
import { examineFile } from '../../checkup/examined-file.js';
import type { AccountFields } from '../../contact/account-fields.js';
import type { Job } from '../../job/job.js';
import type { RunRecord } from '../../store/run-record.js';
import { reasonColumns } from '../read/read-phase.js';
import type { PlanRow } from './plan-row.js';

/** The doctor for the file of a run; null for a rollback, whose rows are no file that anybody could mend. */
export function doctorOf(
  { command, header }: RunRecord,
  { mapping }: Job,
  account: AccountFields | null,
): Doctor | null {
  return command === 'rollback' ? null : createDoctor(examineFile(mapping, header, account, reasonColumns));
}

/** Plans rows just the same, and shows each to the doctor on the way: a file is gone through once. */
export function showTo(doctor: Doctor | null, planRow: PlanRow): PlanRow {
  if (doctor === null) return planRow;
  return (row) => {
    const plan = planRow(row);
    doctor.observe(row, plan.kind === 'settled' ? plan.problems : []);
    return plan;
  };
}
