import { unreadCells } from '../../contact/cells/damage.js';
import { BrokenError } from './broken.js';
import { spellFilled, spellNumber, spellPercent } from './number-text.js';
import { spellElapsed, spellIso, spellSerial, type WriteDate } from './sheet-date.js';
import type { FormatOf } from './styles.js';
import { unescapeText } from './unescape-text.js';
import { isTrue } from './workbook.js';

/** A cell as the sheet stores it. */
export interface StoredCell {
  /** Where it stands: B7. */
  readonly name: string;
  readonly type: string;
  readonly style: number;
  /** The stored value; null when there is none. */
  readonly value: string | null;
  /** The text of a cell that holds its text itself. */
  readonly inline: string | null;
  readonly isFormula: boolean;
}

/** What the cells of a workbook are read with. */
export interface CellBasis {
  readonly formatOf: FormatOf;
  readonly sharedString: (index: number) => string | null;
  readonly from1904: boolean;
}

const noError = '#UNKNOWN!';

/**
 * The text of a cell, as a careful person would type it into a CSV: numbers with all their digits, moments as dates,
 * what a spreadsheet shows as an error as that error. What cannot be read for certain becomes a text that no field takes.
 * @param writeDate how dates of its column are written
 */
export function spellCell(cell: StoredCell, basis: CellBasis, writeDate: WriteDate): string {
  const { type, value, isFormula, inline } = cell;
  if (type === 'inlineStr') return inline ?? '';
  if (type === 'str' && value !== null) return unescapeText(value);
  if (value === null || value === '') return isFormula ? unreadCells.notComputed : type === 'e' ? noError : '';
  return spellValue(value, cell, basis, writeDate);
}

function spellValue(value: string, cell: StoredCell, basis: CellBasis, writeDate: WriteDate): string {
  switch (cell.type) {
    case 's':
      return textOf(cell, value, basis);
    case 'b':
      return isTrue(value) ? 'TRUE' : 'FALSE';
    case 'e':
      return value.startsWith('#') ? value : noError;
    case 'd':
      return known(cell, spellIso(value, showsTime(cell, basis), writeDate));
    case 'n':
      return known(cell, spellStored(value, cell, basis, writeDate));
    default:
      throw new BrokenError(`${cell.name}: type ${cell.type}`);
  }
}

function textOf(cell: StoredCell, value: string, { sharedString }: CellBasis): string {
  return known(cell, /^\d{1,9}$/.test(value) ? sharedString(Number(value)) : null);
}

function showsTime({ style }: StoredCell, { formatOf }: CellBasis): boolean {
  const format = formatOf(style);
  return format.kind === 'moment' && format.hasTime;
}

function spellStored(
  value: string,
  { style }: StoredCell,
  { formatOf, from1904 }: CellBasis,
  writeDate: WriteDate,
): string | null {
  const format = formatOf(style);
  switch (format.kind) {
    case 'plain':
      return spellNumber(value);
    case 'percent':
      return spellPercent(value);
    case 'filled':
      return spellFilled(value, format.pattern);
    case 'elapsed':
      return spellNumber(value) === null ? null : spellElapsed(Number(value));
    case 'moment':
      return spellNumber(value) === null ? null : spellSerial(Number(value), from1904, format.hasTime, writeDate);
  }
}

function known(cell: StoredCell, text: string | null): string {
  if (text === null) throw new BrokenError(`${cell.name}: ${cell.type} ${(cell.value ?? '').slice(0, 20)}`);
  return text;
}
