import { DateTime } from 'luxon';
import type { PlanSummary } from '../../contact/plan-summary.js';
import { isUntried, type RowStatus, rowStatuses } from '../../contact/row-status.js';
import type { Rate } from '../../job/job.js';
import { escapeControls } from '../../messages/escape-controls.js';
import { formatDuration, formatWindow } from '../../messages/format-duration.js';
import { formatCode, type Lang, say } from '../../messages/message.js';
import { describeChange } from '../../report/csv/result-rows.js';
import { nameField } from '../../report/name-field.js';
import { statusCode } from '../../report/status-code.js';

/** A plan as it is shown: what it comes to, what it costs, field by field, and its first rows before and after. */
export interface ShownPlan {
  readonly total: number;
  readonly toSend: number;
  readonly counts: (status: RowStatus) => number;
  readonly fields: PlanSummary['fields'];
  readonly examples: PlanSummary['examples'];
  /** Null where the plan is not kept to be sent later. */
  readonly checksum: string | null;
}

export function formatPlan(
  { total, toSend, counts, fields, examples, checksum }: ShownPlan,
  rate: Rate,
  lang: Lang,
): string[] {
  const settled = rowStatuses.filter((status) => !isUntried(status) && counts(status) > 0);
  const word = (count: number, name: string) => say(lang, 'plan.count', { count: formatNumber(count), name });
  const listed = [
    word(toSend, formatCode('status.toSend', lang)),
    ...settled.map((status) => word(counts(status), formatCode(statusCode(status), lang))),
  ];
  return [
    say(lang, 'plan.rows', { total: formatNumber(total), counts: listed.join(lang === 'zh' ? '，' : ', ') }),
    ...(toSend > 0 ? [formatCost(toSend, rate, lang)] : []),
    ...(fields.length > 0 ? [say(lang, 'plan.fields')] : []),
    ...fields.map((count) => {
      const field = escapeControls(nameField(count, lang));
      const { set, changed, cleared } = count;
      return `  ${say(lang, 'plan.field', { field, set, changed, cleared })}`;
    }),
    ...(examples.length > 0 ? [say(lang, 'plan.examples')] : []),
    ...examples.map(({ row, contact, changes }) => {
      const words = escapeControls(changes.map(describeChange).join('; '));
      return `  ${say(lang, 'plan.example', { row, contact, changes: words })}`;
    }),
    ...(checksum === null ? [] : [say(lang, 'plan.checksum', { checksum })]),
  ];
}

function formatCost(calls: number, { limit, perMs }: Rate, lang: Lang): string {
  const ms = (calls / limit) * perMs;
  const ends = DateTime.now().plus(ms);
  return say(lang, 'plan.calls', {
    calls: formatNumber(calls),
    limit,
    per: formatWindow(perMs, lang),
    duration: formatDuration(ms, lang),
    ends: ends.toFormat(ends.hasSame(DateTime.now(), 'day') ? 'HH:mm' : 'MM-dd HH:mm'),
  });
}

const formatNumber = (count: number): string => count.toLocaleString('en-US');
