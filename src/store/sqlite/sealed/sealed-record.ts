import { columnsOf, type RecordOf, type TableName } from '../tables.js';
import { type Cell, openRecord, sealedRecord } from './seal.js';

/** SQL for a whole record of a table, of which openSealed makes one. */
export const sealedSql = (table: TableName): string => sealedRecord(table, columnsOf(table));

/** A record by its columns; null where its seal does not agree. */
export function openSealed<Name extends TableName>(table: Name, bytes: Buffer): RecordOf<Name> | null {
  const cells = openRecord(table, bytes);
  if (cells === null) return null;
  return Object.fromEntries(columnsOf(table).map((name, place) => [name, cells[place]])) as RecordOf<Name>;
}

/** The cells of a record in the order of its columns. */
export function cellsOf<Name extends TableName>(table: Name, record: RecordOf<Name>): Cell[] {
  const cells: Readonly<Record<string, Cell>> = record;
  return columnsOf(table).map((name) => cells[name] ?? null);
}
