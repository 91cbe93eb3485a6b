import type { Db } from '../database.js';
import { addSeal, type Totals } from './chain.js';
import { brokenRecord, damagedRun } from './damage.js';
import { type Cell, numberOf, openRecord, sealedRecord, sealOf } from './seal.js';
import { columnsOf, keyOf, type RecordOf, type TableName } from './tables.js';

/** A table whose every record is written with its seal, and counted in the totals of the run. */
export interface SealedTable<Row> {
  insert(record: Row): void;
  /** Leaves a record that is there as it is. */
  insertIfNew(record: Row): void;
  replace(record: Row): void;
  /** @throws RunError when the seal of the record does not agree */
  remove(key: Cell): void;
  clear(): void;
  /** SQL for a whole record, of which `open` makes one. */
  readonly sealed: string;
  /** @throws RunError when the seal does not agree */
  open(bytes: Buffer): Row;
  /**
   * Makes what reads records. `rest` is all that may come after FROM.
   * @throws RunError when the seal of one of them does not agree
   */
  select(rest: string): (...parameters: Cell[]) => Row[];
}

type AnyRecord = Readonly<Record<string, Cell>>;

/** @param totals those of the run; they follow what is written here */
export const sealedTable = <Name extends TableName>(
  db: Db,
  folder: string,
  table: Name,
  totals: Totals,
): SealedTable<RecordOf<Name>> => anyTable(db, folder, table, totals) as unknown as SealedTable<RecordOf<Name>>;

function anyTable(db: Db, folder: string, table: TableName, totals: Totals): SealedTable<AnyRecord> {
  const columns = columnsOf(table);
  const key = keyOf(table);
  const sealed = sealedRecord(table, columns);
  const into = `INTO ${table} (${columns.join(', ')}, seal) VALUES (${columns.map(() => '?').join(', ')}, ?)`;
  const insert = db.prepare(`INSERT ${into}`);
  const insertIfNew = db.prepare(`INSERT OR IGNORE ${into}`);
  const deleteOne = db.prepare(`DELETE FROM ${table} WHERE ${key} = ?`);
  const selectOne = db.prepare(`SELECT ${sealed} FROM ${table} WHERE ${key} = ?`).raw(true);

  function write(statement: typeof insert, record: AnyRecord): void {
    const cells = columns.map((name) => record[name] ?? null);
    const seal = sealOf(table, cells);
    if (statement.run([...cells, seal]).changes > 0) totals[table] = addSeal(totals[table], seal);
  }

  function remove(value: Cell): void {
    const [found] = selectOne.all([value]) as [Buffer][];
    if (found === undefined) return;
    const seal = sealOf(table, Object.values(open(found[0])));
    deleteOne.run([value]);
    totals[table] = addSeal(totals[table], seal, -1);
  }

  function open(bytes: Buffer): AnyRecord {
    const cells = openRecord(table, bytes);
    if (cells === null) throw damagedRun(folder, [brokenRecord(table, numberOf(table, bytes))]);
    return Object.fromEntries(columns.map((name, place) => [name, cells[place] ?? null]));
  }

  return {
    insert: (record) => write(insert, record),
    insertIfNew: (record) => write(insertIfNew, record),
    replace(record) {
      remove(record[key] ?? null);
      write(insert, record);
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
