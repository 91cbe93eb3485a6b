import { columnLetter } from '../../fields/column-letter.js';
import type { Cell, SheetRow, StyledText } from './cell.js';

const lineHeight = 16.5;
/** A row of Excel is no higher, in points. */
const highest = 409;

/** Whether a row has texts that may need more than a line. */
export const isWide = (cells: SheetRow): boolean => cells.some(isWrapped);

/**
 * How high a row must be for its wrapped texts, in points. Not every program finds that out by itself, and none does for
 * merged cells.
 */
export function heightOf(cells: SheetRow, widths: readonly number[]): number {
  const lines = cells.map((cell, column) =>
    isWrapped(cell) ? countLines(cell.text, widthOf(cell, column, widths)) : 1,
  );
  return Math.min(highest, Math.max(...lines) * lineHeight);
}

/** The cells over which a wide text of a row stretches, such as `B3:D3`; null where the row has none. */
export function mergeOf(row: number, cells: SheetRow, widths: readonly number[]): string | null {
  const column = cells.findIndex((cell) => isWrapped(cell) && cell.style === 'wide');
  if (column < 0 || column >= widths.length - 1) return null;
  return `${columnLetter(column)}${row}:${columnLetter(widths.length - 1)}${row}`;
}

const isWrapped = (cell: Cell): cell is StyledText =>
  typeof cell === 'object' && cell !== null && (cell.style === 'wrapped' || cell.style === 'wide');

function widthOf({ style }: StyledText, column: number, widths: readonly number[]): number {
  const stretched = style === 'wide' ? widths.slice(column) : widths.slice(column, column + 1);
  return stretched.reduce((sum, width) => sum + width, 0);
}

const countLines = (text: string, width: number): number =>
  text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(measure(line) / width)), 0);

/** In digits, of which a Chinese character takes nearly two. */
const measure = (line: string): number =>
  [...line].reduce((sum, character) => sum + (character > '\u2e7f' ? 1.9 : 1), 0);
