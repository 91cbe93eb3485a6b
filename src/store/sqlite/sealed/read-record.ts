import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';
import { message } from '../../../messages/message.js';
import { refuse } from '../../../messages/run-error.js';
import { asRunError } from '../../disk-error.js';
import type { RunRecord } from '../../run-record.js';
import { attach, closeDatabase, type Db, hasTable } from '../database.js';
import { runStoreVersion, type TableName, unsealedVersion } from '../tables.js';
import { readAgreement } from './agreement.js';
import { brokenRecord, brokenText, damagedRun, unreadableFile } from './damage.js';
import { openSealed, sealedSql } from './sealed-record.js';

/**
 * Reads what a run says of itself, of this version or the one before, out of a database that is attached. Nothing is
 * written, and the rest of it is not looked at.
 * @throws RunError when it does not agree with `run.head` or its own seal; SyntaxError when it is no JSON
 */
export function readRecordIn(db: Db, folder: string): RunRecord | 'nothing yet' | 'other version' {
  const { user_version: version } = db.prepare('PRAGMA file.user_version').get([]) as { user_version: number };
  const hasRecord = hasTable(db, 'run');
  if (version === unsealedVersion && hasRecord && !hasTable(db, 'chain')) return readUnsealed(db, folder);
  if (version !== runStoreVersion && (version !== 0 || hasRecord)) return 'other version';
  const { disagreement } = readAgreement(db, folder);
  if (disagreement !== null) throw damagedRun(folder, [disagreement]);
  if (!hasRecord) return 'nothing yet';
  const [found] = select(db, sealedSql('run'));
  if (found === undefined) return refuseIfFilled(db, folder);
  const run = openSealed('run', found);
  if (run === null) throw damagedRun(folder, [brokenRecord('run', 1)]);
  return toRecord(run.record);
}

/**
 * Reads what a run says of itself, and writes nothing.
 * @returns null where it says nothing yet
 * @throws RunError when it is damaged as far as can be seen at once, or another version of this program has made it
 */
export function glanceAtRecord(folder: string): RunRecord | null {
  const path = join(folder, 'run.db');
  let db: Db | null = null;
  try {
    db = attach(path, 'ro');
    const record = readRecordIn(db, folder);
    if (record === 'other version') throw refuse(message('run.otherVersion', { path }));
    return record === 'nothing yet' ? null : record;
  } catch (error) {
    const unreadable = error instanceof SyntaxError ? brokenRecord('run', 1) : unreadableFile(error);
    throw unreadable === null ? (asRunError(error) ?? error) : damagedRun(folder, [unreadable]);
  } finally {
    if (db !== null) closeDatabase(db);
  }
}

/** A run without a record has no rows either: else its record is lost. */
function refuseIfFilled(db: Db, folder: string): 'nothing yet' {
  if (hasTable(db, 'rows') && countRecords(db, 'rows') > 0) throw damagedRun(folder, [brokenRecord('run', 1)]);
  return 'nothing yet';
}

export const countRecords = (db: Db, table: TableName): number =>
  (db.prepare(`SELECT COUNT(*) AS n FROM file.${table}`).get([]) as { n: number }).n;

/** A run from before clocks were looked at says nothing of one, nor do those from before failed.xlsx and seals. */
export const toRecord = (text: string): RunRecord => ({
  clock: null,
  sheet: null,
  planChecksum: null,
  ...JSON.parse(text),
});

function readUnsealed(db: Db, folder: string): RunRecord | 'nothing yet' {
  const [found] = select(db, 'CAST(record AS BLOB)');
  if (found === undefined) return 'nothing yet';
  if (!isUtf8(found)) throw damagedRun(folder, [brokenText('run', 1)]);
  return toRecord(found.toString());
}

const select = (db: Db, expression: string): Buffer[] =>
  (db.prepare(`SELECT ${expression} FROM file.run`).raw(true).all([]) as [Buffer][]).map(([bytes]) => bytes);
