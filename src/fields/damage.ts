import * as v from 'valibot';
import type { RowCode } from '../messages/message.js';
import { check } from './cell-reader.js';

// What Excel writes into a CSV in place of a value that it could not compute.
const errorCells = new Set(
  '#N/A #REF! #VALUE! #DIV/0! #NAME? #NULL! #NUM! #SPILL! #CALC! #FIELD! #BLOCKED! #GETTING_DATA #UNKNOWN! #CONNECT! #BUSY! #EXTERNAL! #PYTHON!'.split(
    ' ',
  ),
);

/** What stands in place of the cells of a workbook that cannot be read for certain. No field takes them, now or from failed.csv. */
export const unreadCells = {
  /** A formula whose result the file does not hold. */
  notComputed: '#未计算!',
  /** A number that is shown as a date but is none. */
  noDate: '########',
  /** A cell under a merged one: the sheet holds the value in the first cell alone. */
  underMerged: '#合并单元格!',
  /** In failed.xlsx, a text that is longer than a cell of Excel takes. */
  tooLong: '#超长!',
  /** In failed.csv and failed.xlsx, before a cell of a row that had not as many cells as the header: a spreadsheet fills such a row up. */
  askew: '#列数不对!',
} as const;

// Excel's own shape of a long number, such as 1.33E+10, or of a tiny one, 1.5E-05: the digits behind it are gone.
const scientific = /^[+-]?(?:\d(?:\.\d+)?E\+\d{1,3}|\d\.\d+E-\d{2,3})$/i;

/** Whether a text has a character that can be seen. Spaces and zero-width characters cannot. */
export const isVisible = (text: string): boolean => /[^\s\p{Cf}]/u.test(text);

// Tab and line breaks may belong to a text; the types that take none of them say so themselves.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** Refuses what no field of any type can mean: cells that a spreadsheet or an encoding has spoilt. */
export const soundText = v.pipe(
  v.string(),
  check('cell.onlySpaces', isVisible),
  check('cell.notComputed', (text) => text !== unreadCells.notComputed),
  check('cell.noDate', (text) => text !== unreadCells.noDate),
  check('cell.underMerged', (text) => text !== unreadCells.underMerged),
  check('cell.cutForSheet', (text) => text !== unreadCells.tooLong),
  check('cell.askew', (text) => !text.startsWith(unreadCells.askew)),
  check('cell.errorValue', (text) => !isErrorCell(text)),
  check('cell.scientific', (text) => !isScientific(text)),
  check('cell.replacementCharacter', (text) => !text.includes('\uFFFD')),
  check('cell.controlCharacter', (text) => !holdsControl(text)),
);

/** What a spreadsheet has made of a cell, as the code that tells of it; null when it is none of its doings. */
export function damageOf(text: string): RowCode | null {
  if (text === unreadCells.notComputed) return 'cell.notComputed';
  if (text === unreadCells.noDate) return 'cell.noDate';
  if (text === unreadCells.underMerged) return 'cell.underMerged';
  if (text === unreadCells.tooLong) return 'cell.cutForSheet';
  if (text.startsWith(unreadCells.askew)) return 'cell.askew';
  if (isErrorCell(text)) return 'cell.errorValue';
  return isScientific(text) ? 'cell.scientific' : null;
}

/** Whether a cell is the mark of a value that a spreadsheet could not compute. */
export function isErrorCell(text: string): boolean {
  return text.startsWith('#') && errorCells.has(text.toUpperCase());
}

/** Whether a cell is a number that a spreadsheet has cut to a few digits and a power of ten. */
export function isScientific(text: string): boolean {
  return scientific.test(text);
}

/** Whether a text holds control characters, or half of a character. */
export function holdsControl(text: string): boolean {
  return control.test(text) || !text.isWellFormed();
}
