import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDone, isToCorrect, type RowStatus, rowStatuses } from '../../../contact/row-status.js';
import { showsPlan } from '../../../report/run-state.js';
import type { Summary } from '../../../report/summary.js';
import type { RunCounts } from '../../run-catalog.js';
import type { RunRecord } from '../../run-record.js';
import { attach, closeDatabase, type Db } from '../database.js';
import { listQuery } from '../query.js';
import { countRecords, readRecordIn } from '../sealed/read-record.js';
import { databasePath } from './run-files.js';

/** What run.db says, without a word being written into it. */
export type Peek = 'nothing yet' | 'other version' | { readonly record: RunRecord; readonly counts: RunCounts };

/**
 * Reads what a run says of itself, whoever works on it meanwhile.
 * @throws the error of SQLite where run.db is not there or is none; RunError where it is damaged as far as can be seen at once
 */
export function peekRun(folder: string): Peek {
  const db = attach(databasePath(folder));
  try {
    const record = readRecordIn(db, folder);
    return typeof record === 'string' ? record : { record, counts: countRun(folder, record, db) };
  } finally {
    closeDatabase(db);
  }
}

/** Of a run of many rows the summary is read much faster; it is true where it is of this very end of the run. */
function countRun(folder: string, record: RunRecord, db: Db): RunCounts {
  const told = readSummary(folder);
  if (record.finishedAt !== null && told?.runId === record.runId && told.finishedAt === record.finishedAt) {
    return countFrom(told.rows.total, (status) => told.rows[status], record);
  }
  // As a BLOB: nobody has looked yet whether it is a text.
  const sql = 'SELECT CAST(status AS BLOB), COUNT(*) FROM file.results GROUP BY status';
  const found = listQuery<[Buffer, number]>(db, sql).all();
  const counts = new Map(found.map(([status, n]) => [status.toString('latin1'), n]));
  return countFrom(countRecords(db, 'rows'), (status) => counts.get(status) ?? 0, record);
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

function countFrom(rows: number, count: (status: RowStatus) => number, record: RunRecord): RunCounts {
  const sum = (is: (status: RowStatus) => boolean) =>
    rowStatuses.filter(is).reduce((total, status) => total + count(status), 0);
  // Rows that a plan is to send, or that a check has passed, have nothing wrong with them.
  const isWaiting = showsPlan(record) || record.command === 'check';
  return { rows, notFine: isWaiting ? sum(isToCorrect) : rows - sum(isDone) };
}
