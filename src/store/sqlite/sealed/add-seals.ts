import { isUtf8 } from 'node:buffer';
import type { Detail } from '../../../messages/run-error.js';
import type { Db } from '../database.js';
import { columnsOf, createIndex, isKeptByText, keyOf, schema, type TableName, tableNames } from '../tables.js';
import { addSeal, beginChain, chainWriter, noRecords, type Totals } from './chain.js';
import { brokenText } from './damage.js';
import { keyOfContent, numberOf, sealOfContent } from './seal.js';
import { sealedSql } from './sealed-record.js';

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
  for (const table of tableNames) db.exec(`ALTER TABLE file.${table} RENAME TO unsealed_${table}`);
  db.exec(schema);
  for (const table of tableNames) copyUnsealed(db, table);
  db.exec(createIndex);
  const totals = noRecords();
  const broken = tableNames.flatMap((table) => sealTable(db, table, totals) ?? []);
  chainWriter(db).begin(beginChain(totals));
  return broken;
}

function copyUnsealed(db: Db, table: TableName): void {
  const columns = columnsOf(table).map((column) =>
    // Whole microseconds: a seal is over whole numbers.
    column === 'durationUs' ? 'CAST(ROUND(durationMs * 1000) AS INTEGER)' : column,
  );
  db.exec(`INSERT INTO file.${table} SELECT ${columns.join(', ')}, '' FROM file.unsealed_${table};
    DROP TABLE file.unsealed_${table}`);
}

function sealTable(db: Db, table: TableName, totals: Totals): Detail | null {
  const update = db.prepare(`UPDATE ${table} SET seal = ? WHERE ${keyOf(table)} = ?`);
  for (const [content, isSound] of readUnsealed(db, table)) {
    if (!isSound || !isUtf8(content)) return brokenText(table, numberOf(table, content));
    const seal = sealOfContent(content);
    update.run([seal, keyOfContent(table, content)]);
    totals[table] = addSeal(totals[table], seal);
  }
  return null;
}

const pageRows = 1000;

/** The contents of a table, page by page, each with whether it holds texts and whole numbers, and JSON where it should. */
function* readUnsealed(db: Db, table: TableName): Generator<[content: Buffer, isSound: number]> {
  const key = keyOf(table);
  const isSound = [
    ...columnsOf(table).map((column) => `typeof(${column}) NOT IN ('blob', 'real')`),
    ...(jsonColumns[table] ?? []).map((column) => `coalesce(json_valid(${column}), 1)`),
  ].join(' AND ');
  const select = (sign: '>=' | '>') =>
    db
      .prepare(
        `SELECT ${sealedSql(table)}, ${isSound} FROM ${table}
          WHERE ${key} ${sign} ? ORDER BY ${key} LIMIT ${pageRows}`,
      )
      .raw(true);
  const [first, next] = [select('>='), select('>')];
  let page = first.all([isKeptByText(table) ? '' : Number.MIN_SAFE_INTEGER]);
  for (;;) {
    yield* page as [Buffer, number][];
    const last = page.at(-1) as [Buffer, number] | undefined;
    if (last === undefined) return;
    page = next.all([keyOfContent(table, last[0])]);
  }
}
