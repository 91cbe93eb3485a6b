import { hash, randomBytes } from 'node:crypto';
import { type Db, hasTable } from '../database.js';
import { chainColumns, type TableName, tableNames } from '../tables.js';
import type { Mark } from './head-file.js';
import { openRecord, sealedRecord, sealOf } from './seal.js';

/** How many records a table holds, and the sum of their seals, modulo 2^64. */
export interface Total {
  readonly count: number;
  readonly sum: bigint;
}

export type Totals = Record<TableName, Total>;

/** Where a run has come to: one record that every transaction writes anew. */
export interface Chain {
  /** Counts the transactions. */
  readonly seq: number;
  /** A hash over `seq`, `totals` and the head before: no other run has it, and no other past of this one. */
  readonly head: string;
  readonly totals: Totals;
  /** What `run.head` may say now, the newest first; null: it may not be there yet. */
  readonly marks: readonly (Mark | null)[];
}

export const noRecords = (): Totals =>
  Object.fromEntries(tableNames.map((table) => [table, { count: 0, sum: 0n }])) as Totals;

/** A total with a record more; `sign` -1 for one less. */
export const addSeal = ({ count, sum }: Total, seal: string, sign: 1 | -1 = 1): Total => ({
  count: count + sign,
  sum: BigInt.asUintN(64, sum + BigInt(sign) * BigInt(`0x${seal}`)),
});

/** The chain of a new run. Nothing that is written about two runs is the same, even of one file. */
export function beginChain(totals: Totals): Chain {
  const head = randomBytes(16).toString('hex');
  return { seq: 0, head, totals, marks: [{ seq: 0, head }, null] };
}

/**
 * The chain after one more transaction.
 * @param earlier the marks that `run.head` may still have when the new one is to be written into it; null for no new mark
 */
export function advance({ seq, head, marks }: Chain, totals: Totals, earlier: Chain['marks'] | null): Chain {
  const next = { seq: seq + 1, head: digest(`${head} ${seq + 1} ${formatTotals(totals)}`) };
  return { ...next, totals, marks: earlier === null ? marks : [next, ...earlier] };
}

/** Reads the chain; null where there is none yet, `broken` where it is not as it was written. */
export function readChain(db: Db): Chain | null | 'broken' {
  if (!hasTable(db, 'chain')) return null;
  const [found] = db
    .prepare(`SELECT ${sealedRecord('chain', chainColumns)} FROM file.chain`)
    .raw(true)
    .all([]) as [Buffer][];
  if (found === undefined) return null;
  const cells = openRecord('chain', found[0]);
  if (cells === null) return 'broken';
  const [, seq, head, totals, marks] = cells;
  return {
    seq: Number(seq),
    head: String(head),
    totals: readTotals(String(totals)),
    marks: JSON.parse(String(marks)),
  };
}

/** Makes what writes the chain, in the transaction of what it is about. */
export function chainWriter(db: Db) {
  const insert = db.prepare('INSERT INTO chain (one, seq, head, totals, marks, seal) VALUES (?, ?, ?, ?, ?, ?)');
  const update = db.prepare(
    'UPDATE chain SET seq = ?, head = ?, totals = ?, marks = ?, seal = ? WHERE one = 1 AND seq = ?',
  );
  return {
    begin: (chain: Chain) => void insert.run([1, ...cellsOf(chain), sealOf('chain', [1, ...cellsOf(chain)])]),
    replace(before: Chain, after: Chain): void {
      const cells = cellsOf(after);
      const { changes } = update.run([...cells, sealOf('chain', [1, ...cells]), before.seq]);
      if (changes !== 1) throw new Error('another process has written into this run');
    },
  };
}

const cellsOf = ({ seq, head, totals, marks }: Chain) => [seq, head, formatTotals(totals), JSON.stringify(marks)];

const digest = (text: string): string => hash('sha256', text).slice(0, 32);

const formatTotals = (totals: Totals): string =>
  JSON.stringify(tableNames.map((table) => [table, totals[table].count, totals[table].sum.toString(16)]));

function readTotals(text: string): Totals {
  const told: [TableName, number, string][] = JSON.parse(text);
  return {
    ...noRecords(),
    ...Object.fromEntries(told.map(([name, count, sum]) => [name, { count, sum: BigInt(`0x${sum}`) }])),
  };
}
