import type { Job } from '../job/job.js';
import { say } from '../messages/message.js';
import type { RunReport } from '../run/report-phase.js';
import type { Operator, PlanCounts } from '../run/run-context.js';
import type { CommandContext } from './command.js';
import { exitCodeOf } from './exit-code.js';
import { createProgressDisplay } from './progress-display.js';
import { showReport } from './show-report.js';
import { createTerminal, type Terminal, wordDuration } from './terminal.js';

/** Runs a piece of work with the job's progress and questions, shows its report, and gives its exit code. */
export async function operate(
  job: Job,
  flags: { readonly yes?: boolean; readonly json?: boolean },
  { interruption }: CommandContext,
  work: (operator: Operator) => Promise<RunReport>,
): Promise<number> {
  const terminal = createTerminal(job.lang);
  const progress = createProgressDisplay(terminal, job.api.rate);
  const operator: Operator = {
    onProgress: progress.show,
    interrupted: interruption.signal,
    confirm(plan) {
      progress.close();
      return askToSend(plan, job, terminal, flags.yes ?? false);
    },
  };
  interruption.signal.addEventListener('abort', () => terminal.note(say(job.lang, 'cli.stopping')));
  const report = await work(operator).finally(progress.close);
  showReport(report, flags.json ?? false, terminal);
  return exitCodeOf(report.summary, interruption.exitCode());
}

async function askToSend(plan: PlanCounts, { api }: Job, terminal: Terminal, yes: boolean): Promise<boolean> {
  if (yes || !terminal.interactive) return true;
  const windows = Math.floor(Math.max(0, plan.toSend - 1) / api.rate.limit);
  const duration = wordDuration(windows * api.rate.perMs, terminal.lang);
  return terminal.ask(say(terminal.lang, 'ask.send', { ...plan, duration }));
}
