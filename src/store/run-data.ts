import type { Change, RowResult, SourceRow } from '../contact/row.js';
import type { Message, RowCode } from '../messages/message.js';
import type { Call } from '../wefeng/client.js';

// What a run keeps, as it goes into its store and comes out.

/** A row of the file; in a rollback, one whose contact is to be restored. */
export interface StoredRow extends SourceRow {
  /** The id cell as it stands; empty when the row has not as many cells as the header. */
  readonly contact: string;
}

/** A row with all that it is planned by, but for the rows of the same contact before it. */
export interface PlannableRow extends StoredRow {
  /** No other row names this contact. */
  readonly alone: boolean;
  readonly baseline: BaselineEntry | null;
  /** What a rollback is to restore, as JSON; null in any other run. */
  readonly restore: string | null;
}

export interface UnsettledRow extends StoredRow {
  /** A process before this one was about to send it, and may have. */
  readonly intended: boolean;
}

/** A row with what became of it: no result and no intent means it was never tried. */
export interface SettledRow extends UnsettledRow {
  readonly result: RowResult | null;
  /** What it was planned to change; null for a row that is not to be sent. */
  readonly planned: readonly Change[] | null;
}

/** A row that is to be sent, and what it changes. */
export interface PlannedRow {
  readonly row: number;
  readonly changes: readonly Change[];
}

/** The same as it is stored: cells, changes and what a rollback restores as JSON. */
export interface StoredPlan {
  readonly row: number;
  readonly contact: string;
  readonly cells: string;
  readonly changes: string;
  readonly restores: string | null;
}

/**
 * What was read of one contact: its JSON, and what is wrong with it; a problem alone where it cannot be used, neither
 * where it is not a contact of this account.
 */
export interface BaselineEntry {
  readonly contact: string;
  readonly json: string | null;
  readonly problem: Message<RowCode> | null;
  /** Unix time in ms. */
  readonly readAt: number;
}

/** What a store knows of a contact that a list shows. */
export interface KnownContact {
  /** Whether the list has shown it before. */
  readonly isListed: boolean;
  /** Whether a row of the file names it. */
  readonly isWanted: boolean;
  readonly entry: BaselineEntry | null;
}

/** A contact as a list shows it that is read again while rows are being sent. */
export interface RelistedContact {
  readonly contact: string;
  readonly json: string;
}

/** What a batch of work has come to. */
export interface Batch {
  readonly contacts?: readonly BaselineEntry[];
  readonly planned?: readonly PlannedRow[];
  /** Rows that are about to be sent, and when (ISO 8601). */
  readonly intents?: readonly { readonly row: number; readonly at: string }[];
  /** Rows whose intent came to nothing: it is certain that the server did not take them. */
  readonly withdrawn?: readonly number[];
  readonly results?: readonly RowResult[];
  readonly calls?: readonly Call[];
}

/** How many calls of an endpoint ended alike. */
export interface CallCount {
  readonly endpoint: string;
  readonly outcome: Call['outcome'];
  readonly isRetry: boolean;
  readonly count: number;
}
