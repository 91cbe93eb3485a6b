import type { PlannedUpdate, Problem, RowResult } from '../../contact/row.js';
import { type RowStatus, wasAccepted } from '../../contact/row-status.js';
import type { Message, RowCode } from '../../messages/message.js';
import type { UnsettledRow } from '../../store/run-data.js';
import type { RunStore } from '../../store/run-store.js';
import type { Client } from '../../wefeng/client.js';
import type { Journal } from '../calls/journal.js';
import type { Planner } from '../plan/planner.js';
import type { ContactReader } from './contact-reader.js';

/** What a row is sent with. */
export interface SendTools {
  readonly store: RunStore;
  readonly journal: Journal;
  readonly client: Client;
  readonly reader: ContactReader;
  readonly planRow: Planner;
  /** A custom field as the account calls it, by its fieldCode. */
  readonly nameOf: (fieldCode: string) => string;
  /** The clock of the run: by it readings are judged, in ms. */
  readonly clock: () => number;
  /** What was read of a contact before this moment (ms) is too old to send by: it may be from before our own last call. */
  readonly freshSince: (contact: string) => number;
  /** Notes that a call for a contact has just ended. */
  readonly noteWritten: (contact: string) => void;
  /** When nothing that an earlier process has sent can arrive any more, by performance.now(). */
  readonly earlierLostUntil: number;
  /** Whether several rows of one contact are sent one after another. */
  readonly inOrder: boolean;
  readonly onNote: (note: Message) => void;
  readonly now: () => string;
}

/** One body on its way to the server. */
export interface Sending {
  readonly row: UnsettledRow;
  readonly planned: PlannedUpdate;
  /** Whether the contact is to be read right before and after. */
  readonly readBack: boolean;
  /** When the contact was read again, by the run's clock, where the row may have been sent before; absent where it was not. */
  readonly readAgainAt?: number;
}

/** How a row ends. */
export type Ending = { readonly status: RowStatus; readonly problems: readonly Problem[]; readonly attempts: number };

/** The end of a row for one reason, with no attempt counted yet. */
export const unsent = (status: RowStatus, reason: Message<RowCode>): Ending => ({
  status,
  problems: [{ column: null, reason }],
  attempts: 0,
});

/** What a row has come to. */
export interface SentRow {
  readonly row: UnsettledRow;
  /** Null where nothing was to be sent. */
  readonly planned: PlannedUpdate | null;
  /** Null where another process has sent it, and this one has not looked yet. */
  readonly ending: Ending | null;
  /**
   * When its lost attempts cannot arrive any more, by performance.now(): until then, and until the contact was read after
   * that, the ending is not the last word. Null when no attempt was lost.
   */
  readonly lostUntil: number | null;
  /** The same for all its attempts: the network may deliver once more what was answered. Null when none left. */
  readonly aliveUntil: number | null;
  readonly durationMs: number;
}

/** The row's last word. */
export function toResult({ row, planned, durationMs }: SentRow, ending: Ending, finishedAt: string): RowResult {
  const changes = wasAccepted(ending.status) && planned ? planned.changes : [];
  return { row: row.row, ...ending, changes, durationMs, finishedAt };
}
