import type { Finding } from '../../checkup/finding.js';
import { rowStatuses } from '../../contact/row-status.js';
import { formatWindow } from '../../messages/format-duration.js';
import { formatCode, type Lang, say } from '../../messages/message.js';
import { formatCure, formatFinding } from '../finding-words.js';
import type { Quota, Quotas } from '../quota.js';
import { formatTime, formatTook } from '../run-time.js';
import type { Summary } from '../summary.js';
import { judgeRun } from '../verdict.js';
import type { SheetRow, StyledText } from '../xlsx/cell.js';
import type { SheetLayout } from '../xlsx/sheet.js';
import { statusCell } from './detail-sheet.js';

/** 汇总: what a person asks first. */
export const summaryLayout = (lang: Lang): SheetLayout => ({
  name: say(lang, 'sheet.summary'),
  head: [],
  widths: [24, 16, 24, 60],
  frozen: 0,
  hasFilter: false,
});

/** @param cut how many cells of the other sheets were too long */
export function summaryRows(summary: Summary, quotas: Quotas, cut: number, lang: Lang): SheetRow[] {
  const { job, runId, rollbackOf, file } = summary;
  return [
    ...verdictRows(summary, lang),
    [],
    ...countRows(summary, lang),
    [],
    ...timeRows(summary, lang),
    [],
    ...callRows(summary, quotas, lang),
    [],
    pair(say(lang, 'sheet.run'), runId),
    ...(rollbackOf === null ? [] : [pair(say(lang, 'sheet.rollbackOf'), rollbackOf)]),
    pair(say(lang, 'sheet.job'), job),
    pair(say(lang, 'sheet.file'), file),
    ...(summary.plan?.checksum ? [pair(say(lang, 'sheet.checksum'), summary.plan.checksum)] : []),
    ...noteRows(summary, cut, lang),
  ];
}

/** Did it work, what stopped it, what is to be done. */
export function verdictRows(summary: Summary, lang: Lang): SheetRow[] {
  const { title, sentence, steps } = judgeRun(summary, lang);
  const { stoppedBy } = summary;
  return [
    [{ text: title, style: 'title' }],
    [],
    pair(say(lang, 'sheet.state'), sentence),
    ...(stoppedBy ? [pair(say(lang, 'sheet.stopped'), stoppedBy.message)] : []),
    ...steps.map(({ text, command }, index) =>
      pair(index === 0 ? say(lang, 'sheet.next') : '', command === null ? text : `${text} ${command}`),
    ),
  ];
}

/** What the check-up of the file has found. */
export const findingRows = (findings: readonly Finding[], lang: Lang): SheetRow[] =>
  findings.length === 0
    ? []
    : [
        [],
        pair(say(lang, 'view.findings'), say(lang, 'view.findings.aside')),
        ...findings.map((finding) => pair('', `${formatFinding(finding, true, lang)}\n${formatCure(finding, lang)}`)),
      ];

function countRows(summary: Summary, lang: Lang): SheetRow[] {
  const { rows, blankRows } = summary;
  const occurred = rowStatuses.filter((status) => rows[status] > 0);
  return [
    [label(say(lang, 'sheet.total')), rows.total, label(say(lang, 'sheet.column.share'))],
    ...occurred.map((status) => [statusCell(status, summary, lang), rows[status], share(rows[status], rows.total)]),
    ...(blankRows > 0 ? [[label(say(lang, 'sheet.blankRows')), blankRows]] : []),
  ];
}

/** Down, so that 100 % is said of all of them alone; as the page says it. */
function share(count: number, total: number): string {
  const percent = Math.floor((count * 1000) / total) / 10;
  return count > 0 && percent === 0 ? '<0.1%' : `${percent}%`;
}

function timeRows(summary: Summary, lang: Lang): SheetRow[] {
  const { startedAt, finishedAt } = summary;
  const took = formatTook(summary, lang);
  return [
    pair(say(lang, 'sheet.started'), `${formatTime(startedAt)} ${zoneOf(startedAt)}`),
    ...(finishedAt ? [pair(say(lang, 'sheet.finished'), `${formatTime(finishedAt)} ${zoneOf(finishedAt)}`)] : []),
    ...(took === null ? [] : [pair(say(lang, 'sheet.took'), took)]),
  ];
}

const zoneOf = (iso: string): string => /(?:Z|[+-]\d\d:\d\d)$/.exec(iso)?.[0] ?? '';

const callRows = ({ calls }: Summary, quotas: Quotas, lang: Lang): SheetRow[] => [
  ...(['put', 'get', 'list'] as const).map((endpoint) => [
    label(formatCode(`sheet.calls.${endpoint}`, lang)),
    calls[endpoint],
    formatQuota(quotas[endpoint], lang),
  ]),
  [label(say(lang, 'sheet.calls.retries')), calls.retries],
  [label(say(lang, 'sheet.calls.rateLimited')), calls.rateLimited],
];

const formatQuota = ({ limit, perMs }: Quota, lang: Lang): string =>
  say(lang, 'sheet.quota', { limit, per: formatWindow(perMs, lang) });

function noteRows({ source, baseline }: Summary, cut: number, lang: Lang): SheetRow[] {
  const notes = [...source, ...baseline, ...(cut > 0 ? [say(lang, 'sheet.isCut', { count: cut })] : [])];
  return notes.length === 0 ? [] : [[], ...notes.map((note) => pair(say(lang, 'sheet.notes'), note))];
}

export const label = (text: string): StyledText => ({ text, style: 'label' });

/** What something is called, and what it is. */
export const pair = (name: string, text: string): SheetRow => [label(name), { text, style: 'wide' }];
