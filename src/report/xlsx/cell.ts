import { columnLetter } from '../../fields/column-letter.js';
import { type Style, styleIndex } from './styles.js';

/** A cell of a sheet: a text stays a text, whatever it looks like; a number is a count of ours; null is blank. */
export type Cell = string | number | null | StyledText;

export interface StyledText {
  readonly text: string;
  readonly style: Style;
}

export type SheetRow = readonly Cell[];

/**
 * A row of a sheet as XML.
 * @param row from 1
 * @param spell a text as XML
 * @param height in points; null leaves it to the program that shows it
 */
export function writeRow(row: number, cells: SheetRow, spell: (text: string) => string, height: number | null): string {
  let xml = height === null ? `<row r="${row}">` : `<row r="${row}" ht="${height}" customHeight="1">`;
  for (let column = 0; column < cells.length; column++) xml += writeCell(cells[column] ?? null, column, row, spell);
  return `${xml}</row>`;
}

function writeCell(cell: Cell, column: number, row: number, spell: (text: string) => string): string {
  if (cell === null || cell === '') return '';
  const place = `<c r="${letterOf(column)}${row}" s="`;
  if (typeof cell === 'number') return `${place}${styleIndex.count}"><v>${cell}</v></c>`;
  const [text, style] = typeof cell === 'string' ? [cell, styleIndex.text] : [cell.text, styleIndex[cell.style]];
  return `${place}${style}" t="inlineStr"><is><t xml:space="preserve">${spell(text)}</t></is></c>`;
}

const letters: string[] = [];

function letterOf(column: number): string {
  letters[column] ??= columnLetter(column);
  return letters[column];
}
