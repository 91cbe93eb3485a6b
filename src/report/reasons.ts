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
  // A row with the same reason twice is one row.
  const counted = new Set<string>();
  for (const problem of problems) {
    const key = keyOf(problem);
    if (counted.has(key)) continue;
    counted.add(key);
    const { count, rows, example } = reasons.get(key) ?? { count: 0, rows: [], example: problem };
    reasons.set(key, { count: count + 1, rows: rows.length < mostRows ? [...rows, row] : rows, example });
  }
}

// What a server says by one code is one kind of trouble.
export const keyOf = ({ column, reason: { code, params } }: Problem): string =>
  [code, column ?? '', params.serverCode ?? ''].join(' ');

/** The reasons, the commonest first. */
export const listReasons = (reasons: Reasons): Reason[] => [...reasons.values()].toSorted((a, b) => b.count - a.count);
