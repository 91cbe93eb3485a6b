import type { RowStatus } from '../contact/row-status.js';
import type { Message, RowCode } from '../messages/message.js';
import type { Call } from '../wefeng/client.js';
import type {
  BaselineEntry,
  Batch,
  CallCount,
  KnownContact,
  PlannableRow,
  RelistedContact,
  SettledRow,
  StoredPlan,
  StoredRow,
  UnsettledRow,
} from './run-data.js';
import type { RunRecord } from './run-record.js';

/**
 * All that one run knows. Every method is synchronous, and throws RunError `stop.…` when the disk fails, or when a record
 * that it reads is damaged. One process at a time may have the store of a run open for writing: the one that holds the run.
 */
export interface RunStore extends RunCommands, RunQueries {
  /** The folder of the run. */
  readonly folder: string;
  close(): void;
}

/**
 * What writes. Each is one transaction, which is on the disk when it returns. What it writes follows from its arguments
 * and from what was written before: the same commands make the same store, on any machine and at any time.
 */
export interface RunCommands {
  /**
   * Puts `to` in the place of the run's record, if that is `from` (null: there is none); else writes nothing. Any phase;
   * only store/transition.ts calls it.
   * @returns whether it was written
   */
  replaceRecord(from: RunRecord | null, to: RunRecord): boolean;

  /** Takes all rows and results away: a file is read from its start. Read phase; and at the end of a run that has not read its file. */
  clearRows(): void;
  /** Adds rows of the file, in their order. Read phase. */
  addRows(rows: readonly StoredRow[]): void;
  /** Puts other cells in the place of rows that were added. Read phase. */
  replaceRows(rows: readonly StoredRow[]): void;
  /** Adds rows of a rollback, each with what is to be restored for it, as JSON. Read phase. */
  addRestores(added: readonly { readonly row: StoredRow; readonly fields: string }[]): void;
  /** Makes rows quick to find by their contact: to be called when all are there. Read phase. */
  indexContacts(): void;

  /** Forgets the contacts that were read, and which a list has shown. Baseline phase. */
  clearBaseline(): void;
  /** Forgets which contacts a list has shown. Baseline phase. */
  clearListed(): void;
  /** Notes whom a page of the list shows, and keeps what it says of some. Baseline phase. */
  addPage(shown: readonly string[], kept: readonly BaselineEntry[]): void;
  /** Says of every contact that was read whole what is missing of it. Baseline phase, when the list was read to its end. */
  markPartial(problem: Message<RowCode>): void;
  /** Keeps the account's fields, as the text that FieldCollector makes of them. Baseline phase. */
  writeAccount(fields: string): void;

  /** Takes plan and results away. Plan phase. */
  clearPlan(): void;

  /** Forgets the list that was read again. Send phase. */
  clearRelisted(): void;
  /** The same as addPage for a list that is read again: it leaves the baseline as it is. Send phase. */
  addRelisted(shown: readonly string[], kept: readonly RelistedContact[]): void;

  /** Writes what a batch of work has come to. With an intent in it, it can no longer be lost unseen. Baseline, plan and send phase. */
  commit(batch: Batch): void;
}

/** What reads. None of it changes anything; generators read page by page, and see what is written meanwhile. */
export interface RunQueries {
  /** The record; null of a run that was killed before it had one. */
  readRecord(): RunRecord | null;

  /** How many rows the file has, without the blank ones. */
  countRows(): number;
  /** The row of a number; none where it was blank. */
  rowsAt(row: number): StoredRow[];
  /** The first rows of a contact, 11 at most, for a message. */
  rowsOfContact(contact: string): number[];
  lastRowOfContact(contact: string): number;
  /** The rows of the same contact that come before this one, from a row on. */
  earlierRows(row: Pick<StoredRow, 'contact' | 'row'>, from?: number): StoredRow[];
  /** What a rollback is to restore for a row, as JSON; null in any other run. */
  restoreOf(row: number): string | null;

  /** How many contacts the file names, and how many of them are still to be read. */
  countContacts(): number;
  countUnknown(): number;
  /** How many contacts the list has shown so far. */
  countListed(): number;
  /** What is known of contacts that a page shows, in their order. */
  lookUp(contacts: readonly string[]): KnownContact[];
  /** The contacts of the file of which nothing was read yet, or that could not be read. */
  unknownContacts(): Generator<string>;
  /** Those that a list told of, but not so that they could be sent back. */
  incompleteContacts(): Generator<string>;
  /** Whether any contact of the file was found. */
  isAnyFound(): boolean;
  /** A contact of the file that the list has shown, to try another interface on; null where there is none. */
  someContact(): string | null;
  /** What was last read of a contact; null where nothing was. */
  entryOf(contact: string): BaselineEntry | null;
  /** When the last of the contacts was read, in ms; null where none was. */
  latestReadAt(): number | null;
  /** The JSON of a contact in the list that was read again; null where it is not there. */
  relistedOf(contact: string): string | null;
  /** The account's fields, as writeAccount took them; null where they were not read. */
  readAccount(): string | null;

  /** All rows, in their order. */
  plannableRows(): Generator<PlannableRow>;
  /** The rows of the plan, those that have been sent as well. */
  plannedRows(): Generator<StoredPlan>;
  /** How many contacts the rows to be sent are about. */
  countChanging(): number;

  /** The rows without a result, in their order. */
  unsettledRows(): Generator<UnsettledRow>;
  /** The row before this one of the same contact of which nobody knows what it did; null where there is none. */
  earlierUnknown(row: StoredRow): number | null;
  /** The first row after this one of the same contact that may have been written; null where there is none. */
  laterWritten(row: Pick<StoredRow, 'contact' | 'row'>): number | null;
  /** How a row has ended; null where it has no result. */
  statusOf(row: number): RowStatus | null;
  /** Whether a row was about to be sent, and may have been. */
  isIntended(row: number): boolean;

  /** All rows, in their order, each with what became of it. */
  settledRows(): Generator<SettledRow>;
  /** Those of them that have changed something, or are to. */
  changingRows(): Generator<SettledRow>;
  /** How many rows have each status. */
  countStatuses(): Map<RowStatus, number>;
  /** All calls, in the order in which they were written down. */
  callTimes(): Generator<Call>;
  countCalls(): CallCount[];
}
