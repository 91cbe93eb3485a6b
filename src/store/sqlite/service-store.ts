import { type BigIntStats, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../make-folder.js';
import type {
  BegunRuns,
  Claims,
  DoneFiles,
  DueTimes,
  InboxClaim,
  Outcome,
  ServiceStore,
  ToldReasons,
  Unmoved,
} from '../service-store.js';
import { closeDatabase, type Db, onDisk, openDatabase, writeTo } from './database.js';
import { query } from './query.js';

// begun: runs that have come to send. leftFiles: files that stay where they lie although they are done with. unmoved: those
// that are to be moved as soon as it can be done. due: when each job is to fire next.
const schema = `
  CREATE TABLE IF NOT EXISTS file.claims (
    runId TEXT PRIMARY KEY, job TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT, size INTEGER NOT NULL,
    modifiedMs REAL NOT NULL, outcome TEXT, toldCode TEXT);
  CREATE INDEX IF NOT EXISTS file.claimsByContent ON claims (job, sha256);
  CREATE TABLE IF NOT EXISTS file.begun (runId TEXT PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS file.unmoved (
    job TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, modifiedMs REAL NOT NULL, runId TEXT NOT NULL,
    mark TEXT NOT NULL, isFine INTEGER NOT NULL, PRIMARY KEY (job, path));
  CREATE TABLE IF NOT EXISTS file.leftFiles (
    job TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, modifiedMs REAL NOT NULL, PRIMARY KEY (job, path));
  CREATE TABLE IF NOT EXISTS file.due (job TEXT PRIMARY KEY, cron TEXT NOT NULL, at INTEGER NOT NULL);
`;
const version = 1;

/**
 * The folder of what the service keeps between its runs.
 * @throws RunError when it cannot be made
 */
export function serviceFolder(logDir: string): string {
  const folder = join(logDir, '.schedule');
  makeFolder(folder);
  return folder;
}

/** Whether there ever was a service in this log folder. */
export const hasServiceStore = (logDir: string): boolean => existsSync(join(logDir, '.schedule', 'book.db'));

/**
 * Opens the service store of a log folder: `.schedule/book.db`.
 * @throws RunError when the folder cannot be made, or another version of this program has made the file
 */
export async function openServiceStore(logDir: string): Promise<ServiceStore> {
  const path = join(serviceFolder(logDir), 'book.db');
  const db = openDatabase(path, schema, version);
  const opened = statSync(path, { bigint: true });
  return {
    ...storeClaims(db),
    ...storeReasons(db),
    ...storeBegun(db),
    ...storeDoneFiles(db),
    ...storeDue(db),
    isInPlace: async () => isSameFile(opened, statOrNull(path)),
    close: async () => closeDatabase(db),
  };
}

function statOrNull(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return null;
  }
}

const isSameFile = (a: BigIntStats, b: BigIntStats | null): boolean => a.ino === b?.ino && a.dev === b.dev;

/** A step as a promise; what the disk does to it is a RunError. It is over before anything else has its turn. */
const step = async <Result>(work: () => Result): Promise<Result> => onDisk(work);

/** One transaction as a promise. */
function stepsOf(db: Db): (work: () => void) => Promise<void> {
  const write = writeTo(db);
  return (work) => step(() => write(work));
}

function storeClaims(db: Db): Claims {
  const write = stepsOf(db);
  const columns = 'runId, job, path, sha256, size, modifiedMs';
  const insert = db.prepare(
    `INSERT INTO claims (${columns}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (runId) DO UPDATE SET
       outcome = NULL, path = excluded.path, size = excluded.size, modifiedMs = excluded.modifiedMs`,
  );
  const selectKnown = query<{ outcome: Outcome | null }>(db, 'SELECT outcome FROM claims WHERE runId = ?');
  const selectOpen = query<InboxClaim>(
    db,
    `SELECT ${columns} FROM claims WHERE job = ? AND outcome IS NULL ORDER BY runId`,
  );
  const selectJobs = query<{ job: string }>(db, 'SELECT DISTINCT job FROM claims WHERE outcome IS NULL');
  const selectEnded = query<{ runId: string; outcome: Outcome }>(
    db,
    'SELECT runId, outcome FROM claims WHERE job = ? AND sha256 = ? AND outcome IS NOT NULL ORDER BY runId',
  );
  const update = db.prepare('UPDATE claims SET outcome = ? WHERE runId = ?');
  const remove = db.prepare('DELETE FROM claims WHERE runId = ?');
  const removeBegun = db.prepare('DELETE FROM begun WHERE runId = ?');
  const put = ({ runId, job, path, sha256, size, modifiedMs }: InboxClaim) =>
    insert.run([runId, job, path, sha256, size, modifiedMs]);
  return {
    claim: (claim) =>
      write(() => {
        if (selectKnown.one([claim.runId])?.outcome !== null) put(claim);
      }),
    knows: (runId) => step(() => selectKnown.one([runId]) !== undefined),
    openClaims: (job) => step(() => selectOpen.all([job])),
    jobsWithOpenClaims: () => step(() => selectJobs.all().map(({ job }) => job)),
    endedOn: (job, sha256) => step(() => selectEnded.all([job, sha256])),
    endClaim: ({ runId, sha256 }, outcome) =>
      write(() => {
        if (sha256 === null) remove.run([runId]);
        else update.run([outcome, runId]);
        removeBegun.run([runId]);
      }),
    noteImported: (claim) =>
      write(() => {
        put(claim);
        update.run(['imported', claim.runId]);
      }),
    withdraw: (runId) => write(() => remove.run([runId])),
  };
}

function storeReasons(db: Db): ToldReasons {
  const write = stepsOf(db);
  const select = query<{ toldCode: string | null }>(db, 'SELECT toldCode FROM claims WHERE runId = ?');
  const update = db.prepare('UPDATE claims SET toldCode = ? WHERE runId = ?');
  return {
    announcedCode: (runId) => step(() => select.one([runId])?.toldCode ?? null),
    noteAnnounced: (runId, code) => write(() => update.run([code, runId])),
  };
}

function storeBegun(db: Db): BegunRuns {
  const write = stepsOf(db);
  const insert = db.prepare('INSERT OR IGNORE INTO begun VALUES (?)');
  const select = query(db, 'SELECT 1 FROM begun WHERE runId = ?');
  const remove = db.prepare('DELETE FROM begun WHERE runId = ?');
  return {
    noteBegun: (runId) => write(() => insert.run([runId])),
    hasBegun: (runId) => step(() => select.one([runId]) !== undefined),
    forgetBegun: (runId) => write(() => remove.run([runId])),
  };
}

function storeDoneFiles(db: Db): DoneFiles {
  const write = stepsOf(db);
  const insertLeft = db.prepare('INSERT OR REPLACE INTO leftFiles VALUES (?, ?, ?, ?)');
  const selectLeft = query(db, 'SELECT 1 FROM leftFiles WHERE job = ? AND path = ? AND size = ? AND modifiedMs = ?');
  const removeLeft = db.prepare('DELETE FROM leftFiles WHERE job = ? AND path = ?');
  const insertUnmoved = db.prepare('INSERT OR REPLACE INTO unmoved VALUES (?, ?, ?, ?, ?, ?, ?)');
  const selectUnmoved = query<Omit<Unmoved, 'isFine'> & { isFine: number }>(
    db,
    'SELECT * FROM unmoved WHERE job = ? ORDER BY path',
  );
  const removeUnmoved = db.prepare('DELETE FROM unmoved WHERE job = ? AND path = ?');
  return {
    leave: (job, path, { size, modifiedMs }) => write(() => insertLeft.run([job, path, size, modifiedMs])),
    isLeft: (job, path, { size, modifiedMs }) =>
      step(() => selectLeft.one([job, path, size, modifiedMs]) !== undefined),
    noteUnmoved: ({ job, path, size, modifiedMs, runId, mark, isFine }) =>
      write(() => insertUnmoved.run([job, path, size, modifiedMs, runId, mark, Number(isFine)])),
    unmoved: (job) => step(() => selectUnmoved.all([job]).map((found) => ({ ...found, isFine: found.isFine === 1 }))),
    noteMoved: ({ job, path }) =>
      write(() => {
        removeUnmoved.run([job, path]);
        removeLeft.run([job, path]);
      }),
  };
}

function storeDue(db: Db): DueTimes {
  const write = stepsOf(db);
  const insert = db.prepare('INSERT OR REPLACE INTO due VALUES (?, ?, ?)');
  const select = query<{ at: number }>(db, 'SELECT at FROM due WHERE job = ? AND cron = ?');
  return {
    setDue: (job, cron, at) => write(() => insert.run([job, cron, at.getTime()])),
    dueAt: (job, cron) =>
      step(() => {
        const found = select.one([job, cron]);
        return found ? new Date(found.at) : null;
      }),
  };
}
