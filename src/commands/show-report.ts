import { type RowStatus, rowStatuses } from '../contact/row.js';
import { type Lang, say, wordMessage } from '../messages/message.js';
import { plain } from '../plain.js';
import type { Reason } from '../report/reasons.js';
import type { Summary } from '../report/summary.js';
import { nearPath } from '../run/near-path.js';
import type { RunReport } from '../run/report-phase.js';
import { wordFindings } from './finding-words.js';
import { stateCode, statusCode, type Terminal, wordCode } from './terminal.js';

const mostReasons = 20;

/** Says how a run ended: one JSON line for programs, or the same in words; `plan` is shown with them. */
export function showReport(report: RunReport, plan: string[], json: boolean, terminal: Terminal): void {
  const { summary, reasons } = report;
  if (json) terminal.print(JSON.stringify(summary));
  const { lang } = terminal;
  const words = [...wordOpening(report, json, lang), wordReport(summary, reasons, plan, lang)].join('\n');
  if (json) terminal.note(words);
  else terminal.print(words);
}

/** What is to be said of the file comes first, as long as nothing was sent. What programs keep names no customer. */
function wordOpening({ summary, findings }: RunReport, json: boolean, lang: Lang): string[] {
  const { state, command, rows } = summary;
  if (state !== 'planned') return [];
  if (findings.length > 0) return wordFindings(findings, !json, lang);
  return command === 'check' && rows.total > 0 ? [say(lang, 'finding.none')] : [];
}

function wordReport(summary: Summary, reasons: readonly Reason[], plan: string[], lang: Lang): string {
  const { runId, rows, blankRows, calls, stoppedBy, state } = summary;
  const lines = [
    say(lang, 'summary.head', { runId, state: wordCode(stateCode(summary), lang), total: rows.total }),
    ...plan,
    ...(rows.total > 0 && plan.length === 0 ? [wordCounts(summary, lang)] : []),
    ...(rows.total === 0 && (state === 'completed' || state === 'planned') ? [say(lang, 'summary.empty')] : []),
    ...(blankRows > 0 ? [say(lang, 'summary.blank', { count: blankRows })] : []),
    ...(calls.put + calls.get + calls.list > 0 ? [say(lang, 'summary.calls', calls)] : []),
    ...(stoppedBy ? [say(lang, 'summary.stopped', { reason: plain(stoppedBy.message) })] : []),
    ...wordReasons(reasons, lang),
    ...wordNext(summary, lang),
    say(lang, 'summary.page', { path: nearPath(summary.files.page) }),
    say(lang, 'summary.report', { path: nearPath(summary.files.report) }),
    ...(reasons.length > 0 ? [wordFailed(summary, lang)] : []),
  ];
  return lines.join('\n');
}

/** What can be done with the run now. */
function wordNext({ runId, command, state, rows, stoppedBy }: Summary, lang: Lang): string[] {
  if (command === 'check') return [];
  if (state === 'planned') {
    const isToSend = stoppedBy === null && rows.pending > 0;
    return isToSend ? [say(lang, 'summary.apply', { command: `wefeng-import apply ${runId}` })] : [];
  }
  if (state === 'completed') return [];
  return [say(lang, 'summary.resume', { command: `wefeng-import resume ${runId}` })];
}

const wordFailed = ({ command, files }: Summary, lang: Lang): string =>
  say(lang, command === 'rollback' ? 'summary.failedRollback' : 'summary.failed', { path: nearPath(files.failed) });

function wordCounts({ rows, command }: Summary, lang: Lang): string {
  const nameOf = (status: RowStatus) => (command === 'check' && status === 'pending' ? 'passed' : status);
  const occurred = rowStatuses.filter((status) => rows[status] > 0);
  return `  ${occurred.map((status) => `${wordCode(statusCode(nameOf(status)), lang)} ${rows[status]}`).join(' · ')}`;
}

function wordReasons(reasons: readonly Reason[], lang: Lang): string[] {
  if (reasons.length === 0) return [];
  const shown = reasons.slice(0, mostReasons).map(({ count, rows, example }) => {
    const where = example.column === null ? '' : `[${example.column}] `;
    const reason = plain(where + wordMessage(example.reason, lang));
    const [row = 0] = rows;
    if (count === 1) return `  ${say(lang, 'summary.reason', { row, reason })}`;
    const listed = rows.join(', ') + (count > rows.length ? ', …' : '');
    return `  ${say(lang, 'summary.alikeReasons', { count, rows: listed, reason })}`;
  });
  const more = reasons.length - shown.length;
  return [
    say(lang, 'summary.reasons'),
    ...shown,
    ...(more > 0 ? [`  ${say(lang, 'summary.moreReasons', { count: more })}`] : []),
  ];
}
