import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Holder } from '../account-lease.js';
import { type Db, openPrivately, sqliteCode } from './database.js';

/** A lock that this process holds. It goes with the process, however that ends. */
export interface Lock {
  release(): void;
}

/** Who only looks whether a lock is held, holds it himself for less than this. */
const glanceMs = 300;

/**
 * Takes a lock. It is the operating system's own on a file that SQLite holds open: the death of the process gives it
 * back, and a number reused by another process cannot be mistaken for it.
 * @param runId what it is taken for, told to whoever finds it held
 * @param patienceMs how long it waits for it, and everything else here with it
 * @throws the error of the file system when the holder cannot be written down
 */
export function takeLock(path: string, runId: string, patienceMs = glanceMs): Lock | { readonly heldBy: Holder } {
  const release = holdExclusively(path, patienceMs);
  if (release === null) return { heldBy: readHolder(path) };
  try {
    writeHolder(path, runId);
  } catch (error) {
    release();
    throw error;
  }
  return { release };
}

/** Who holds a lock at this moment; null for nobody. */
export function holderOf(path: string): Holder | null {
  const release = holdExclusively(path, 0);
  if (release === null) return readHolder(path);
  release();
  return null;
}

/** How long a process waits for another one that has a shared lock alone, which takes moments. */
const shareWaitMs = 5000;

/**
 * Takes a lock that several processes may hold at the same time. Like any lock here it goes with the process.
 * @throws the error of SQLite where somebody has the lock alone for more than 5 s
 */
export function shareLock(path: string): Lock {
  const db = openPrivately(path);
  try {
    // The first look at the file takes the lock; the transaction keeps it.
    db.exec(`PRAGMA busy_timeout = ${shareWaitMs}; BEGIN; SELECT COUNT(*) FROM sqlite_schema`);
  } catch (error) {
    db.close();
    throw error;
  }
  return { release: () => endTransaction(db) };
}

/** Does work while nobody shares a lock; null where somebody does. A lock that was never taken is not made. */
export function whileUnshared<Result>(path: string, work: () => Result): { readonly result: Result } | null {
  const release = existsSync(path) ? holdExclusively(path, glanceMs) : () => {};
  if (release === null) return null;
  try {
    return { result: work() };
  } finally {
    release();
  }
}

function holdExclusively(path: string, patienceMs: number): (() => void) | null {
  const db = openPrivately(path);
  try {
    db.exec(`PRAGMA busy_timeout = ${patienceMs}; BEGIN EXCLUSIVE`);
  } catch (error) {
    db.close();
    if (sqliteCode(error).startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  return () => endTransaction(db);
}

function endTransaction(db: Db): void {
  db.exec('ROLLBACK');
  db.close();
}

const holderPath = (path: string) => `${path}.json`;

function writeHolder(path: string, runId: string): void {
  const holder = { pid: process.pid, host: hostname(), runId, since: new Date().toISOString() };
  writeFileSync(holderPath(path), JSON.stringify(holder), { mode: 0o600 });
}

function readHolder(path: string): Holder {
  const unknown = { pid: '?', host: '?', runId: '?', since: '?' };
  try {
    const found = { ...unknown, ...JSON.parse(readFileSync(holderPath(path), 'utf8')) };
    return { ...found, pid: String(found.pid) };
  } catch {
    return unknown;
  }
}
