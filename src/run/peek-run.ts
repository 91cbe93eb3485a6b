import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fineStatuses, type RowStatus } from '../contact/row.js';
import type { Summary } from '../report/summary.js';
import { attach, closeDatabase, type Db } from './database.js';
import type { RunRecord } from './run-record.js';
import { runStoreVersion } from './run-store.js';

/** How many rows the file of a run has, and how many did not come out well: neither fine, nor waiting in a plan. */
export interface RunCounts {
  readonly rows: number;
  readonly notFine: number;
}

/** What run.db says, without a word being written into it. */
export type Peek = 'nothing yet' | 'other version' | { readonly record: RunRecord; readonly counts: RunCounts };

/**
 * Reads what a run says of itself, whoever works on it meanwhile.
 * @throws the error of SQLite where run.db is not there or is none
 */
export function peekRun(folder: string): Peek {
  const db = attach(join(folder, 'run.db'));
  try {
    const version = numberIn(db, 'PRAGMA file.user_version');
    const hasRecord = numberIn(db, "SELECT COUNT(*) FROM file.sqlite_schema WHERE name = 'run'") > 0;
    if (version !== runStoreVersion && (version !== 0 || hasRecord)) return 'other version';
    const [found] = hasRecord ? (db.prepare('SELECT record FROM file.run').all([]) as { record: string }[]) : [];
    if (found === undefined) return 'nothing yet';
    const record: RunRecord = JSON.parse(found.record);
    return { record, counts: countRun(folder, record, db) };
  } finally {
    closeDatabase(db);
  }
}

const numberIn = (db: Db, sql: string): number => Number(Object.values(db.prepare(sql).all([])[0] as object)[0]);

/** Of a run of many rows the summary is read much faster; it is true where it is of this very end of the run. */
function countRun(folder: string, record: RunRecord, db: Db): RunCounts {
  const told = readSummary(folder);
  if (record.finishedAt !== null && told?.runId === record.runId && told.finishedAt === record.finishedAt) {
    return countFrom(told.rows.total, (status) => told.rows[status], record);
  }
  const found = db.prepare('SELECT status, COUNT(*) AS n FROM file.results GROUP BY status').all([]);
  const counts = new Map((found as { status: RowStatus; n: number }[]).map(({ status, n }) => [status, n]));
  return countFrom(numberIn(db, 'SELECT COUNT(*) FROM file.rows'), (status) => counts.get(status) ?? 0, record);
}

type Told = Pick<Summary, 'runId' | 'finishedAt' | 'rows'>;

function readSummary(folder: string): Told | null {
  try {
    const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'));
    return Number.isSafeInteger(summary?.rows?.total) ? summary : null;
  } catch {
    return null;
  }
}

const bad = ['unverified', 'invalid', 'failed', 'unknown', 'drifted'] as const;

function countFrom(rows: number, count: (status: RowStatus) => number, { command, state }: RunRecord): RunCounts {
  const sum = (statuses: readonly RowStatus[]) => statuses.reduce((total, status) => total + count(status), 0);
  // Rows that a plan is to send, or that a check has passed, have nothing wrong with them.
  const isWaiting = state === 'planned' || command === 'check';
  return { rows, notFine: isWaiting ? sum(bad) : rows - sum(fineStatuses) };
}
