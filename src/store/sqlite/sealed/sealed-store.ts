import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { message } from '../../../messages/message.js';
import { attach, closeDatabase, type Db, onDisk, openDatabase, writeTo } from '../database.js';
import { runStoreVersion, schema, type TableName, tableNames } from '../tables.js';
import { readAgreement } from './agreement.js';
import { advance, beginChain, type Chain, chainWriter, noRecords, type Totals } from './chain.js';
import { damagedRun, inDatabase } from './damage.js';
import { openHeadFile } from './head-file.js';
import { migrateRun } from './migrate-run.js';
import { type SealedTable, sealedTable } from './sealed-table.js';

/** run.db of a run folder, of which every record has a seal, and every transaction a place in its chain. */
export interface SealedStore {
  readonly folder: string;
  readonly db: Db;
  table<Name extends TableName>(name: Name): SealedTable<Name>;
  /** Writes in one transaction. */
  write(work: () => void): void;
  /** The same; and when it returns `run.head` knows of it, so that it can no longer be lost unseen. */
  writeMarked(work: () => void): void;
  close(): void;
}

/**
 * Opens `run.db` of a run folder, making it when it is not there; one of version 4 is migrated. Its records are not looked
 * at here but for the chain.
 * @throws RunError when it does not agree with `run.head`, or another version of this program has made it
 */
export function openSealedStore(folder: string): SealedStore {
  migrateRun(folder);
  const path = join(folder, 'run.db');
  return keepingFiles(folder, path, () => {
    const db = onDisk(() => openDatabase(path, schema, runStoreVersion));
    try {
      return storeOf(folder, db);
    } catch (error) {
      closeDatabase(db);
      throw error;
    }
  });
}

/**
 * Opens a database after it was checked against `run.head`. Meanwhile a read-only connection keeps it open: if the end of
 * the WAL could not be read, closing the last writable connection would checkpoint the short WAL and delete the rest.
 */
function keepingFiles<Result>(folder: string, path: string, open: () => Result): Result {
  if (!existsSync(path)) return open();
  const keeper = onDisk(() => attach(path, 'ro'));
  try {
    const { disagreement } = readAgreement(keeper, folder);
    if (disagreement !== null) throw damagedRun(folder, [disagreement]);
    return open();
  } finally {
    closeDatabase(keeper);
  }
}

function storeOf(folder: string, db: Db): SealedStore {
  const inTransaction = writeTo(db);
  const writer = chainWriter(db);
  let chain = readSound(folder, db) ?? begin();
  const totals: Totals = { ...chain.totals };
  const headFile = onDisk(() => openHeadFile(folder));
  // Whether this process has seen that the newest mark is on the disk: then `run.head` has no other.
  let isTold = false;

  function begin(): Chain {
    const first = beginChain(noRecords());
    inTransaction(() => writer.begin(first));
    return first;
  }

  function commit(work: () => void, isMarked: boolean): void {
    let next = chain;
    try {
      inTransaction(() => {
        work();
        next = advance(chain, { ...totals }, isMarked ? chain.marks.slice(0, isTold ? 1 : undefined) : null);
        writer.replace(chain, next);
      });
    } catch (error) {
      // Nothing of it was written.
      Object.assign(totals, chain.totals);
      throw error;
    }
    chain = next;
    isTold = isTold && !isMarked;
  }

  function writeHead(): void {
    const [newest] = chain.marks;
    if (newest) onDisk(() => headFile.write(newest));
    isTold = true;
  }

  const writeMarked = (work: () => void): void => {
    commit(work, true);
    writeHead();
  };
  try {
    // Made just now, or migrated: from here on a missing run.head is one that was lost.
    if (chain.marks.includes(null)) writeHead();
    if (chain.marks.includes(null)) writeMarked(() => {});
  } catch (error) {
    headFile.close();
    throw error;
  }
  return {
    folder,
    db,
    table: (name) => sealedTable(db, folder, name, totals),
    write: (work) => commit(work, false),
    writeMarked,
    close() {
      headFile.close();
      closeDatabase(db);
    },
  };
}

/** The chain of a run that agrees with `run.head`; null of one in which nothing was written yet. */
function readSound(folder: string, db: Db): Chain | null {
  const { chain, disagreement } = readAgreement(db, folder);
  if (disagreement !== null) throw damagedRun(folder, [disagreement]);
  if (chain === null && tableNames.some((table) => isFilled(db, table))) {
    throw damagedRun(folder, [inDatabase(message('damage.chain'))]);
  }
  return chain;
}

const isFilled = (db: Db, table: TableName): boolean =>
  db.prepare(`SELECT 1 FROM file.${table} LIMIT 1`).get([]) !== undefined;
