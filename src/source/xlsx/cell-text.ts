import { isErrorCell, unreadCells } from '../../fields/damage.js';
import { cause } from '../../messages/cause.js';
import { BrokenError } from './broken.js';
import { spellFilled, spellNumber, spellPercent } from './number-text.js';
import { spellElapsed, spellIso, spellSerial, type WriteDate } from './sheet-date.js';
import type { FormatOf } from './styles.js';
import { unescapeText } from './unescape-text.js';

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
  /** Whether the results of its formulas are to be computed anew. */
  readonly isUncomputed: boolean;
}

const noError = '#UNKNOWN!';

/**
 * The text of a cell, as a careful person would type it into a CSV: numbers with all their digits, moments as dates,
 * what a spreadsheet shows as an error as that error. What cannot be read for certain becomes a text that no field takes.
 * @param writeDate how dates of its column are written
 * @throws BrokenError naming the cell, and not what is in it
 */
export function spellCell(cell: StoredCell, basis: CellBasis, writeDate: WriteDate): string {
  const { type, value, inline } = cell;
  if (inline !== null) return type === 'inlineStr' && value === null ? inline : known(cell, null);
  if (isUncomputed(cell, basis)) return unreadCells.notComputed;
  if (type === 'str') return unescapeText(value ?? '');
  if (value === null || value === '') return type === 'e' ? noError : '';
  return known(cell, spellValue(value, cell, basis, writeDate));
}

/** Some libraries write formulas without a result, others a zero, and leave the rest to the spreadsheet. */
function isUncomputed({ type, value, isFormula }: StoredCell, basis: CellBasis): boolean {
  if (!isFormula) return false;
  return value === null || (value === '' && type !== 'str') || (value === '0' && type === 'n' && basis.isUncomputed);
}

function spellValue(value: string, { type, style }: StoredCell, basis: CellBasis, writeDate: WriteDate): string | null {
  switch (type) {
    case 's':
      return /^\d{1,9}$/.test(value) ? basis.sharedString(Number(value)) : null;
    case 'b':
      return spellBoolean(value);
    case 'e':
      return isErrorCell(value) ? value : noError;
    case 'd':
      return spellIso(value, showsTime(style, basis), writeDate);
    case 'n':
      return spellStored(value, style, basis, writeDate);
    default:
      return null;
  }
}

const spellBoolean = (value: string): string | null =>
  /^(?:1|true)$/.test(value) ? 'TRUE' : /^(?:0|false)$/.test(value) ? 'FALSE' : null;

function showsTime(style: number, { formatOf }: CellBasis): boolean {
  const format = formatOf(style);
  return format.kind === 'moment' && format.hasTime;
}

function spellStored(
  value: string,
  style: number,
  { formatOf, from1904 }: CellBasis,
  writeDate: WriteDate,
): string | null {
  const format = formatOf(style);
  const text = spellNumber(value);
  if (text === null) return null;
  switch (format.kind) {
    case 'plain':
      return text;
    case 'boolean':
      return spellBoolean(text) ?? text;
    case 'percent':
      return spellPercent(text);
    case 'filled':
      return spellFilled(text, format.pattern);
    case 'elapsed':
      return spellElapsed(Number(value));
    case 'moment':
      return spellSerial(Number(value), from1904, format.hasTime, writeDate);
  }
}

function known(cell: StoredCell, text: string | null): string {
  if (text === null)
    throw new BrokenError(cause('cause.cellOfType', { name: cell.name, type: cell.type.slice(0, 20) }));
  return text;
}
