import type { Finding } from '../../checkup/finding.js';
import { type RowStatus, rowStatuses } from '../../contact/row-status.js';
import { escapeControls } from '../../messages/escape-controls.js';
import { formatDuration, formatWindow } from '../../messages/format-duration.js';
import { formatMasked } from '../../messages/masked-words.js';
import { formatMessage, type Lang, type Message, say } from '../../messages/message.js';
import { viewTexts } from '../../messages/texts/view-texts.js';
import { formatCure, formatFinding } from '../finding-words.js';
import type { MeasuredLimit } from '../measured-limit.js';
import type { Quota } from '../quota.js';
import { isPlanToSend, showsPlan } from '../run-state.js';
import { formatTime, formatTook } from '../run-time.js';
import { shownStatus } from '../status-code.js';
import type { Summary } from '../summary.js';
import { judgeRun } from '../verdict.js';
import type { PageData, PlanFacts, StatusCount, Worded } from './page-data.js';

/** What is known of a run beyond its summary and its rows. */
export interface RunFacts {
  readonly lang: Lang;
  readonly stoppedBy: Message | null;
  /** What was said of the reading of the file and of the contacts. */
  readonly notes: readonly Message[];
  readonly quotas: PageData['quotas'];
  /** The limits of the job, against what the plan comes to; none where there is no plan. */
  readonly limits: readonly MeasuredLimit[];
  /** What the check-up of the file has found. */
  readonly findings: readonly Finding[];
  /** The most rows that the page is to hold. */
  readonly mostRows: number;
}

type Counted = Pick<PageData, 'causes' | 'fields' | 'timeline' | 'latency'>;

/** Puts what is known of a run into the words and numbers of its page. */
export function describeRun(
  summary: Summary,
  facts: RunFacts,
  counted: Counted,
  packed: { readonly problems: number; readonly others: number },
): PageData {
  const { lang, stoppedBy, notes, findings, quotas } = facts;
  const kind = isPlanToSend(summary) ? 'plan' : 'report';
  return {
    lang,
    kind,
    quotas,
    ...counted,
    title: formatTitle(summary, kind, lang),
    runId: summary.runId,
    zoneMinutes: zoneOf(summary.startedAt),
    verdict: judgeRun(summary, lang),
    stoppedBy: stoppedBy && formatBoth(stoppedBy, lang),
    facts: listFacts(summary, quotas.put, lang),
    notes: notes.map((note) => formatBoth(note, lang)),
    findings: showsPlan(summary) ? findings.map((_, place) => describeFinding(findings, place, lang)) : [],
    total: summary.rows.total,
    statuses: rowStatuses.map((status) => describeStatus(status, summary, lang)),
    window: formatWindow(quotas.put.perMs, lang),
    plan: kind === 'plan' ? describePlan(summary, facts) : null,
    leftOut: formatLeftOut(summary, facts, packed),
    texts: Object.fromEntries(Object.entries(viewTexts).map(([code, words]) => [code, words[lang]])),
  };
}

const formatBoth = (told: Message, lang: Lang): Worded => ({
  plain: capital(escapeControls(formatMessage(told, lang))),
  masked: capital(escapeControls(formatMasked(told, lang))),
});

function describeFinding(findings: readonly Finding[], place: number, lang: Lang): PageData['findings'][number] {
  const finding = findings[place] as Finding;
  const isLastOfKind = findings[place + 1]?.code !== finding.code;
  return {
    words: { plain: formatFinding(finding, true, lang), masked: formatFinding(finding, false, lang) },
    cure: isLastOfKind ? capital(formatCure(finding, lang)) : null,
  };
}

function formatTitle({ command, job }: Summary, kind: PageData['kind'], lang: Lang): string {
  if (command === 'check') return say(lang, 'page.title.check', { job });
  if (command === 'rollback')
    return say(lang, kind === 'plan' ? 'page.title.rollbackPlan' : 'page.title.rollback', { job });
  return say(lang, kind === 'plan' ? 'page.title.plan' : 'page.title.report', { job });
}

/** Times are told as the machine of the run had them, wherever the page is read. */
function zoneOf(time: string): number {
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)$/.exec(time) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function listFacts(summary: Summary, quota: Quota, lang: Lang): PageData['facts'] {
  const { runId, file, startedAt, finishedAt, calls, blankRows, rollbackOf, plan } = summary;
  const source = rollbackOf === null ? escapeControls(file.split(/[\\/]/).at(-1) ?? file) : null;
  const facts: readonly (readonly [string, string | null])[] = [
    [say(lang, 'page.fact.runId'), runId],
    [say(lang, 'page.fact.rollbackOf'), rollbackOf],
    [say(lang, 'page.fact.file'), source],
    [say(lang, 'page.fact.started'), formatTime(startedAt)],
    [say(lang, 'page.fact.finished'), finishedAt && formatTime(finishedAt)],
    [say(lang, 'page.fact.took'), formatTook(summary, lang)],
    [
      say(lang, 'page.fact.calls'),
      calls.put + calls.get + calls.list > 0 ? say(lang, 'page.fact.callsText', calls) : null,
    ],
    [say(lang, 'page.fact.quota'), summary.command === 'check' ? null : formatPace(quota, lang)],
    [say(lang, 'page.fact.blank'), blankRows > 0 ? say(lang, 'page.fact.blankText', { count: word(blankRows) }) : null],
    [say(lang, 'page.fact.checksum'), plan?.checksum ?? null],
  ];
  // Files are named after people.
  const hide = (value: string) => (value === source ? '••••' : value);
  return facts.flatMap(([label, value]) =>
    value === null ? [] : [[label, { plain: value, masked: hide(value) }] as const],
  );
}

const formatPace = (quota: Quota, lang: Lang): string =>
  say(lang, 'page.fact.quotaText', { limit: quota.limit, per: formatWindow(quota.perMs, lang) });

function describeStatus(status: RowStatus, summary: Summary, lang: Lang): StatusCount {
  const shown = shownStatus(status, summary);
  return {
    status: shown,
    label: capital(say(lang, `status.${shown}`)),
    meaning: say(lang, `page.meaning.${shown}`),
    count: summary.rows[status],
  };
}

function describePlan(summary: Summary, { limits, quotas: { put }, lang }: RunFacts): PlanFacts {
  const toSend = summary.rows.pending;
  return {
    toSend,
    clears: summary.replacesAll ? null : (summary.plan?.clears ?? 0),
    duration: toSend === 0 ? null : formatDuration((toSend / put.limit) * put.perMs, lang),
    pace: formatPace(put, lang),
    checksum: summary.plan?.checksum ?? null,
    limits: limits.map(({ name, limit, total, ...use }) => ({
      label: say(lang, `view.limit.${name}`),
      limit: limit === null ? null : String(limit),
      // Values are no part of the rows.
      ...{ total: name === 'clears' ? null : total },
      ...use,
    })),
  };
}

function formatLeftOut(
  { rows }: Summary,
  { mostRows, lang }: RunFacts,
  { problems, others }: { readonly problems: number; readonly others: number },
): string | null {
  if (problems + others === rows.total) return null;
  return say(lang, 'page.leftOut', {
    total: word(rows.total),
    problems: word(problems),
    others: word(others),
    most: word(mostRows),
  });
}

const word = (count: number): string => count.toLocaleString('en-US');

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
