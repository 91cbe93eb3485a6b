import { join } from 'node:path';
import type { Call } from '../api/client.js';
import type { RowResult, RowStatus, SourceRow } from '../contact/row.js';
import { type Db, inTransaction, onDisk, openDatabase } from './database.js';
import type { RunRecord } from './run-record.js';

// cells: as read. A result is the row's last word. An intent without a result: the row may have been sent.
const schema = `
  CREATE TABLE IF NOT EXISTS run (one INTEGER PRIMARY KEY CHECK (one = 1), record TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS rows (
    row INTEGER PRIMARY KEY, line INTEGER NOT NULL, contact TEXT NOT NULL, cells TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS intents (row INTEGER PRIMARY KEY, at TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS results (
    row INTEGER PRIMARY KEY, status TEXT NOT NULL, problems TEXT NOT NULL, changes TEXT NOT NULL,
    attempts INTEGER NOT NULL, durationMs INTEGER NOT NULL, finishedAt TEXT);
  CREATE TABLE IF NOT EXISTS calls (
    seq INTEGER PRIMARY KEY, endpoint TEXT NOT NULL, startedAt INTEGER NOT NULL,
    durationMs REAL NOT NULL, outcome TEXT NOT NULL);
`;

const pageRows = 1000;

export interface StoredRow extends SourceRow {
  /** The id cell as it stands; empty when the row has not as many cells as the header. */
  readonly contact: string;
}

export interface PlannableRow extends StoredRow {
  /** No other row names this contact. */
  readonly alone: boolean;
}

export interface UnsettledRow extends StoredRow {
  /** A process before this one was about to send it, and may have. */
  readonly intended: boolean;
}

/** A row with what became of it: no result and no intent means it was never tried. */
export interface SettledRow extends UnsettledRow {
  readonly result: RowResult | null;
}

interface CallCount {
  readonly endpoint: string;
  readonly outcome: Call['outcome'];
  readonly count: number;
}

export type RunStore = ReturnType<typeof openRunStore>;

/** Opens `run.db` of a run folder, making it when it is not there. Everything that a run knows lies in it. */
export function openRunStore(folder: string) {
  const db = onDisk(() => openDatabase(join(folder, 'run.db'), schema));
  return { ...storeRecord(db), ...storeRows(db), ...storeResults(db), close: () => void db.close() };
}

const writeTo = (db: Db) => (work: () => void) => onDisk(() => inTransaction(db, work));

function storeRecord(db: Db) {
  const write = writeTo(db);
  return {
    readRecord: (): RunRecord | null => {
      const found = db.prepare('SELECT record FROM run').get([]) as { record: string } | undefined;
      return found ? (JSON.parse(found.record) as RunRecord) : null;
    },
    writeRecord: (record: RunRecord) =>
      write(() => db.prepare('INSERT OR REPLACE INTO run VALUES (1, ?)').run([JSON.stringify(record)])),
  };
}

/** The rows of the file, as they stand there. */
function storeRows(db: Db) {
  const write = writeTo(db);
  const insertRow = db.prepare('INSERT INTO rows VALUES (?, ?, ?, ?)');
  const selectSameContact = db.prepare('SELECT row FROM rows WHERE contact = ? ORDER BY row LIMIT 11');
  const selectLastOfContact = db.prepare('SELECT MAX(row) AS row FROM rows WHERE contact = ?');
  return {
    clearRows: () => write(() => db.exec('DELETE FROM results; DELETE FROM rows; DROP INDEX IF EXISTS rows_contact')),
    addRows: (rows: readonly StoredRow[]) =>
      write(() => {
        for (const { row, line, contact, cells } of rows) insertRow.run([row, line, contact, JSON.stringify(cells)]);
      }),
    indexContacts: () => onDisk(() => db.exec('CREATE INDEX IF NOT EXISTS rows_contact ON rows (contact, row)')),
    countRows: (): number => (db.prepare('SELECT COUNT(*) AS n FROM rows').get([]) as { n: number }).n,
    /** The first rows of one contact, for a message. */
    rowsOfContact: (contact: string): number[] =>
      (selectSameContact.all([contact]) as { row: number }[]).map(({ row }) => row),
    lastRowOfContact: (contact: string): number => (selectLastOfContact.get([contact]) as { row: number }).row,
    plannableRows: function* (): Generator<PlannableRow> {
      const sql = `SELECT *, EXISTS (SELECT 1 FROM rows AS other
          WHERE other.contact = rows.contact AND other.row <> rows.row) AS repeated
        FROM rows WHERE row > ? ORDER BY row`;
      for (const raw of readPages<RawRow & { repeated: number }>(db, sql)) {
        yield { ...toRow(raw), alone: raw.repeated === 0 };
      }
    },
  };
}

/** What became of the rows, and of the calls that were made for them. */
function storeResults(db: Db) {
  const write = writeTo(db);
  const insertResult = db.prepare('INSERT INTO results VALUES (?, ?, ?, ?, ?, ?, ?)');
  const insertIntent = db.prepare('INSERT OR IGNORE INTO intents VALUES (?, ?)');
  const deleteIntent = db.prepare('DELETE FROM intents WHERE row = ?');
  const insertCall = db.prepare('INSERT INTO calls (endpoint, startedAt, durationMs, outcome) VALUES (?, ?, ?, ?)');
  return {
    clearResults: () => write(() => db.exec('DELETE FROM results')),
    /** Writes in one transaction what a batch of work has come to. */
    commit: (batch: Batch) =>
      write(() => {
        for (const { row, at } of batch.intents) insertIntent.run([row, at]);
        for (const row of batch.withdrawn) deleteIntent.run([row]);
        for (const result of batch.results) insertResult.run(toRawResult(result));
        for (const call of batch.calls) insertCall.run([call.endpoint, call.startedAt, call.durationMs, call.outcome]);
      }),
    ...readResults(db),
  };
}

function readResults(db: Db) {
  const count = (sql: string): number => (db.prepare(sql).get([]) as { n: number }).n;
  const selectEarlierUnknown = db.prepare(`SELECT rows.row AS row FROM rows JOIN results USING (row)
    WHERE contact = ? AND rows.row < ? AND status = 'unknown' LIMIT 1`);
  return {
    /** The row before `row` of the same contact that ended unknown, if any. */
    earlierUnknown: ({ contact, row }: StoredRow): number | null => {
      return (selectEarlierUnknown.get([contact, row]) as { row: number } | undefined)?.row ?? null;
    },
    unsettledRows: function* (): Generator<UnsettledRow> {
      const sql = `SELECT rows.*, intents.row AS intent FROM rows LEFT JOIN results USING (row)
        LEFT JOIN intents USING (row) WHERE rows.row > ? AND results.row IS NULL ORDER BY rows.row`;
      for (const raw of readPages<RawRow & RawIntent>(db, sql)) yield { ...toRow(raw), intended: raw.intent !== null };
    },
    settledRows: function* (): Generator<SettledRow> {
      const sql = `SELECT rows.*, intents.row AS intent, status, problems, changes, attempts, durationMs, finishedAt
        FROM rows LEFT JOIN results USING (row) LEFT JOIN intents USING (row) WHERE rows.row > ? ORDER BY rows.row`;
      for (const raw of readPages<RawRow & RawResult>(db, sql)) yield toSettledRow(raw);
    },
    countStatuses: (): Map<RowStatus, number> => {
      const found = db.prepare('SELECT status, COUNT(*) AS n FROM results GROUP BY status').all([]);
      return new Map((found as { status: RowStatus; n: number }[]).map(({ status, n }) => [status, n]));
    },
    countCalls: (): CallCount[] =>
      db
        .prepare('SELECT endpoint, outcome, COUNT(*) AS count FROM calls GROUP BY endpoint, outcome')
        .all([]) as CallCount[],
    /** Attempts beyond the first of each row. */
    countRetries: (): number => count('SELECT COALESCE(SUM(attempts - 1), 0) AS n FROM results WHERE attempts > 0'),
  };
}

/** Pages through rows in file order; a page is read only when it is wanted. */
function* readPages<Raw extends { row: number }>(db: Db, sql: string): Generator<Raw> {
  const statement = db.prepare(`${sql} LIMIT ${pageRows}`);
  let after = 0;
  for (;;) {
    const page = onDisk(() => statement.all([after])) as Raw[];
    yield* page;
    if (page.length < pageRows) return;
    after = page.at(-1)?.row ?? after;
  }
}

export interface Batch {
  readonly intents: readonly { row: number; at: string }[];
  /** Rows whose intent came to nothing: it is certain that the server did not take them. */
  readonly withdrawn: readonly number[];
  readonly results: readonly RowResult[];
  readonly calls: readonly Call[];
}

interface RawRow {
  row: number;
  line: number;
  contact: string;
  cells: string;
}

interface RawIntent {
  intent: number | null;
}

interface RawResult extends RawIntent {
  status: RowStatus | null;
  problems: string;
  changes: string;
  attempts: number;
  durationMs: number;
  finishedAt: string | null;
}

const toRow = ({ row, line, contact, cells }: RawRow): StoredRow => ({ row, line, contact, cells: JSON.parse(cells) });

function toSettledRow(raw: RawRow & RawResult): SettledRow {
  const { row, status, problems, changes, attempts, durationMs, finishedAt } = raw;
  const result: RowResult | null =
    status === null
      ? null
      : {
          row,
          status,
          problems: JSON.parse(problems),
          changes: JSON.parse(changes),
          attempts,
          durationMs,
          finishedAt,
        };
  return { ...toRow(raw), result, intended: raw.intent !== null };
}

const toRawResult = ({ row, status, problems, changes, attempts, durationMs, finishedAt }: RowResult) => [
  row,
  status,
  JSON.stringify(problems),
  JSON.stringify(changes),
  attempts,
  Math.round(durationMs),
  finishedAt,
];
