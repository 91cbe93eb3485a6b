import { type Columns, contactOf } from '../../contact/map-row.js';
import { unreadCells } from '../../fields/damage.js';
import { type Message, message } from '../../messages/message.js';
import { refuse } from '../../messages/run-error.js';
import type { Source } from '../../source/source.js';
import type { MergedCells } from '../../source/table.js';
import type { StoredRow } from '../../store/run-data.js';
import type { RunStore } from '../../store/run-store.js';

const mostCovered = 200_000;
const batchRows = 1000;

/** The cells of a merged range that lie among the data, in columns that the job uses, without the one with the value. */
interface Covered {
  readonly name: string;
  readonly cells: readonly { readonly row: number; readonly column: number }[];
}

/**
 * Marks the stored cells that a merged range of the sheet covers: a sheet holds the value in the first cell alone, and
 * whether it was meant for the others nobody can say.
 * @returns what is to be said of it
 * @throws RunError when there are so many that the sheet is no table
 */
export function markMerged(source: Source, headerRow: number, columns: Columns<unknown>, store: RunStore): Message[] {
  const used = [...new Set([columns.id, ...columns.fields.flatMap(({ indexes }) => indexes)])];
  const ranges = source.merged();
  if (sizeOf(ranges, headerRow, used) > mostCovered) {
    throw refuse(message('source.manyMerged', { file: source.path, max: mostCovered }));
  }
  const covered = ranges.map((range) => toCovered(range, headerRow, used)).filter(({ cells }) => cells.length > 0);
  const [first] = covered;
  if (first === undefined) return [];
  const cells = markCells(
    covered.flatMap((range) => range.cells),
    columns,
    store,
  );
  return cells === 0 ? [] : [message('source.merged', { count: covered.length, name: first.name, cells })];
}

const sizeOf = (ranges: readonly MergedCells[], headerRow: number, used: readonly number[]): number =>
  ranges
    .map((range) => dataOf(range, headerRow, used))
    .reduce((sum, { rowCount, columns }) => sum + rowCount * columns.length, 0);

/** The part of a range that lies among the data, in columns that the job uses. */
function dataOf(range: MergedCells, headerRow: number, used: readonly number[]) {
  const columns = used.filter((column) => column >= range.fromColumn && column <= range.toColumn);
  const fromRow = Math.max(range.fromRow, headerRow + 1);
  return { fromRow, rowCount: columns.length === 0 ? 0 : Math.max(0, range.toRow - fromRow + 1), columns };
}

function toCovered(range: MergedCells, headerRow: number, used: readonly number[]): Covered {
  const { fromRow, rowCount, columns } = dataOf(range, headerRow, used);
  const rows = Array.from({ length: rowCount }, (_, index) => fromRow + index);
  const cells = rows.flatMap((row) => columns.map((column) => ({ row, column })));
  return {
    name: range.name,
    cells: cells.filter((cell) => cell.row !== range.fromRow || cell.column !== range.fromColumn),
  };
}

/** Gives how many lie in rows of data. Many at a time: each time that something is written it must reach the disk. */
function markCells(cells: Covered['cells'], columns: Columns<unknown>, store: RunStore): number {
  let count = 0;
  const marks = new Map<number, Set<number>>();
  for (const { row, column } of cells) marks.set(row, (marks.get(row) ?? new Set()).add(column));
  const numbers = [...marks.keys()].toSorted((a, b) => a - b);
  for (let start = 0; start < numbers.length; start += batchRows) {
    const rows = numbers.slice(start, start + batchRows).flatMap(store.rowsAt);
    store.replaceRows(rows.map((row) => marked(row, marks.get(row.row) ?? new Set(), columns)));
    count += rows.reduce((sum, { row }) => sum + (marks.get(row)?.size ?? 0), 0);
  }
  return count;
}

function marked(row: StoredRow, covered: ReadonlySet<number>, columns: Columns<unknown>): StoredRow {
  const cells = row.cells.map((cell, column) => (covered.has(column) ? unreadCells.underMerged : cell));
  return { ...row, cells, contact: contactOf({ cells }, columns) };
}
