import type { PlannedUpdate, Problem } from '../../contact/row.js';
import type { RowStatus } from '../../contact/row-status.js';
import type { Message, RowCode } from '../../messages/message.js';

/** What is to become of a row: it is settled without a call, or sent; in a check it passes, and no more is known. */
export type RowPlan =
  | Settled
  | { readonly kind: 'send'; readonly planned: PlannedUpdate }
  | { readonly kind: 'passed' };

/** A row that needs no call. */
export interface Settled {
  readonly kind: 'settled';
  readonly status: RowStatus;
  readonly problems: readonly Problem[];
  /** Whether it takes for granted that rows of the same contact before it will be written. */
  readonly isProvisional: boolean;
}

export const settle = (status: RowStatus, problems: readonly Problem[]): Settled => ({
  kind: 'settled',
  status,
  problems,
  isProvisional: false,
});

/** Settles a row for one reason that lies in no column of its own. */
export const settleFor = (status: RowStatus, reason: Message<RowCode>, column: string | null = null): Settled =>
  settle(status, [{ column, reason }]);
