import type { Job } from '../../job/job.js';
import type { RunRecord } from '../../store/run-record.js';
import type { RunStore } from '../../store/run-store.js';
import { measureLimits } from './limits.js';
import { replacesAll } from './replaces-all.js';

/** What the plan of a run comes to, by each limit of a job; nothing of a run that has no plan yet. */
export function measurePlan(job: Pick<Job, 'limits'>, record: RunRecord, store: RunStore) {
  const { plan, takesBack } = record;
  if (plan === null) return [];
  const extent = takesBack ?? { rows: store.countRows(), contacts: store.countContacts() };
  const clears = replacesAll(record) ? null : plan.clears;
  return measureLimits(job, clears, store.countStatuses(), { ...extent, changed: store.countChanging() });
}
