import { type BigIntStats, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { message } from '../../messages/message.js';
import { refuse } from '../../messages/run-error.js';
import type { FileState } from '../file-state.js';
import { closeDatabase, type Db, openDatabase, writeTo } from './database.js';
import { query } from './query.js';

/** A run that the service is about to begin, or has begun, and the file that it is about. */
export interface InboxClaim extends FileState {
  readonly runId: string;
  readonly job: string;
  /** Absolute. */
  readonly path: string;
  /** What the file holds, hashed; null for the one file of a job without an inbox. */
  readonly sha256: string | null;
}

/** How a claim came to its end: `imported` is a file that is not taken again. */
export type Outcome = 'imported' | 'refused';

/** A file of an inbox that is done with, and could not be moved yet. */
export interface Unmoved extends FileState {
  readonly job: string;
  readonly path: string;
  readonly runId: string;
  /** What its name is given. */
  readonly mark: string;
  readonly isFine: boolean;
}

// A claim without an outcome is open: its run is still to be finished, or its file to be put away. begun: runs that have
// come to send. left: files that stay where they lie although they are done with. unmoved: those that are to be moved
// as soon as it can be done. due: when each job is to fire next.
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

export type ServiceStore = ReturnType<typeof openServiceStore>;

/** The folder of what the service keeps between its runs. */
export function serviceFolder(logDir: string): string {
  const folder = join(logDir, '.schedule');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  } catch (error) {
    throw refuse(message('run.cannotCreate', { folder, reason: (error as NodeJS.ErrnoException).code ?? 'error' }));
  }
}

/** Opens the service store of the service: what it has begun, what it has imported, what is due. Every entry is on the disk when it returns. */
export function openServiceStore(logDir: string) {
  const path = join(serviceFolder(logDir), 'book.db');
  const db = openDatabase(path, schema, version);
  const opened = statSync(path, { bigint: true });
  return {
    ...bookClaims(db),
    ...bookBegun(db),
    ...bookLeftFiles(db),
    ...bookUnmoved(db),
    ...bookDue(db),
    /**
     * Whether the service store still lies where it was opened. Where it does not, the log folder was moved away or another one has
     * taken its place: what is seen of runs there says nothing about the runs of this serviceStore.
     */
    isInPlace: () => isSameFile(opened, statOrNull(path)),
    close: () => closeDatabase(db),
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

function bookClaims(db: Db) {
  const write = writeTo(db);
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
  const selectTold = query<{ toldCode: string | null }>(db, 'SELECT toldCode FROM claims WHERE runId = ?');
  const updateTold = db.prepare('UPDATE claims SET toldCode = ? WHERE runId = ?');
  return {
    /** Writes a claim down. One that has ended is open again. */
    claim({ runId, job, path, sha256, size, modifiedMs }: InboxClaim): void {
      const known = selectKnown.one([runId]);
      if (known?.outcome !== null) write(() => insert.run([runId, job, path, sha256, size, modifiedMs]));
    },
    /** Whether a run was ever claimed. */
    knows: (runId: string): boolean => selectKnown.one([runId]) !== undefined,
    openClaims: (job: string) => selectOpen.all([job]),
    jobsWithOpenClaims: () => selectJobs.all().map(({ job }) => job),
    /** The runs that were about this content, the oldest first. */
    endedOn: (job: string, sha256: string) => selectEnded.all([job, sha256]),
    /** Ends a claim. Only of files of an inbox need be known later that they were imported. */
    endClaim: ({ runId, sha256 }: InboxClaim, outcome: Outcome) =>
      write(() => {
        if (sha256 === null) remove.run([runId]);
        else update.run([outcome, runId]);
        removeBegun.run([runId]);
      }),
    /** Writes down what a run has imported that was never claimed. */
    noteImported: ({ runId, job, path, sha256, size, modifiedMs }: InboxClaim) =>
      write(() => {
        insert.run([runId, job, path, sha256, size, modifiedMs]);
        update.run(['imported', runId]);
      }),
    /** Takes a claim back: nothing has come of it. */
    withdraw: (runId: string) => write(() => remove.run([runId])),
    /** What was last told of why a run does not go on: one that stops again and again says so once. */
    announcedCode: (runId: string): string | null => selectTold.one([runId])?.toldCode ?? null,
    noteAnnounced: (runId: string, code: string) => write(() => updateTold.run([code, runId])),
  };
}

function bookBegun(db: Db) {
  const write = writeTo(db);
  const insert = db.prepare('INSERT OR IGNORE INTO begun VALUES (?)');
  const select = query(db, 'SELECT 1 FROM begun WHERE runId = ?');
  const remove = db.prepare('DELETE FROM begun WHERE runId = ?');
  return {
    /** To be noted before a run sends: should its folder be gone later, it was not one that had never begun. */
    noteBegun: (runId: string) => write(() => insert.run([runId])),
    hasBegun: (runId: string): boolean => select.one([runId]) !== undefined,
    forgetBegun: (runId: string) => write(() => remove.run([runId])),
  };
}

function bookUnmoved(db: Db) {
  const write = writeTo(db);
  const insert = db.prepare('INSERT OR REPLACE INTO unmoved VALUES (?, ?, ?, ?, ?, ?, ?)');
  const select = query<Omit<Unmoved, 'isFine'> & { isFine: number }>(
    db,
    'SELECT * FROM unmoved WHERE job = ? ORDER BY path',
  );
  const remove = db.prepare('DELETE FROM unmoved WHERE job = ? AND path = ?');
  const removeLeft = db.prepare('DELETE FROM leftFiles WHERE job = ? AND path = ?');
  return {
    noteUnmoved: ({ job, path, size, modifiedMs, runId, mark, isFine }: Unmoved) =>
      write(() => insert.run([job, path, size, modifiedMs, runId, mark, Number(isFine)])),
    unmoved: (job: string): Unmoved[] =>
      select.all([job]).map((found) => ({
        ...found,
        isFine: found.isFine === 1,
      })),
    /** From now on a file that comes to this place is looked at again. */
    noteMoved: ({ job, path }: Unmoved) =>
      write(() => {
        remove.run([job, path]);
        removeLeft.run([job, path]);
      }),
  };
}

function bookLeftFiles(db: Db) {
  const write = writeTo(db);
  const insert = db.prepare('INSERT OR REPLACE INTO leftFiles VALUES (?, ?, ?, ?)');
  const select = query(db, 'SELECT 1 FROM leftFiles WHERE job = ? AND path = ? AND size = ? AND modifiedMs = ?');
  return {
    leave: (job: string, path: string, { size, modifiedMs }: FileState) =>
      write(() => insert.run([job, path, size, modifiedMs])),
    isLeft: (job: string, path: string, { size, modifiedMs }: FileState): boolean =>
      select.one([job, path, size, modifiedMs]) !== undefined,
  };
}

function bookDue(db: Db) {
  const write = writeTo(db);
  const insert = db.prepare('INSERT OR REPLACE INTO due VALUES (?, ?, ?)');
  const select = query<{ at: number }>(db, 'SELECT at FROM due WHERE job = ? AND cron = ?');
  return {
    setDue: (job: string, cron: string, at: Date) => write(() => insert.run([job, cron, at.getTime()])),
    /** When the job was to fire next, when that was last known; null where it did not fire by this expression then. */
    dueAt(job: string, cron: string): Date | null {
      const found = select.one([job, cron]);
      return found ? new Date(found.at) : null;
    },
  };
}
