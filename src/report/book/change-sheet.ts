import { kindOfChange } from '../../contact/kind-of-change.js';
import type { Change } from '../../contact/row.js';
import { isUntried } from '../../contact/row-status.js';
import { formatCode, type Lang, say } from '../../messages/message.js';
import { nameField } from '../name-field.js';
import type { ReportRow } from '../report-row.js';
import type { Summary } from '../summary.js';
import type { Cell, SheetRow } from '../xlsx/cell.js';
import type { SheetLayout } from '../xlsx/sheet.js';
import { statusCell } from './detail-sheet.js';
import { headRow } from './table-head.js';

/** 变更: a line for each field that a row changes, or was to change. */
export const changeLayout = (lang: Lang): SheetLayout => ({
  name: say(lang, 'sheet.changes'),
  head: [headRow(lang, ['row', 'contact', 'field', 'before', 'after', 'kind', 'status'])],
  widths: [9, 34, 34, 40, 40, 12, 14],
  frozen: 1,
  hasFilter: true,
});

export function changeRows(
  { contact, result }: ReportRow,
  run: Pick<Summary, 'command' | 'state'>,
  lang: Lang,
): SheetRow[] {
  const status = statusCell(result.status, run, lang);
  return result.changes.map((change) => [...changeCells(result.row, contact, change, lang), status]);
}

/** Of the changes of a plan, which has no results yet. */
export const plannedLayout = (lang: Lang): SheetLayout => ({
  ...changeLayout(lang),
  head: [headRow(lang, ['row', 'contact', 'field', 'before', 'after', 'kind'])],
  widths: [9, 34, 34, 40, 40, 16],
});

/** What a row of a plan is to change; of one without changes they are not known yet. */
export function plannedRows({ contact, result: { row, status, changes } }: ReportRow, lang: Lang): SheetRow[] {
  if (!isUntried(status)) return [];
  if (changes.length > 0) return changes.map((change) => changeCells(row, contact, change, lang));
  return [[String(row), contact, null, null, say(lang, 'sheet.later'), say(lang, 'sheet.kind.later')]];
}

function changeCells(row: number, contact: string, change: Change, lang: Lang): SheetRow {
  const { before, after } = change;
  const kind = formatCode(`sheet.kind.${kindOfChange(change)}`, lang);
  const isCleared = after === null;
  return [
    String(row),
    contact,
    nameField(change, lang),
    before === undefined ? say(lang, 'sheet.notRead') : (before ?? say(lang, 'sheet.blank')),
    isCleared ? { text: say(lang, 'sheet.blank'), style: 'clear' } : after,
    isCleared ? { text: kind, style: 'clear' } : kind,
  ] satisfies Cell[];
}
