import { formatCode, formatMessage, type Lang } from '../../messages/message.js';
import type { Reason } from '../reasons.js';
import type { SheetRow } from '../xlsx/cell.js';
import type { SheetLayout } from '../xlsx/sheet.js';
import { headRow } from './table-head.js';

/** 问题: why rows are not done, a line for each reason in each column; in a plan, why they are not sent. */
export const problemLayout = (lang: Lang, name: 'sheet.problems' | 'sheet.skipped'): SheetLayout => ({
  name: formatCode(name, lang),
  head: [headRow(lang, ['count', 'column', 'reason', 'examples', 'code'])],
  widths: [10, 24, 90, 30, 26],
  frozen: 1,
  hasFilter: true,
});

export const problemRow = ({ count, rows, example }: Reason, lang: Lang): SheetRow => [
  count,
  { text: example.column ?? '', style: 'wrapped' },
  { text: formatMessage(example.reason, lang), style: 'wrapped' },
  { text: rows.join(', ') + (count > rows.length ? ', …' : ''), style: 'wrapped' },
  { text: example.reason.code, style: 'wrapped' },
];
