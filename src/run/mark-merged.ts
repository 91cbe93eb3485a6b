import { unreadCells } from '../contact/cells/damage.js';
import { type Columns, contactOf } from '../contact/map-row.js';
import { type Message, message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';
import type { Source } from '../source/source.js';
import type { MergedCells } from '../source/table.js';
import type { StoredRow } from './row-store.js';
import type { RunStore } from './run-store.js';

const mostCovered = 200_000;

/** The part of a merged range that lies among the data, in columns that the job uses, without the cell with the value. */
interface Covered {
  readonly name: string;
  readonly fromRow: number;
  readonly toRow: number;
  readonly isCovered: (row: number, column: number) => boolean;
  readonly columns: readonly number[];
}

/**
 * Marks the stored cells that a merged range of the sheet covers: a sheet holds the value in the first cell alone, and
 * whether it was meant for the others nobody can say.
 * @returns what is to be said of it
 * @throws RunError when there are so many that the sheet is no table
 */
export function markMerged(source: Source, headerRow: number, columns: Columns<unknown>, store: RunStore): Message[] {
  const used = [...new Set([columns.id, ...columns.fields.flatMap(({ indexes }) => indexes)])];
  const covered = source.merged().flatMap((range) => toCovered(range, headerRow, used));
  const [first] = covered;
  if (first === undefined) return [];
  const cells = covered.reduce((sum, range) => sum + countCovered(range), 0);
  if (cells > mostCovered) throw refuse(message('source.manyMerged', { file: source.path, max: mostCovered }));
  for (const range of covered) {
    store.replaceRows(store.rowsBetween(range.fromRow, range.toRow).map((row) => marked(row, range, columns)));
  }
  return [message('source.merged', { count: covered.length, name: first.name, cells })];
}

function countCovered({ fromRow, toRow, columns, isCovered }: Covered): number {
  const first = columns.filter((column) => isCovered(fromRow, column)).length;
  return first + (toRow - fromRow) * columns.length;
}

function toCovered(range: MergedCells, headerRow: number, used: readonly number[]): Covered[] {
  const { name, fromColumn, toColumn, toRow } = range;
  const fromRow = Math.max(range.fromRow, headerRow + 1);
  const columns = used.filter((column) => column >= fromColumn && column <= toColumn);
  const isCovered = (row: number, column: number) => row !== range.fromRow || column !== fromColumn;
  // One row and one column: the cell with the value itself.
  const isAlone = fromRow === toRow && columns.every((column) => !isCovered(toRow, column));
  return fromRow > toRow || isAlone ? [] : [{ name, fromRow, toRow, isCovered, columns }];
}

function marked(row: StoredRow, { columns: covered, isCovered }: Covered, columns: Columns<unknown>): StoredRow {
  const cells = row.cells.map((cell, index) =>
    covered.includes(index) && isCovered(row.row, index) ? unreadCells.underMerged : cell,
  );
  return { ...row, cells, contact: contactOf({ cells }, columns) };
}
