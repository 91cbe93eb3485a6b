import { isUntried, type RowStatus } from '../../contact/row-status.js';
import { formatCode, type Lang, say } from '../../messages/message.js';
import { describeChange, formatProblems } from '../csv/result-rows.js';
import type { ReportRow } from '../report-row.js';
import { showsPlan } from '../run-state.js';
import { formatTime } from '../run-time.js';
import { shownStatus, statusCode } from '../status-code.js';
import type { Summary } from '../summary.js';
import type { SheetRow, StyledText } from '../xlsx/cell.js';
import type { SheetLayout } from '../xlsx/sheet.js';
import type { Style } from '../xlsx/styles.js';
import { headRow } from './table-head.js';

type Run = Pick<Summary, 'command' | 'state'>;

/** 明细: a line for each row of the file. */
export const detailLayout = (lang: Lang): SheetLayout => ({
  name: say(lang, 'sheet.rows'),
  head: [
    headRow(lang, ['row', 'contact', 'status', 'reason', 'changes', 'attempts', 'duration', 'finishedAt', 'code']),
  ],
  widths: [9, 34, 14, 60, 60, 10, 14, 21, 24],
  frozen: 1,
  hasFilter: true,
});

export function detailRow({ contact, result }: ReportRow, run: Run, lang: Lang): SheetRow {
  const { row, status, problems, changes, attempts, durationMs, finishedAt } = result;
  return [
    String(row),
    contact,
    statusCell(status, run, lang),
    formatProblems(problems, lang),
    changes.map(describeChange).join('; '),
    String(attempts),
    String(durationMs),
    finishedAt === null ? '' : formatTime(finishedAt),
    problems.map(({ reason }) => reason.code).join('; '),
  ];
}

/** The status of a row, in its colour. */
export const statusCell = (status: RowStatus, run: Run, lang: Lang): StyledText => ({
  text: formatCode(statusCode(shownStatus(status, run)), lang),
  style: isUntried(status) && showsPlan(run) ? 'good' : styles[status],
});

const styles: Readonly<Record<RowStatus, Style>> = {
  updated: 'good',
  unchanged: 'calm',
  unverified: 'warn',
  unknown: 'warn',
  drifted: 'warn',
  pending: 'warn',
  invalid: 'bad',
  failed: 'bad',
};
