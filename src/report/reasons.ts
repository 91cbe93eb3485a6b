import type { Problem, RowResult } from '../contact/row.js';

/** One reason in one column, over all rows that have it. */
export interface Reason {
  readonly count: number;
  /** The first rows that have it. */
  readonly rows: readonly number[];
  readonly example: Problem;
}

/** By code and column: as many as there are kinds of trouble, however many rows. */
export type Reasons = Map<string, Reason>;

const mostRows = 5;

/** Adds the problems of a row to the reasons. */
export function countReasons(reasons: Reasons, { row, problems }: RowResult): void {
  for (const problem of problems) {
    const key = `${problem.reason.code} ${problem.column ?? ''}`;
    const { count, rows, example } = reasons.get(key) ?? { count: 0, rows: [], example: problem };
    reasons.set(key, { count: count + 1, rows: rows.length < mostRows ? [...rows, row] : rows, example });
  }
}

/** The reasons, the commonest first. */
export const listReasons = (reasons: Reasons): Reason[] => [...reasons.values()].toSorted((a, b) => b.count - a.count);
