import type { RowStatus } from '../../contact/row-status.js';
import type { Job } from '../../job/job.js';
import { type Message, message } from '../../messages/message.js';
import type { MeasuredLimit } from '../../report/measured-limit.js';

/** What percentages are of; a rollback is measured by the file of the run that it takes back. */
export interface Extent {
  readonly rows: number;
  readonly contacts: number;
  /** The contacts that the plan would change. */
  readonly changed: number;
}

/**
 * What a plan comes to, by each of the limits that a job may set.
 * @param clears null where nobody knows
 */
export function measureLimits(
  { limits }: Pick<Job, 'limits'>,
  clears: number | null,
  statuses: ReadonlyMap<RowStatus, number>,
  { rows, contacts, changed }: Extent,
): MeasuredLimit[] {
  const measured = [
    { name: 'invalid', limit: limits.invalid, count: statuses.get('invalid') ?? 0, total: rows },
    { name: 'clears', limit: limits.clears, count: clears, total: rows },
    { name: 'changed', limit: limits.changed, count: changed, total: contacts },
  ] as const;
  return measured.map((each) => ({
    ...each,
    isOver: each.limit !== null && each.count !== null && isOver(each.count, each.limit, each.total),
  }));
}

/** Why a plan must not be sent as it is: it passes one of the job's limits, which the message names; null when none. */
export function findExceeded(measured: readonly MeasuredLimit[], runId: string): Message | null {
  const exceeded = measured.find((each) => each.isOver);
  if (!exceeded || exceeded.limit === null || exceeded.count === null) return null;
  const { name, count, total, limit } = exceeded;
  return message(`limit.${name}`, { count, total, limit, runId, enough: enoughFor(count, limit, total) });
}

/** The least limit that lets a plan pass, of the kind that the job has: a share stays right for files of another length. */
function enoughFor(count: number, limit: string | number, total: number): string | number {
  const percent = Math.ceil((count * 100) / total);
  return typeof limit === 'number' || percent > 100 ? count : `${percent}%`;
}

/** In whole numbers, so that 29 of 100 are 29 % and no hair more. */
function isOver(count: number, limit: string | number, total: number): boolean {
  if (typeof limit === 'number') return count > limit;
  const [whole = '', decimals = ''] = limit.slice(0, -1).split('.');
  return BigInt(count) * 100n * 10n ** BigInt(decimals.length) > BigInt(whole + decimals) * BigInt(total);
}
