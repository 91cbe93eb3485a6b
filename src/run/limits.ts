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
    if (limit !== null && isOver(count, limit, total)) return message(code, { count, total, limit, runId });
  }
  return null;
}

/** A percentage is of the rows of the file; in whole numbers, so that 29 of 100 are 29 % and no hair more. */
function isOver(count: number, limit: string | number, total: number): boolean {
  if (typeof limit === 'number') return count > limit;
  const [whole = '', decimals = ''] = limit.slice(0, -1).split('.');
  return BigInt(count) * 100n * 10n ** BigInt(decimals.length) > BigInt(whole + decimals) * BigInt(total);
}
