import type { Job } from '../job/job.js';
import { escapeControls } from '../messages/escape-controls.js';
import { formatMessage, message } from '../messages/message.js';
import { RunError } from '../messages/run-error.js';
import type { RunReport } from '../phases/report/report-phase.js';
import { notifyEnd } from '../service/alerts/notify.js';
import { asRunError } from '../store/disk-error.js';
import type { Host } from './command.js';
import type { Terminal } from './terminal.js';

/** Tells those whom the job names how its run ended; says here when that could not be done, and changes nothing else. */
export async function printEnd(job: Job, end: RunReport | RunError, terminal: Terminal, context: Host): Promise<void> {
  // The person at the terminal has pressed Ctrl-C and needs no alert.
  if (context.interruption.exitCode() === 130 && isWatched(context)) return;
  const failures = await notifyEnd(job, end, context.variables, context.interruption.signal);
  for (const failure of failures) terminal.note(escapeControls(formatMessage(failure, job.lang)));
}

/** Whatever has ended a run, as a problem that can be told of. */
export function toProblem(error: unknown): RunError {
  if (error instanceof RunError) return error;
  const name = error instanceof Error ? error.name : typeof error;
  return asRunError(error) ?? new RunError('stopped', message('cli.unexpected', { name }));
}

const isWatched = ({ streams: { stdin, stderr } }: Host): boolean => Boolean(stdin.isTTY || stderr.isTTY);
