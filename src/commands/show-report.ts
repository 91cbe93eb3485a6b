import { type RowStatus, rowStatuses } from '../contact/row-status.js';
import { escapeControls } from '../messages/escape-controls.js';
import { formatCode, formatMessage, type Lang, say } from '../messages/message.js';
import type { RunReport } from '../phases/report/report-phase.js';
import type { Reason } from '../report/reasons.js';
import { showsPlan } from '../report/run-state.js';
import { shownStatus, statusCode } from '../report/status-code.js';
import type { Summary } from '../report/summary.js';
import { judgeRun } from '../report/verdict.js';
import { nearPath } from '../runs/near-path.js';
import type { Terminal } from './terminal.js';
import { formatFindings } from './words/finding-words.js';

const mostReasons = 20;

/** Says how a run ended: one JSON line for programs, or the same in words; `plan` is shown with them. */
export function showReport(report: RunReport, plan: string[], json: boolean, terminal: Terminal): void {
  const { summary, reasons } = report;
  if (json) terminal.print(JSON.stringify(summary));
  const { lang } = terminal;
  const words = [...formatOpening(report, json, lang), formatReport(summary, reasons, plan, lang)].join('\n');
  if (json) terminal.note(words);
  else terminal.print(words);
}

/** What is to be said of the file comes first, as long as nothing was sent. What programs keep names no customer. */
function formatOpening({ summary, findings }: RunReport, json: boolean, lang: Lang): string[] {
  const { command, rows } = summary;
  if (!showsPlan(summary)) return [];
  if (findings.length > 0) return formatFindings(findings, !json, lang);
  return command === 'check' && rows.total > 0 ? [say(lang, 'finding.none')] : [];
}

/** In the order and the words of report.html: did it work, what must I do; how many of what; why; at what cost; where. */
function formatReport(summary: Summary, reasons: readonly Reason[], plan: string[], lang: Lang): string {
  const { rows, blankRows, calls } = summary;
  const lines = [
    ...formatVerdict(summary, lang),
    ...plan,
    ...(rows.total > 0 && plan.length === 0 ? [formatCounts(summary, lang)] : []),
    ...formatReasons(reasons, lang),
    ...(blankRows > 0 ? [say(lang, 'summary.blank', { count: blankRows })] : []),
    ...(calls.put + calls.get + calls.list > 0 ? [say(lang, 'summary.calls', calls)] : []),
    ...formatFiles(summary, reasons.length > 0, lang),
  ];
  return lines.join('\n');
}

function formatVerdict(summary: Summary, lang: Lang): string[] {
  const { runId, stoppedBy } = summary;
  const { title, sentence, steps } = judgeRun(summary, lang);
  const words = steps.map(({ text, command }) => (command === null ? text : `${text} ${command}`));
  return [
    say(lang, 'summary.head', { runId, title }),
    sentence,
    ...(stoppedBy ? [say(lang, 'summary.stopped', { reason: escapeControls(stoppedBy.message) })] : []),
    ...(words.length === 1
      ? [say(lang, 'summary.next') + (lang === 'zh' ? '' : ' ') + words.join()]
      : [say(lang, 'summary.next'), ...words.map((step, index) => `  ${index + 1}. ${step}`)]),
  ];
}

const formatFiles = ({ command, files }: Summary, hasFailed: boolean, lang: Lang): string[] => [
  say(lang, 'summary.page', { path: nearPath(files.page) }),
  say(lang, 'summary.book', { path: nearPath(files.book) }),
  ...(hasFailed ? [say(lang, rowsLeft(command), { path: nearPath(files.failedBook ?? files.failed) })] : []),
];

/** What was not restored, and what was only checked, is nothing to import again. */
function rowsLeft(command: Summary['command']) {
  if (command === 'rollback') return 'summary.failedRollback';
  return command === 'check' ? 'summary.failedCheck' : 'summary.failed';
}

function formatCounts(summary: Summary, lang: Lang): string {
  const { rows } = summary;
  const nameOf = (status: RowStatus) => formatCode(statusCode(shownStatus(status, summary)), lang);
  const occurred = rowStatuses.filter((status) => rows[status] > 0);
  const listed = occurred.map((status) => `${nameOf(status)} ${rows[status].toLocaleString('en-US')}`);
  return say(lang, 'summary.counts', { counts: listed.join(' · ') });
}

function formatReasons(reasons: readonly Reason[], lang: Lang): string[] {
  if (reasons.length === 0) return [];
  const shown = reasons.slice(0, mostReasons).map(({ count, rows, example }) => {
    const where = example.column === null ? '' : `[${example.column}] `;
    const reason = escapeControls(where + formatMessage(example.reason, lang));
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
