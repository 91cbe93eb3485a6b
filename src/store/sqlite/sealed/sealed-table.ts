import type { Db } from '../database.js';
import { columnsOf, type RecordOf, type TableName } from '../tables.js';
import { addSeal, type Totals } from './chain.js';
import { brokenRecord, damagedRun } from './damage.js';
import { type Cell, numberOf, sealOf } from './seal.js';
import { cellsOf, openSealed, sealedSql } from './sealed-record.js';

/** A table whose every record is written with its seal, and counted in the totals of the run. */
export interface SealedTable<Name extends TableName> {
  insert(record: RecordOf<Name>): void;
  /** Leaves a record that is there as it is. */
  insertIfNew(record: RecordOf<Name>): void;
  replace(record: RecordOf<Name>): void;
  /** @throws RunError when the seal of the record does not agree */
  remove(key: Cell): void;
  clear(): void;
  /** SQL for a whole record, of which `open` makes one. */
  readonly sealed: string;
  /** @throws RunError when the seal does not agree */
  open(bytes: Buffer): RecordOf<Name>;
  /**
   * Makes what reads records. `rest` is all that may come after FROM.
   * @throws RunError when the seal of one of them does not agree
   */
  select(rest: string): (...parameters: Cell[]) => RecordOf<Name>[];
}

/** @param totals those of the run; they follow what is written here */
export function sealedTable<Name extends TableName>(
  db: Db,
  folder: string,
  table: Name,
  totals: Totals,
): SealedTable<Name> {
  const columns = columnsOf(table);
  const [key = ''] = columns;
  const sealed = sealedSql(table);
  const into = `INTO ${table} (${columns.join(', ')}, seal) VALUES (${columns.map(() => '?').join(', ')}, ?)`;
  const insert = db.prepare(`INSERT ${into}`);
  const insertIfNew = db.prepare(`INSERT OR IGNORE ${into}`);
  const deleteOne = db.prepare(`DELETE FROM ${table} WHERE ${key} = ?`);
  const selectOne = db.prepare(`SELECT ${sealed} FROM ${table} WHERE ${key} = ?`).raw(true);

  function write(statement: typeof insert, cells: readonly Cell[]): void {
    const seal = sealOf(table, cells);
    if (statement.run([...cells, seal]).changes > 0) totals[table] = addSeal(totals[table], seal);
  }

  function remove(value: Cell): void {
    const [found] = selectOne.all([value]) as [Buffer][];
    if (found === undefined) return;
    const seal = sealOf(table, cellsOf(table, open(found[0])));
    deleteOne.run([value]);
    totals[table] = addSeal(totals[table], seal, -1);
  }

  function open(bytes: Buffer): RecordOf<Name> {
    const record = openSealed(table, bytes);
    if (record === null) throw damagedRun(folder, [brokenRecord(table, numberOf(table, bytes))]);
    return record;
  }

  return {
    insert: (record) => write(insert, cellsOf(table, record)),
    insertIfNew: (record) => write(insertIfNew, cellsOf(table, record)),
    replace(record) {
      const cells = cellsOf(table, record);
      remove(cells[0] ?? null);
      write(insert, cells);
    },
    remove,
    clear() {
      db.exec(`DELETE FROM ${table}`);
      totals[table] = { count: 0, sum: 0n };
    },
    sealed,
    open,
    select(rest) {
      const statement = db.prepare(`SELECT ${sealed} FROM ${rest}`).raw(true);
      return (...parameters) => (statement.all(parameters) as [Buffer][]).map(([bytes]) => open(bytes));
    },
  };
}
