import type { RowStatus } from '../contact/row-status.js';
import type { Job } from '../job/job.js';
import { notifyAddressesOf } from '../job/notify-addresses.js';
import { escapeControls } from '../messages/escape-controls.js';
import { formatMessage, say } from '../messages/message.js';
import { graceMs } from '../phases/calls/open-client.js';
import type { RunReport } from '../phases/report/report-phase.js';
import type { Plan, RunCallbacks } from '../phases/run-context.js';
import { isPlanToSend, showsPlan } from '../report/run-state.js';
import type { CommandContext } from './command.js';
import { exitCodeOf, refusedExit } from './exit-code.js';
import { printEnd, toProblem } from './print-end.js';
import { createProgressDisplay } from './progress-display.js';
import { showReport } from './show-report.js';
import { createTerminal, type Terminal } from './terminal.js';
import { formatFindings } from './words/finding-words.js';
import { formatPlan } from './words/plan-words.js';

export interface OperateFlags {
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Runs a piece of work with the job's progress and questions, shows its report, tells those whom the job names, and gives its exit code. */
export async function operate(
  job: Job,
  flags: OperateFlags,
  context: CommandContext,
  work: (callbacks: RunCallbacks) => Promise<RunReport>,
): Promise<number> {
  const { streams, interruption } = context;
  const terminal = createTerminal(job.lang, context);
  const progress = createProgressDisplay(terminal);
  let isAsked = false;
  let isDeclined = false;
  const callbacks: RunCallbacks = {
    onProgress: progress.show,
    onNote(note) {
      progress.close();
      terminal.note(escapeControls(formatMessage(note, job.lang)));
    },
    // A service counts calls; a person sees them in the summary.
    onCall: () => {},
    input: streams.stdin,
    interrupted: interruption.signal,
    async confirm(plan) {
      progress.close();
      if (flags.yes || !terminal.interactive) return true;
      isAsked = true;
      isDeclined = !(await askToSend(plan, job, terminal));
      return !isDeclined;
    },
    onOvertaken(why) {
      if (!flags.yes && !terminal.interactive) return false;
      terminal.note(escapeControls(formatMessage(why, job.lang)));
      return true;
    },
  };
  interruption.signal.addEventListener('abort', () =>
    terminal.note(say(job.lang, 'cli.stopping', { seconds: graceMs / 1000 })),
  );
  const report = await orTell(() => work(callbacks).finally(progress.close), job, terminal, context);
  // What was shown with the question is not said again.
  const toShow = isAsked ? { ...report, findings: [] } : report;
  showReport(toShow, isAsked ? [] : planOf(report, job, flags), flags.json ?? false, terminal);
  await printEnd(job, report, terminal, context);
  const { summary } = report;
  // A plan that was not approved is still one, and yet nothing that was asked for is done.
  if (isDeclined && showsPlan(summary)) return refusedExit;
  return exitCodeOf(summary, interruption.exitCode());
}

/** Whom a job names must be known before its run begins; of what ends it without a report they are told, too. */
async function orTell(
  work: () => Promise<RunReport>,
  job: Job,
  terminal: Terminal,
  context: CommandContext,
): Promise<RunReport> {
  notifyAddressesOf(job, context.variables);
  try {
    return await work();
  } catch (error) {
    await printEnd(job, toProblem(error), terminal, context);
    throw error;
  }
}

function askToSend(
  { total, toSend, statuses, summary, findings }: Plan,
  { api, baseline, lang }: Job,
  terminal: Terminal,
) {
  const { fields, examples } = summary;
  const shown = {
    total,
    toSend,
    fields,
    examples,
    checksum: null,
    counts: (status: RowStatus) => statuses.get(status) ?? 0,
  };
  const lines = [...formatFindings(findings, true, lang), ...formatPlan(shown, api.rates.put, lang)];
  for (const line of lines) terminal.note(line);
  if (baseline === 'none') terminal.note(say(lang, 'ask.replaceAll'));
  return terminal.ask(say(lang, 'ask.send'));
}

/** The plan of a run that has sent nothing. What is written to be kept by a program names no customer. */
function planOf({ summary, examples }: RunReport, { api, lang }: Job, { json }: OperateFlags): string[] {
  const { rows, plan } = summary;
  if (!isPlanToSend(summary) || plan === null) return [];
  const { toSend, fields, checksum } = plan;
  const counts = (status: RowStatus) => rows[status];
  const shown = { total: rows.total, toSend, fields, checksum, examples: json ? [] : examples, counts };
  return formatPlan(shown, api.rates.put, lang);
}
