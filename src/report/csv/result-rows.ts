import { stringify } from 'csv-stringify/sync';
import type { Change, Problem } from '../../contact/row.js';
import { formatMessage, type Lang } from '../../messages/message.js';
import type { ReportRow } from '../report-row.js';

const columns = [
  'row',
  'externalUserId',
  'status',
  'code',
  'column',
  'message',
  'changes',
  'attempts',
  'durationMs',
  'finishedAt',
];

// Every cell is quoted, and one that a spreadsheet would run as a formula gets a ' before it.
const options = { bom: false, quoted: true, escape_formulas: true, record_delimiter: '\r\n' } as const;

/** The head of report.csv, with the mark by which Excel knows UTF-8. */
export const resultHeader = (): string => `\uFEFF${stringify([columns], options)}`;

/** The lines of report.csv: one for each row, in the order given. */
export function writeResults(rows: readonly ReportRow[], lang: Lang): string {
  return stringify(
    rows.map(({ contact, result }) => [
      String(result.row),
      contact,
      result.status,
      join(result.problems, ({ reason }) => reason.code),
      join(result.problems, ({ column }) => column ?? ''),
      formatProblems(result.problems, lang),
      join(result.changes, describeChange),
      String(result.attempts),
      String(result.durationMs),
      result.finishedAt ?? '',
    ]),
    options,
  );
}

/** All the reasons of a row, each after the column that it lies in. */
export const formatProblems = (problems: readonly Problem[], lang: Lang): string =>
  join(problems, ({ column, reason }) => (column === null ? '' : `[${column}] `) + formatMessage(reason, lang));

/** `客户等级: 普通 → VIP`; ∅ is nothing. Without a baseline nobody knows what was there before. */
export const describeChange = ({ field, name, before, after }: Change): string =>
  `${name ?? field}${before === undefined ? '' : `: ${before ?? '∅'}`} → ${after ?? '∅'}`;

const join = <Item>(items: readonly Item[], describe: (item: Item) => string): string => items.map(describe).join('; ');
