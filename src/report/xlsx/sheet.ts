import { columnLetter } from '../../fields/column-letter.js';
import type { SheetRow } from './cell.js';
import { styleIndex } from './styles.js';

/** The most rows and columns of a sheet. */
export const mostRows = 1_048_576;
export const mostColumns = 16_384;

/** A sheet before it has rows. */
export interface SheetLayout {
  readonly name: string;
  /** What stands above its rows, on each further sheet as well. */
  readonly head: readonly SheetRow[];
  /** In characters, for each column. */
  readonly widths: readonly number[];
  /** How many rows of the head stay where they are when the rest is scrolled. */
  readonly frozen: number;
  /** Whether the rows below the head can be filtered. */
  readonly hasFilter: boolean;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** What stands before the rows of a sheet. */
export function openSheet({ widths, frozen }: SheetLayout, isShown: boolean): string {
  const pane =
    frozen > 0
      ? `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>`
      : '';
  const columns = widths.map(
    (width, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${styleIndex.text}" customWidth="1"/>`,
  );
  return [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${main}">`,
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>',
    `<sheetView${isShown ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews>`,
    `<sheetFormatPr defaultRowHeight="16.5"/><cols>${columns.join('')}</cols><sheetData>`,
  ].join('');
}

/**
 * What stands behind them.
 * @param lastRow the number of the last row
 * @param merged ranges of cells that are one
 */
export function closeSheet(layout: SheetLayout, lastRow: number, merged: readonly string[]): string {
  // Ids and phones are texts on purpose: Excel is not to mark each of them as a mistake.
  const whole = `A1:${columnLetter(Math.max(1, layout.widths.length) - 1)}${mostRows}`;
  const filter = layout.hasFilter ? `<autoFilter ref="${filterRange(layout, lastRow)}"/>` : '';
  const ignored = `<ignoredErrors><ignoredError sqref="${whole}" numberStoredAsText="1"/></ignoredErrors>`;
  const merges = merged.map((range) => `<mergeCell ref="${range}"/>`).join('');
  const mergeCells = merged.length > 0 ? `<mergeCells count="${merged.length}">${merges}</mergeCells>` : '';
  return `</sheetData>${filter}${mergeCells}<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/>${ignored}</worksheet>`;
}

/** The cells that can be filtered: the last row of the head, and all below it. */
export const filterRange = ({ head, widths }: SheetLayout, lastRow: number, mark = ''): string =>
  `${mark}A${mark}${head.length}:${mark}${columnLetter(widths.length - 1)}${mark}${lastRow}`;
