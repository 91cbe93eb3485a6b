import { headerKey } from '../../contact/map-row.js';
import { unreadCells } from '../../fields/damage.js';
import { type Lang, say } from '../../messages/message.js';
import {
  formatReason,
  headerWithReason,
  idIndex,
  isAskew,
  isFailed,
  type Layout,
  withReason,
} from '../csv/failed-rows.js';
import type { Report } from '../report.js';
import { orDiscard } from '../report-file.js';
import type { ReportRow } from '../report-row.js';
import type { RowFile } from '../row-file.js';
import type { Cell, SheetRow } from '../xlsx/cell.js';
import { mostColumns, type SheetLayout } from '../xlsx/sheet.js';
import { cutText, longestCell, spellExactly } from '../xlsx/sheet-text.js';
import { createWorkbook } from '../xlsx/workbook-file.js';

/** failed.xlsx: what failed.csv holds, where the rows come from a workbook. */
export const failedBook: Report = {
  id: 'failedBook',
  file: 'failed.xlsx',
  when: ({ sheet }) => sheet !== null,
  open: (path, { run, layout, facts }) => openFailedBook(path, layout, run.sheet ?? '', facts.lang),
};

/**
 * Opens failed.xlsx: the rows to correct as the workbook had them, so that they are imported again with the same job.
 * @param sheet the name of the sheet that they come from
 */
export async function openFailedBook(path: string, layout: Layout, sheet: string, lang: Lang): Promise<RowFile> {
  const book = createWorkbook(path, spellExactly);
  await orDiscard(book, () => book.addSheet(failedLayout(layout, sheet), 0));
  return {
    add: (rows) => book.addRows(rows.filter(isFailed).map((row) => failedRow(row, layout, lang))),
    finish: book.finish,
    discard: book.discard,
  };
}

// With many rows above it, a header that stays in its place would leave no room for the rest.
const mostFrozen = 5;

function failedLayout(layout: Layout, name: string): SheetLayout {
  const header = headerWithReason(layout).slice(0, mostColumns);
  const names = header.map((cell): Cell => ({ text: fitCell(cell), style: 'head' }));
  const frozen = layout.preamble.length < mostFrozen ? layout.preamble.length + 1 : 0;
  const widths = header.map((cell) => (cell === layout.reasonColumn ? 60 : Math.min(30, 10 + 2 * cell.length)));
  return {
    name,
    head: [...layout.preamble.map((cells) => cells.map(fitCell)), names],
    widths,
    frozen,
    hasFilter: false,
  };
}

/** The row with its reason; the cells that the reason is about are coloured. */
export function failedRow(row: ReportRow, layout: Layout, lang: Lang): SheetRow {
  const { cells, result } = row;
  const isCut = cells.some(isTooLong);
  const words = [formatReason(row, layout, lang), ...(isCut ? [say(lang, 'sheet.tooLong')] : [])].join('; ');
  const reason = words.length > longestCell ? cutText(words, say(lang, 'sheet.cut', { count: words.length })) : words;
  const named = new Set(result.problems.map(({ column }) => column && headerKey(column)));
  const isMarked = (column: number) => column === idIndex(layout) && isAskew(cells, layout);
  const isBad = layout.header.map(
    (name, column) => isMarked(column) || (headerKey(name) !== '' && named.has(headerKey(name))),
  );
  return withReason({ cells: cells.map(fitCell) }, layout, reason)
    .slice(0, mostColumns)
    .map((text, column) => (isBad[column] ? { text, style: 'bad' } : text));
}

const isTooLong = (text: string): boolean => text.length > longestCell;

/** What no cell holds is not cut, but a mark that is refused until somebody has corrected it. */
const fitCell = (text: string): string => (isTooLong(text) ? unreadCells.tooLong : text);
