import type { Finding } from '../../checkup/finding.js';
import { rowStatuses } from '../../contact/row-status.js';
import { formatDuration, formatWindow } from '../../messages/format-duration.js';
import { formatCode, type Lang, say } from '../../messages/message.js';
import type { MeasuredLimit } from '../measured-limit.js';
import { nameField } from '../name-field.js';
import type { Quota } from '../quota.js';
import { formatTime } from '../run-time.js';
import type { Summary } from '../summary.js';
import type { Cell, SheetRow } from '../xlsx/cell.js';
import type { SheetLayout } from '../xlsx/sheet.js';
import { statusCell } from './detail-sheet.js';
import { findingRows, label, pair, verdictRows } from './summary-sheet.js';

/** What is known of a plan beyond its summary and its rows. */
export interface PlanFacts {
  readonly lang: Lang;
  /** Of the calls that send it. */
  readonly quota: Quota;
  readonly limits: readonly MeasuredLimit[];
  /** What the check-up of the file has found. */
  readonly findings: readonly Finding[];
}

/** 计划: what whoever signs a plan off must know of it. */
export const planLayout = (lang: Lang): SheetLayout => ({
  name: say(lang, 'sheet.plan'),
  head: [],
  widths: [38, 16, 16, 60],
  frozen: 0,
  hasFilter: false,
});

export function planRows(summary: Summary, { lang, quota, limits, findings }: PlanFacts): SheetRow[] {
  const { runId, job, file, startedAt, plan, rows } = summary;
  return [
    ...verdictRows(summary, lang),
    ...findingRows(findings, lang),
    [],
    ...(plan?.checksum
      ? [pair(say(lang, 'sheet.checksum'), plan.checksum), pair('', say(lang, 'sheet.checksumHint'))]
      : []),
    pair(say(lang, 'sheet.run'), runId),
    pair(say(lang, 'sheet.job'), job),
    pair(say(lang, 'sheet.file'), file),
    pair(say(lang, 'sheet.started'), formatTime(startedAt)),
    [],
    [label(say(lang, 'sheet.total')), rows.total],
    ...statusRows(summary, lang),
    pair(say(lang, 'sheet.expected'), formatCost(rows.pending, quota, lang)),
    [],
    ...limitRows(limits, lang),
    [],
    ...fieldRows(plan?.fields ?? [], lang),
  ];
}

const statusRows = (summary: Summary, lang: Lang): SheetRow[] =>
  rowStatuses
    .filter((status) => summary.rows[status] > 0)
    .map((status) => [statusCell(status, summary, lang), summary.rows[status]]);

const formatCost = (calls: number, { limit, perMs }: Quota, lang: Lang): string =>
  say(lang, 'sheet.cost', {
    calls,
    limit,
    per: formatWindow(perMs, lang),
    duration: formatDuration((calls / limit) * perMs, lang),
  });

const limitRows = (limits: readonly MeasuredLimit[], lang: Lang): SheetRow[] => [
  heads([say(lang, 'sheet.limit'), say(lang, 'sheet.limit.planned'), say(lang, 'sheet.limit.most'), '']),
  ...limits.map(({ name, limit, count, isOver }): SheetRow => {
    const verdict = say(lang, isOver ? 'sheet.limit.exceeded' : 'sheet.limit.within');
    return [
      formatCode(`sheet.limit.${name}`, lang),
      count ?? say(lang, 'sheet.limit.unknown'),
      limit === null ? say(lang, 'sheet.limit.none') : String(limit),
      limit === null || count === null ? null : { text: verdict, style: isOver ? 'bad' : 'good' },
    ];
  }),
];

const fieldRows = (fields: NonNullable<Summary['plan']>['fields'], lang: Lang): SheetRow[] => [
  heads([
    say(lang, 'sheet.column.field'),
    say(lang, 'sheet.kind.set'),
    say(lang, 'sheet.kind.changed'),
    say(lang, 'sheet.kind.cleared'),
  ]),
  ...fields.map((field): SheetRow => {
    const { set, changed, cleared } = field;
    return [nameField(field, lang), set, changed, cleared > 0 ? { text: String(cleared), style: 'clear' } : cleared];
  }),
];

const heads = (names: readonly string[]): Cell[] => names.map((text) => ({ text, style: 'head' }));
