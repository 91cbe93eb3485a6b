import { join } from 'node:path';
import { storeContacts } from './contact-store.js';
import { closeDatabase, type Db, onDisk, openDatabase, writeTo } from './database.js';
import { storeResults } from './result-store.js';
import { storeRows } from './row-store.js';
import type { RunRecord } from './run-record.js';

// cells: as read. baseline: contacts as the server had them, before anything was sent. planned: the rows to send, and
// what they change. A result is the row's last word. An intent without a result: the row may have been sent.
const schema = `
  CREATE TABLE IF NOT EXISTS file.run (one INTEGER PRIMARY KEY CHECK (one = 1), record TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS file.rows (
    row INTEGER PRIMARY KEY, line INTEGER NOT NULL, contact TEXT NOT NULL, cells TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS file.restores (row INTEGER PRIMARY KEY, fields TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS file.account (one INTEGER PRIMARY KEY CHECK (one = 1), fields TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS file.baseline (
    contact TEXT PRIMARY KEY, json TEXT, problem TEXT, readAt INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS file.listed (contact TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS file.relisted (contact TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS file.planned (row INTEGER PRIMARY KEY, changes TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS file.intents (row INTEGER PRIMARY KEY, at TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS file.results (
    row INTEGER PRIMARY KEY, status TEXT NOT NULL, problems TEXT NOT NULL, changes TEXT NOT NULL,
    attempts INTEGER NOT NULL, durationMs INTEGER NOT NULL, finishedAt TEXT);
  CREATE TABLE IF NOT EXISTS file.calls (
    seq INTEGER PRIMARY KEY, endpoint TEXT NOT NULL, isRetry INTEGER NOT NULL, startedAt INTEGER NOT NULL,
    durationMs REAL NOT NULL, outcome TEXT NOT NULL);
`;

/** Of the tables above and of the record. */
export const runStoreVersion = 4;

export type RunStore = ReturnType<typeof openRunStore>;

/** Opens `run.db` of a run folder, making it when it is not there. Everything that a run knows lies in it. */
export function openRunStore(folder: string) {
  const db = onDisk(() => openDatabase(join(folder, 'run.db'), schema, runStoreVersion));
  return {
    ...storeRecord(db),
    ...storeRows(db),
    ...storeContacts(db),
    ...storeResults(db),
    close: () => closeDatabase(db),
  };
}

function storeRecord(db: Db) {
  const write = writeTo(db);
  return {
    readRecord: (): RunRecord | null => {
      const found = db.prepare('SELECT record FROM run').get([]) as { record: string } | undefined;
      // A run from before clocks were looked at says nothing of one, nor one from before failed.xlsx of its sheet.
      return found ? ({ clock: null, sheet: null, ...JSON.parse(found.record) } as RunRecord) : null;
    },
    writeRecord: (record: RunRecord) =>
      write(() => db.prepare('INSERT OR REPLACE INTO run VALUES (1, ?)').run([JSON.stringify(record)])),
  };
}
