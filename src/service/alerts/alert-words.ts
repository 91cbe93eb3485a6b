import { headerKey } from '../../contact/map-row.js';
import { countWhere, isDone, rowStatuses } from '../../contact/row-status.js';
import { columnsOf } from '../../fields/mapping.js';
import type { Job } from '../../job/job.js';
import { formatDuration } from '../../messages/format-duration.js';
import { formatMasked } from '../../messages/masked-words.js';
import { formatMessage, type Lang, say } from '../../messages/message.js';
import type { RunReport } from '../../phases/report/report-phase.js';
import type { Reason } from '../../report/reasons.js';
import type { Alert } from './alert.js';
import { cutText, disarm } from './chat-text.js';

/** What an alert says, line by line; harmless wherever it is shown, and bounded. */
export interface AlertWords {
  readonly head: string;
  readonly facts: readonly string[];
  /** Why rows are not done: the commonest few. */
  readonly reasons: readonly string[];
  /** How many kinds there are beyond `reasons`. */
  readonly moreReasons: number;
  readonly foot: readonly string[];
  readonly lang: Lang;
}

const mostReasons = 3;

// In bytes of UTF-8: together with the bounded rest they leave room for all of a message but its reasons.
const longest = { head: 400, fact: 300, why: 1400, reason: 500, path: 500 };

/** Puts an alert into words, with nothing of a customer among them. */
export function formatAlert(alert: Alert): AlertWords {
  const { report, job } = alert;
  const { lang } = job;
  const bound = (text: string, most: number) => cutText(disarm(text), most, lang);
  const known = knownColumns(job);
  const reasons = report?.reasons ?? [];
  return {
    head: bound(formatHead(alert), longest.head),
    facts: [
      ...(report === null ? [] : formatRun(report, lang).map((words) => bound(words, longest.fact))),
      ...formatWhy(alert).map((words) => bound(words, longest.why)),
    ],
    reasons: reasons.slice(0, mostReasons).map((reason) => bound(formatReason(reason, known, lang), longest.reason)),
    moreReasons: Math.max(0, reasons.length - mostReasons),
    foot: [
      ...(alert.next === null ? [] : [bound(formatMasked(alert.next, lang), longest.fact)]),
      ...(report === null
        ? []
        : [bound(say(lang, 'alert.folder', { path: report.summary.files.folder }), longest.path)]),
    ],
    lang,
  };
}

function formatHead({ job: { name, lang }, state, report }: Alert): string {
  const job = report?.summary.command === 'rollback' ? say(lang, 'alert.rollback', { job: name }) : name;
  return say(lang, 'alert.head', { job, what: formatState() });

  function formatState(): string {
    if (report === null || (state !== 'completed' && state !== 'incomplete')) {
      return formatMessage({ code: `alert.${state}`, params: {} }, lang);
    }
    const { rows } = report.summary;
    const { total } = rows;
    if (total === 0) return say(lang, 'alert.empty');
    if (state === 'completed') return say(lang, 'alert.completed', { total });
    return say(lang, 'alert.incomplete', { total, left: total - countWhere(rows, isDone) });
  }
}

/** Which run it was, what became of its rows, and what it took. */
function formatRun({ summary }: RunReport, lang: Lang): string[] {
  const { runId, rows, calls } = summary;
  const seconds = secondsOf(summary);
  const occurred = rowStatuses.filter((status) => rows[status] > 0);
  const counts = occurred.map(
    (status) => `${formatMessage({ code: `status.${status}`, params: {} }, lang)} ${rows[status]}`,
  );
  return [
    seconds === null
      ? say(lang, 'alert.run', { runId })
      : say(lang, 'alert.runTook', { runId, duration: formatDuration(seconds * 1000, lang) }),
    ...(counts.length > 0 ? [counts.join(' · ')] : []),
    ...(calls.put + calls.get + calls.list > 0 ? [say(lang, 'summary.calls', calls)] : []),
  ];
}

/** How long a run took, the pauses of a resumed one included; null where its end is not known. */
export function secondsOf({ startedAt, finishedAt }: RunReport['summary']): number | null {
  if (finishedAt === null) return null;
  return Math.max(0, Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000));
}

function formatWhy({ why, report, job: { lang } }: Alert): string[] {
  if (why === null) return [];
  const reason = formatMasked(why, lang);
  return [report === null ? reason : say(lang, 'summary.stopped', { reason })];
}

/** The names that a job file itself says: those of its columns and fields, of which none is a value. */
function knownColumns({ mapping }: Job): ReadonlySet<string> {
  const fields = mapping.fields.map(({ field }) => (field.kind === 'named' ? field.key : field.name));
  const joined = mapping.fields.map(({ columns }) => columns.join(' + '));
  return new Set([...columnsOf(mapping), ...fields, ...joined].map(headerKey));
}

function formatReason({ count, rows, example }: Reason, known: ReadonlySet<string>, lang: Lang): string {
  const { column } = example;
  const where = column !== null && known.has(headerKey(column)) ? `[${column}] ` : '';
  const reason = where + formatMasked(example.reason, lang);
  if (count === 1) return say(lang, 'summary.reason', { row: rows[0] ?? 0, reason });
  const listed = rows.join(', ') + (count > rows.length ? ', …' : '');
  return say(lang, 'summary.alikeReasons', { count, rows: listed, reason });
}
