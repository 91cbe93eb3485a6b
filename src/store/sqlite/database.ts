import { closeSync, existsSync, openSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { message } from '../../messages/message.js';
import { refuse, stop } from '../../messages/run-error.js';
import { asRunError } from '../disk-error.js';
import { query } from './query.js';

export type Db = Database.Database;

/**
 * Opens a database; every commit is on the disk when it returns. Its tables are those of `file`: what makes a table, an
 * index or a setting must say so, all else finds them by itself.
 * @param schema statements that may be repeated
 * @throws RunError when another version of this program has made it
 */
export function openDatabase(path: string, schema: string, version: number): Db {
  makePrivately(path);
  const db = attach(path);
  db.exec('PRAGMA file.journal_mode = WAL; PRAGMA file.synchronous = FULL;');
  const read = (sql: string) => Object.values(query(db, sql).single())[0];
  if (read('SELECT COUNT(*) FROM file.sqlite_schema') === 0) db.exec(`PRAGMA file.user_version = ${version}`);
  if (read('PRAGMA file.user_version') !== version) {
    closeDatabase(db);
    throw refuse(message('run.otherVersion', { path }));
  }
  db.exec(schema);
  return db;
}

/**
 * Lets go of a database and its files. libsql keeps a database open until the last statement that was made on it is
 * collected as garbage, whenever that is; one that is detached is closed at once.
 */
export function closeDatabase(db: Db): void {
  try {
    db.exec('DETACH file');
  } catch {
    // In the midst of something that has failed: what failed is told, and the files go with the garbage.
  }
  db.close();
}

/**
 * Attaches a database that is there, as `file`, to one of its own in memory. One that is held is waited for, 5 s at most.
 * @param mode `ro`: nothing is written into it, not even what a commit before has left in the files beside it; but for a
 * transaction that a kill has left half written, which must be taken back before anybody can read
 * @throws the error of SQLite when it cannot be opened
 */
export function attach(path: string, mode: 'rw' | 'ro' = 'rw'): Db {
  const db = new Database(':memory:');
  try {
    // Set the busy timeout before ATTACH: attaching reads the file, which another process may have locked.
    db.exec(
      `PRAGMA busy_timeout = 5000; ATTACH '${pathToFileURL(path).href.replaceAll("'", "''")}?mode=${mode}' AS file`,
    );
    if (mode === 'ro') db.prepare('SELECT COUNT(*) FROM file.sqlite_schema').all([]);
    return db;
  } catch (error) {
    db.close();
    if (mode === 'ro' && sqliteCode(error) === 'SQLITE_READONLY_ROLLBACK') return attach(path, 'rw');
    throw error;
  }
}

/**
 * Opens a database file that only its owner can read; SQLite gives the files beside it the same rights.
 * @throws RunError when it cannot be opened
 */
export function openPrivately(path: string): Db {
  makePrivately(path);
  try {
    return new Database(path);
  } catch {
    // libsql gives this error neither a class nor a code.
    throw stop(message('stop.cannotOpen', { reason: 'SQLITE_CANTOPEN' }));
  }
}

/** A file that is there is left alone: to close it would give back every lock that this process holds on it. */
function makePrivately(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
}

/**
 * Runs a piece of work on a database; what a full or failing disk does to it stops the run.
 * @throws RunError when the disk fails; any other error as it is
 */
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

export const hasTable = (db: Db, name: string): boolean =>
  query(db, "SELECT 1 FROM file.sqlite_schema WHERE type = 'table' AND name = ?").one([name]) !== undefined;

/** The code of an SQLite error; empty for any other. */
export const sqliteCode = (error: unknown): string => (error instanceof Database.SqliteError ? String(error.code) : '');

/** Writes in one transaction; what the disk does to it stops the run. */
export const writeTo = (db: Db) => (work: () => void) => onDisk(() => inTransaction(db, work));

const pageRows = 1000;

interface Paging<Raw, Key> {
  /** Lies before all keys. */
  readonly first: Key;
  readonly keyOf: (raw: Raw) => Key;
  /** How many rows a page has. */
  readonly atATime?: number;
}

/**
 * Goes through the answer to a query with flat memory: a page is read only when it is wanted. The query has one
 * parameter, the key after which a page begins, and goes in the order of that key.
 */
export function* readPages<Raw extends object, Key extends number | string>(
  db: Db,
  sql: string,
  { first, keyOf, atATime = pageRows }: Paging<Raw, Key>,
): Generator<Raw> {
  const select = query<Raw>(db, `${sql} LIMIT ${atATime}`);
  let after = first;
  for (;;) {
    const page = onDisk(() => select.all([after]));
    yield* page;
    const last = page.at(-1);
    if (page.length < atATime || last === undefined) return;
    after = keyOf(last);
  }
}
