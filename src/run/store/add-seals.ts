import { isUtf8 } from 'node:buffer';
import type { Detail } from '../../messages/run-error.js';
import type { Db } from '../database.js';
import { addSeal, beginChain, chainWriter, noRecords, type Totals } from './chain.js';
import { brokenRecord } from './damage.js';
import { keyOfContent, numberOfContent, sealOfContent } from './seal.js';
import { sealedSql } from './sealed-record.js';
import { createTable, keyOf, schema, type TableName, tableNames, tables } from './tables.js';

/** Texts that must be JSON: what no seal holds can at least be read. */
const jsonColumns: Partial<Record<TableName, readonly string[]>> = {
  run: ['record'],
  rows: ['cells'],
  restores: ['fields'],
  account: ['fields'],
  baseline: ['json', 'problem'],
  relisted: ['json'],
  planned: ['changes'],
  results: ['problems', 'changes'],
};

/**
 * Makes the tables of a run of version 4 those of today, within a transaction.
 * @returns the records that cannot be what was written; the first of each table
 */
export function addSeals(db: Db): Detail[] {
  const others = tableNames.filter((table) => table !== 'calls');
  for (const table of others) db.exec(`ALTER TABLE file.${table} ADD COLUMN seal TEXT NOT NULL DEFAULT ''`);
  // Whole microseconds: a seal is over whole numbers.
  db.exec(`ALTER TABLE file.calls RENAME TO unsealedCalls; ${createTable('calls')}
    INSERT INTO file.calls
      SELECT seq, endpoint, isRetry, startedAt, CAST(ROUND(durationMs * 1000) AS INTEGER), outcome, '' FROM file.unsealedCalls;
    DROP TABLE file.unsealedCalls; ${schema}`);
  const totals = noRecords();
  const broken = tableNames.flatMap((table) => sealTable(db, table, totals) ?? []);
  chainWriter(db).begin(beginChain(totals));
  return broken;
}

function sealTable(db: Db, table: TableName, totals: Totals): Detail | null {
  const update = db.prepare(`UPDATE ${table} SET seal = ? WHERE ${keyOf(table)} = ?`);
  for (const [content, isJson] of readUnsealed(db, table)) {
    if (!isJson || !isUtf8(content)) return brokenRecord(table, numberOfContent(table, content));
    const seal = sealOfContent(content);
    update.run([seal, keyOfContent(table, content)]);
    totals[table] = addSeal(totals[table], seal);
  }
  return null;
}

const pageRows = 1000;

/** The contents of a table, page by page, each with whether its JSON is JSON. */
function* readUnsealed(db: Db, table: TableName): Generator<[content: Buffer, isJson: number]> {
  const key = keyOf(table);
  const isJson = (jsonColumns[table] ?? []).map((name) => `coalesce(json_valid(${name}), 1)`);
  const select = (sign: '>=' | '>') =>
    db
      .prepare(
        `SELECT ${sealedSql(table)}, ${['1', ...isJson].join(' AND ')} FROM ${table}
          WHERE ${key} ${sign} ? ORDER BY ${key} LIMIT ${pageRows}`,
      )
      .raw(true);
  const [first, next] = [select('>='), select('>')];
  const isByText = Object.values(tables[table])[0]?.startsWith('TEXT') ?? false;
  let page = first.all([isByText ? '' : Number.MIN_SAFE_INTEGER]);
  for (;;) {
    yield* page as [Buffer, number][];
    const last = page.at(-1) as [Buffer, number] | undefined;
    if (last === undefined) return;
    page = next.all([keyOfContent(table, last[0])]);
  }
}
