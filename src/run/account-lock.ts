import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { message } from '../messages/message.js';
import { RunError } from '../messages/run-error.js';
import { openPrivately, sqliteCode } from './database.js';

/** What is kept of an account between runs; the lock goes with the process, however it ends. */
export interface AccountLock {
  release(): void;
}

/** Names an account without saying its address: the base URL, hashed. */
export const accountIdOf = (baseUrl: string): string => createHash('sha256').update(baseUrl).digest('hex').slice(0, 16);

/** The folder for what concerns an account and no single run. */
export function accountFolder(logDir: string): string {
  const folder = join(logDir, '.accounts');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/**
 * Takes an account for this process. The lock is the operating system's own on a file that SQLite holds open: the death
 * of the process gives it back, and a number reused by another process cannot be mistaken for it.
 * @throws RunError `run.busy`, naming who holds it
 */
export function lockAccount(logDir: string, accountId: string, runId: string): AccountLock {
  const path = join(accountFolder(logDir), `${accountId}.lock`);
  const db = openPrivately(path);
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (sqliteCode(error).startsWith('SQLITE_BUSY')) throw new RunError('busy', message('run.busy', readHolder(path)));
    throw error;
  }
  writeHolder(path, runId);
  return {
    release() {
      db.exec('ROLLBACK');
      db.close();
    },
  };
}

const holderPath = (path: string) => `${path}.json`;

function writeHolder(path: string, runId: string): void {
  const holder = { pid: process.pid, host: hostname(), runId, since: new Date().toISOString() };
  writeFileSync(holderPath(path), JSON.stringify(holder), { mode: 0o600 });
}

function readHolder(path: string): { pid: string; host: string; runId: string; since: string } {
  const unknown = { pid: '?', host: '?', runId: '?', since: '?' };
  try {
    return { ...unknown, ...JSON.parse(readFileSync(holderPath(path), 'utf8')) };
  } catch {
    return unknown;
  }
}
