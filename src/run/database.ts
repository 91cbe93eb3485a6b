import { closeSync, openSync } from 'node:fs';
import Database from 'libsql';
import { message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';
import { asRunError } from './disk-error.js';

export type Db = Database.Database;

/**
 * Opens a database; every commit is on the disk when it returns.
 * @throws RunError when another version of this program has made it
 */
export function openDatabase(path: string, schema: string, version: number): Db {
  const db = openPrivately(path);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
  const read = (sql: string) => Object.values(db.prepare(sql).get([]) as object)[0];
  if (read('SELECT COUNT(*) FROM sqlite_schema') === 0) db.exec(`PRAGMA user_version = ${version}`);
  if (read('PRAGMA user_version') !== version) {
    db.close();
    throw refuse(message('run.otherVersion', { path }));
  }
  db.exec(schema);
  return db;
}

/** Opens a database file that only its owner can read; SQLite gives the files beside it the same rights. */
export function openPrivately(path: string): Db {
  closeSync(openSync(path, 'a', 0o600));
  return new Database(path);
}

/** Runs a piece of work on a database; what a full or failing disk does to it stops the run. */
export function onDisk<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw asRunError(error) ?? error;
  }
}

/** One transaction; the error that broke it comes out as it was. */
function inTransaction(db: Db, work: () => void): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    work();
    db.exec('COMMIT');
  } catch (error) {
    // After a full disk SQLite has rolled back by itself, and says so by an error that must not hide the first.
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** The code of an SQLite error; empty for any other. */
export const sqliteCode = (error: unknown): string => (error instanceof Database.SqliteError ? String(error.code) : '');

/** Writes in one transaction; what the disk does to it stops the run. */
export const writeTo = (db: Db) => (work: () => void) => onDisk(() => inTransaction(db, work));

const pageRows = 1000;

/**
 * Goes through the answer to a query with flat memory: a page is read only when it is wanted. The query has one
 * parameter, the key after which a page begins, and goes in the order of that key; `first` lies before all keys.
 */
export function* readPages<Raw, Key extends number | string>(
  db: Db,
  sql: string,
  first: Key,
  keyOf: (raw: Raw) => Key,
): Generator<Raw> {
  const statement = db.prepare(`${sql} LIMIT ${pageRows}`);
  let after = first;
  for (;;) {
    const page = onDisk(() => statement.all([after])) as Raw[];
    yield* page;
    const last = page.at(-1);
    if (page.length < pageRows || last === undefined) return;
    after = keyOf(last);
  }
}
