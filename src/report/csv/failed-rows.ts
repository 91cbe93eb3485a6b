import { stringify } from 'csv-stringify/sync';
import { headerKey } from '../../contact/map-row.js';
import { isToCorrect } from '../../contact/row-status.js';
import { unreadCells } from '../../fields/damage.js';
import { type Lang, message } from '../../messages/message.js';
import type { ReportRow } from '../report-row.js';
import { formatProblems } from './result-rows.js';

/** The file as it was laid out. */
export interface Layout {
  readonly header: readonly string[];
  /** The rows above the header. */
  readonly preamble: readonly (readonly string[])[];
  readonly delimiter: string;
  /** The name of the column that holds the id. */
  readonly idColumn: string;
  /** The name of the column that says why. */
  readonly reasonColumn: string;
}

/** Whether a row belongs into failed.csv. */
export const isFailed = ({ result }: ReportRow): boolean => isToCorrect(result.status);

/** The head of failed.csv: the file's own columns and the reason; a reason of an earlier import gives way to this one. */
export function failedHeader(layout: Layout): string {
  const header = headerWithReason(layout);
  // The job looks for the header in the row in which the file had it.
  const above = layout.preamble.map((cells) => (cells.length === 0 ? [''] : cells));
  return `\uFEFF${stringify([...above, header], options(layout))}`;
}

/** Rows of failed.csv, exact to the character, so that they can be corrected and imported again. */
export function writeFailed(rows: readonly ReportRow[], layout: Layout, lang: Lang): string {
  const cells = rows.map((row) => withReason(row, layout, formatReason(row, layout, lang)));
  return stringify(cells, options(layout));
}

/** Why a row is not done, and, where this file marks it, what to do about the mark. */
export function formatReason({ cells, result }: ReportRow, layout: Layout, lang: Lang): string {
  const isNewlyMarked = isAskew(cells, layout) && !isMarked(cells, layout);
  const mark = isNewlyMarked ? [{ column: layout.idColumn, reason: message('cell.askew') }] : [];
  return formatProblems([...result.problems, ...mark], lang);
}

/** The file's own columns and the reason, which stands where an import before has put it. */
export const headerWithReason = (layout: Layout): readonly string[] =>
  reasonIndex(layout) < 0 ? [...layout.header, layout.reasonColumn] : layout.header;

// All quoted: no line break, separator or quote within a value can be taken for one of the file's.
const options = ({ delimiter }: Layout) => ({ delimiter, quoted: true, record_delimiter: '\r\n' });

/**
 * The row with its reason. One with too few or too many cells is marked, so that it is refused until somebody has put it
 * right: a spreadsheet that saves the file fills it up, and its shifted values would be accepted.
 */
export function withReason({ cells }: Pick<ReportRow, 'cells'>, layout: Layout, reason: string): readonly string[] {
  const index = reasonIndex(layout);
  if (isAskew(cells, layout)) return markAskew(cells, layout, index, reason);
  return index < 0 ? [...cells, reason] : cells.with(index, reason);
}

/** Whether a row has, or had at an import before, not as many cells as the header. */
export const isAskew = (cells: readonly string[], layout: Layout): boolean =>
  cells.length !== layout.header.length || isMarked(cells, layout);

const isMarked = (cells: readonly string[], layout: Layout): boolean =>
  cells[idIndex(layout)]?.startsWith(unreadCells.askew) ?? false;

// What stands under 原因 may be one of the shifted values: it is not overwritten.
function markAskew(cells: readonly string[], layout: Layout, index: number, reason: string): readonly string[] {
  const width = layout.header.length;
  const full = [...cells, ...Array<string>(Math.max(0, width - cells.length)).fill('')];
  const id = full[idIndex(layout)] ?? '';
  const marked = isMarked(full, layout) ? full : full.with(idIndex(layout), unreadCells.askew + id);
  if (index < 0) return marked.toSpliced(width, 0, reason);
  return marked[index] === '' ? marked.with(index, reason) : marked;
}

export const idIndex = ({ header, idColumn }: Layout): number =>
  header.findIndex((name) => headerKey(name) === headerKey(idColumn));

const reasonIndex = ({ header, reasonColumn }: Layout): number =>
  header.findIndex((name) => headerKey(name) === reasonColumn);
