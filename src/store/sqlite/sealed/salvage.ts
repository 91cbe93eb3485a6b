import type { Db } from '../database.js';
import { keyOf, type RecordOf, type TableName } from '../tables.js';
import { unreadableFile } from './damage.js';
import { openSealed, sealedSql } from './sealed-record.js';

/** Reads one record by its key: null where there is none, broken where it is not as it was written or cannot be read. */
export type ReadSingle = <Name extends TableName>(table: Name, key: number) => RecordOf<Name> | null | 'broken';

/** Makes what reads single records of a damaged run: one page that makes no sense keeps no other from being read. */
export function singleReader(db: Db): ReadSingle {
  const statements = new Map<TableName, ReturnType<Db['prepare']>>();
  const select = (table: TableName, key: number) => {
    const statement =
      statements.get(table) ??
      db.prepare(`SELECT ${sealedSql(table)} FROM file.${table} WHERE ${keyOf(table)} = ?`).raw(true);
    statements.set(table, statement);
    return statement.all([key]) as [Buffer][];
  };
  return (table, key) => {
    try {
      const [found] = select(table, key);
      return found === undefined ? null : (openSealed(table, found[0]) ?? 'broken');
    } catch (error) {
      if (unreadableFile(error) === null) throw error;
      return 'broken';
    }
  };
}

/** The numbers of the rows that can be found, from both ends of the table, in their order. */
export function rowNumbers(db: Db): number[] {
  const numbers = new Set([...numbersUntilBroken(db, 'ASC'), ...numbersUntilBroken(db, 'DESC')]);
  return [...numbers].toSorted((a, b) => a - b);
}

function numbersUntilBroken(db: Db, order: 'ASC' | 'DESC'): number[] {
  const numbers: number[] = [];
  try {
    // As an expression: libsql ends the process when it cannot read the type with which a column was declared.
    const select = db.prepare(`SELECT row + 0 FROM file.rows NOT INDEXED ORDER BY row ${order}`).raw(true);
    for (const [row] of select.iterate([]) as Iterable<[number]>) numbers.push(row);
  } catch (error) {
    if (unreadableFile(error) === null) throw error;
  }
  return numbers;
}
