import type { RowStatus } from '../contact/row.js';
import type { Job } from '../job/job.js';
import { type Message, message } from '../messages/message.js';
import type { PlanSummary } from './plan-summary.js';

/** Why a plan must not be sent as it is: it passes one of the job's limits, which the message names; null when none. */
export function findExceeded(
  { limits }: Pick<Job, 'limits'>,
  plan: PlanSummary,
  statuses: ReadonlyMap<RowStatus, number>,
  total: number,
  runId: string,
): Message | null {
  const measured = [
    { code: 'limit.invalid', limit: limits.invalid, count: statuses.get('invalid') ?? 0 },
    { code: 'limit.clears', limit: limits.clears, count: plan.clears },
    { code: 'limit.changed', limit: limits.changed, count: plan.toSend },
  ] as const;
  for (const { code, limit, count } of measured) {
    if (limit !== null && count > mostOf(limit, total)) return message(code, { count, total, limit, runId });
  }
  return null;
}

/** A percentage is of the rows of the file. */
const mostOf = (limit: string | number, total: number): number =>
  typeof limit === 'number' ? limit : (Number(limit.slice(0, -1)) / 100) * total;
