import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { message } from '../../../messages/message.js';
import { type Detail, refuse } from '../../../messages/run-error.js';
import { asRunError } from '../../disk-error.js';
import { attach, closeDatabase, type Db, hasTable } from '../database.js';
import { runStoreVersion, type TableName, tableNames, unsealedVersion } from '../tables.js';
import { readAgreement } from './agreement.js';
import { addSeal, type Chain, noRecords, readChain, type Total } from './chain.js';
import { brokenRecord, inDatabase, unreadableFile } from './damage.js';
import { hasHead } from './head-file.js';
import { checkPages, checkSchema } from './pages.js';
import { numberOf, readSeals } from './seal.js';
import { sealedSql } from './sealed-record.js';

/** What a look at all of a run has found. */
export interface Inspection {
  /** What does not agree, and where: the first few. Nothing where the run is sound. */
  readonly found: readonly Detail[];
  /** Null where there is none, or not as it was written. */
  readonly chain: Chain | null;
  /** The tables that hold just what was written last. */
  readonly whole: ReadonlySet<TableName>;
}

/**
 * Looks at all of a run, and writes nothing into run.db: whether SQLite can make sense of it, whether it agrees with
 * `run.head`, and whether each table holds the records that were written, to the last bit. One of version 4 is not looked
 * at: there is nothing to hold it against.
 * @throws RunError when another version of this program has made it, or the disk fails
 */
export async function inspectRun(folder: string): Promise<Inspection> {
  let db: Db | null = null;
  try {
    db = attach(join(folder, 'run.db'), 'ro');
    return await inspect(db, folder);
  } catch (error) {
    const unreadable = unreadableFile(error);
    if (unreadable === null) throw asRunError(error) ?? error;
    return { found: [unreadable], chain: null, whole: new Set() };
  } finally {
    if (db !== null) closeDatabase(db);
  }
}

async function inspect(db: Db, folder: string): Promise<Inspection> {
  const nothingFound = { found: [], chain: null, whole: new Set<TableName>() };
  if (count(db, 'SELECT COUNT(*) FROM file.sqlite_schema') === 0) {
    return hasHead(folder) ? { ...nothingFound, found: [inDatabase(message('damage.behind'))] } : nothingFound;
  }
  const version = count(db, 'PRAGMA file.user_version');
  if (version === unsealedVersion && !hasTable(db, 'chain') && !hasHead(folder)) return nothingFound;
  if (version !== runStoreVersion) throw refuse(message('run.otherVersion', { path: join(folder, 'run.db') }));
  const { disagreement } = readAgreement(db, folder);
  const pages = [...checkSchema(db), ...checkPages(db)];
  const { chain, looks } = await inSnapshot(db, async () => {
    const chain = readChain(db);
    const totals = chain === null || chain === 'broken' ? null : chain.totals;
    const looks = [];
    for (const table of tableNames) looks.push(await lookThrough(db, table, totals?.[table] ?? null));
    return { chain, looks };
  });
  const unchained = (chain === null || chain === 'broken') && looks.some(({ isEmpty }) => !isEmpty);
  const found = [
    ...(disagreement === null ? [] : [disagreement]),
    ...(unchained && disagreement === null ? [inDatabase(message('damage.chain'))] : []),
    ...pages,
    ...looks.flatMap((look) => look.found),
  ];
  const whole = disagreement === null ? looks.filter(({ isWhole }) => isWhole).map(({ table }) => table) : [];
  const more = found.length > mostFound ? [inDatabase(message('damage.more'))] : [];
  return {
    found: [...found.slice(0, mostFound), ...more],
    chain: chain === 'broken' ? null : chain,
    whole: new Set(whole),
  };
}

/** All that is read is of one moment, whoever writes meanwhile. */
async function inSnapshot<Result>(db: Db, read: () => Promise<Result>): Promise<Result> {
  db.exec('BEGIN');
  try {
    return await read();
  } finally {
    // Else the file could not be let go of.
    if (db.inTransaction) db.exec('ROLLBACK');
  }
}

const mostFound = 10;
const breatheEvery = 1000;

const count = (db: Db, sql: string): number => Number(Object.values(db.prepare(sql).get([]) as object)[0]);

interface Look {
  readonly table: TableName;
  readonly found: readonly Detail[];
  readonly isWhole: boolean;
  readonly isEmpty: boolean;
}

/** Looks at each record of a table, and whether all of them are there. */
async function lookThrough(db: Db, table: TableName, due: Total | null): Promise<Look> {
  const found: Detail[] = [];
  let total = noRecords()[table];
  try {
    const select = db.prepare(`SELECT ${sealedSql(table)} FROM file.${table}`).raw(true);
    for (const [bytes] of select.iterate([]) as Iterable<[Buffer]>) {
      const { stored, due: asked } = readSeals(bytes);
      total = addSeal(total, asked);
      if (stored !== asked && found.length < mostFound) {
        found.push(brokenRecord(table, numberOf(table, bytes) ?? total.count));
      }
      if (total.count % breatheEvery === 0) await breathe();
    }
  } catch (error) {
    const unreadable = unreadableFile(error);
    if (unreadable === null) throw error;
    found.push(unreadable);
  }
  const isComplete = due !== null && due.count === total.count && due.sum === total.sum;
  if (due !== null && !isComplete && found.length === 0) {
    found.push(inDatabase(message('damage.total', { table, found: total.count, written: due.count })));
  }
  return { table, found, isWhole: isComplete && found.length === 0, isEmpty: total.count === 0 };
}
