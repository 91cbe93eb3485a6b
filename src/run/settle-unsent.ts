import type { Problem, RowResult, RowStatus } from '../contact/row.js';
import { message } from '../messages/message.js';
import type { ReadRow } from './read-row.js';

/** What several rows for one contact mean for one of them. */
export type Duplicate =
  | { readonly kind: 'rejected'; readonly rows: readonly number[] }
  | { readonly kind: 'superseded'; readonly by: number };

/** The result of a row that needs no call: it is invalid, asks for nothing, or is superseded; null when it is to be sent. */
export function settleUnsent(
  row: number,
  read: ReadRow,
  duplicate: Duplicate | null,
  finishedAt: string,
): RowResult | null {
  const settle = (status: RowStatus, problems: readonly Problem[]): RowResult => ({
    row,
    status,
    problems,
    changes: [],
    attempts: 0,
    durationMs: 0,
    finishedAt,
  });
  // Superseded comes first: correcting such a row and importing it would bring the older values back.
  if (duplicate?.kind === 'superseded') {
    const reason = message('duplicate.superseded', { row: duplicate.by });
    return settle('unchanged', [{ column: null, reason }]);
  }
  const problems = [
    ...(duplicate ? [{ column: null, reason: message('duplicate.rejected', { rows: listRows(duplicate.rows) }) }] : []),
    ...(read.kind === 'invalid' ? read.problems : []),
  ];
  if (problems.length > 0) return settle('invalid', problems);
  return read.kind === 'nothing' ? settle('unchanged', [{ column: null, reason: message('row.nothing') }]) : null;
}

const listRows = (rows: readonly number[]): string => rows.slice(0, 10).join(', ') + (rows.length > 10 ? ', …' : '');
