import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { openPrivately, sqliteCode } from './database.js';

/** A lock that this process holds. It goes with the process, however that ends. */
export interface Lock {
  release(): void;
}

/** Who holds a lock, as far as can be told. */
export interface Holder {
  readonly pid: string;
  readonly host: string;
  /** What it is held for. */
  readonly runId: string;
  readonly since: string;
}

/** Who only looks whether a lock is held, holds it himself for less than this. */
const glanceMs = 300;

/**
 * Takes a lock. It is the operating system's own on a file that SQLite holds open: the death of the process gives it
 * back, and a number reused by another process cannot be mistaken for it.
 * @param runId what it is taken for, told to whoever finds it held
 * @param patienceMs how long it waits for it, and everything else here with it
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

function holdExclusively(path: string, patienceMs: number): (() => void) | null {
  const db = openPrivately(path);
  try {
    db.exec(`PRAGMA busy_timeout = ${patienceMs}; BEGIN EXCLUSIVE`);
  } catch (error) {
    db.close();
    if (sqliteCode(error).startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  return () => {
    db.exec('ROLLBACK');
    db.close();
  };
}

const holderPath = (path: string) => `${path}.json`;

function writeHolder(path: string, runId: string): void {
  const holder = { pid: process.pid, host: hostname(), runId, since: new Date().toISOString() };
  writeFileSync(holderPath(path), JSON.stringify(holder), { mode: 0o600 });
}

function readHolder(path: string): Holder {
  const unknown = { pid: '?', host: '?', runId: '?', since: '?' };
  try {
    return { ...unknown, ...JSON.parse(readFileSync(holderPath(path), 'utf8')) };
  } catch {
    return unknown;
  }
}
