import { formatCode, type Lang } from '../../messages/message.js';
import type { sheetTexts } from '../../messages/texts/sheet-texts.js';
import type { SheetRow } from '../xlsx/cell.js';

type ColumnName = keyof typeof sheetTexts extends infer Code
  ? Code extends `sheet.column.${infer Name}`
    ? Name
    : never
  : never;

/** The names of the columns of a table. */
export const headRow = (lang: Lang, names: readonly ColumnName[]): SheetRow =>
  names.map((name) => ({ text: formatCode(`sheet.column.${name}`, lang), style: 'head' }));
