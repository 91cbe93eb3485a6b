import { stringify } from 'csv-stringify/sync';
import { headerKey } from '../../contact/map-row.js';
import { fineStatuses } from '../../contact/row.js';
import type { Lang } from '../../messages/message.js';
import type { ReportRow } from '../report-row.js';
import { wordProblems } from './result-rows.js';

/** The file as it was laid out. */
export interface Layout {
  readonly header: readonly string[];
  /** The rows above the header. */
  readonly preamble: readonly (readonly string[])[];
  readonly delimiter: string;
  /** The name of the column that says why. */
  readonly reasonColumn: string;
}

/** Whether a row belongs into failed.csv: tried or refused, and not done. A row never tried is for `resume`. */
export const isFailed = ({ result }: ReportRow): boolean =>
  result.status !== 'pending' && !fineStatuses.includes(result.status);

/** The head of failed.csv: the file's own columns and the reason; a reason of an earlier import gives way to this one. */
export function failedHeader(layout: Layout): string {
  const header = headerWithReason(layout);
  // The job looks for the header in the row in which the file had it.
  const above = layout.preamble.map((cells) => (cells.length === 0 ? [''] : cells));
  return `\uFEFF${stringify([...above, header], options(layout))}`;
}

/** Rows of failed.csv, exact to the character, so that they can be corrected and imported again. */
export function writeFailed(rows: readonly ReportRow[], layout: Layout, lang: Lang): string {
  const cells = rows.map((row) => withReason(row, layout, wordProblems(row.result.problems, lang)));
  return stringify(cells, options(layout));
}

/** The file's own columns and the reason, which stands where an import before has put it. */
export const headerWithReason = (layout: Layout): readonly string[] =>
  reasonIndex(layout) < 0 ? [...layout.header, layout.reasonColumn] : layout.header;

// All quoted: no line break, separator or quote within a value can be taken for one of the file's.
const options = ({ delimiter }: Layout) => ({ delimiter, quoted: true, record_delimiter: '\r\n' });

/** A row with too few or too many cells must come out as ragged as it went in: padded, its shifted values would be accepted. */
export function withReason({ cells }: Pick<ReportRow, 'cells'>, layout: Layout, reason: string): readonly string[] {
  const index = reasonIndex(layout);
  if (index < 0) return [...cells, reason];
  return cells.length === layout.header.length ? cells.with(index, reason) : cells;
}

const reasonIndex = ({ header, reasonColumn }: Layout): number =>
  header.findIndex((name) => headerKey(name) === reasonColumn);
