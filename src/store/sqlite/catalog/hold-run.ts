import type { RunRecord } from '../../run-record.js';
import { attach, closeDatabase, type Db, sqliteCode } from '../database.js';
import { readRecordIn } from '../sealed/read-record.js';
import { databasePath } from './run-files.js';

/** A run that nobody else can work on until it is released. */
export interface Hold {
  /**
   * What it says of itself now; null where it says nothing yet, or another version of this program has made it.
   * @throws RunError where it is damaged as far as can be seen at once
   */
  readRecord(): RunRecord | null;
  release(): void;
}

/** Who only reads a run, such as `runs`, does so for less than this. */
const glanceMs = 300;

/**
 * Takes hold of a run's database. Whoever works on a run, a check as well, has it open all the while, and with it a lock of
 * the operating system's, which dies with its process: where that is held, there is no hold.
 * @returns null when somebody works on the run
 * @throws the error of SQLite where run.db is not there or is none
 */
export function holdRun(folder: string): Hold | null {
  const db = unlessBusy(() => attach(databasePath(folder)));
  if (db === null) return null;
  try {
    // Exclusive before the first look at the file: later, it would only keep others from writing.
    db.exec(`PRAGMA busy_timeout = ${glanceMs}; PRAGMA file.locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE`);
  } catch (error) {
    closeDatabase(db);
    if (isBusy(error)) return null;
    throw error;
  }
  let isHeld = true;
  return {
    readRecord() {
      const record = readRecordIn(db, folder);
      return typeof record === 'string' ? null : record;
    },
    release() {
      if (isHeld) db.exec('ROLLBACK');
      if (isHeld) closeDatabase(db);
      isHeld = false;
    },
  };
}

/** Whether a process works on a run at this moment. One that cannot be read is worked on by nobody. */
export function isBeingDone(folder: string): boolean {
  try {
    const hold = holdRun(folder);
    hold?.release();
    return hold === null;
  } catch {
    return false;
  }
}

/** Null where another process has it to itself all the while. */
function unlessBusy(open: () => Db): Db | null {
  try {
    return open();
  } catch (error) {
    if (isBusy(error)) return null;
    throw error;
  }
}

const isBusy = (error: unknown): boolean => sqliteCode(error).startsWith('SQLITE_BUSY');
