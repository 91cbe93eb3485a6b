import { columnIndex } from '../../fields/column-letter.js';
import { cause } from '../../messages/cause.js';
import type { MergedCells } from '../table.js';
import { BrokenError } from './broken.js';

export const mostRows = 1_048_576;
const mostColumns = 16_384;

/**
 * B7 → 1; the cell stands in the row that it says, after the last one. Without a name it stands beside that.
 * @throws BrokenError
 */
export function columnOf(name: string | undefined, row: number, last: number): number {
  const column = name === undefined ? last + 1 : readName(name, row);
  if (column <= last || column >= mostColumns)
    throw new BrokenError(cause('cause.cellInRow', { name: (name ?? '').slice(0, 20), row }));
  return column;
}

function readName(name: string, row: number): number {
  const [, letters = '', number] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(name) ?? [];
  return Number(number) === row ? columnIndex(letters) : -1;
}

/** B7:C9, or B7 for a range of one cell; null when it is no range of a sheet. */
export function readRange(name: string): Omit<MergedCells, 'name'> | null {
  const [, left = '', top = '', right = left, bottom = top] =
    /^([A-Z]{1,3})([1-9]\d{0,6})(?::([A-Z]{1,3})([1-9]\d{0,6}))?$/.exec(name) ?? [];
  const range = {
    fromRow: Number(top),
    toRow: Number(bottom),
    fromColumn: columnIndex(left),
    toColumn: columnIndex(right),
  };
  const isOrdered = range.fromRow <= range.toRow && range.fromColumn <= range.toColumn;
  return left !== '' && isOrdered && range.toRow <= mostRows && range.toColumn < mostColumns ? range : null;
}
