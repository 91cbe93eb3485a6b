import { resolve } from 'node:path';
import { logDirOf } from '../job/environment.js';
import type { Job } from '../job/job.js';
import { loadJob } from '../job/load-job.js';
import { message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';
import type { RunReport } from '../run/report-phase.js';
import type { Operator } from '../run/run-context.js';
import { standardInput } from '../run/spool-input.js';
import { checkRun, type Order, startRun } from '../run/start-run.js';
import { type CommandContext, placeOf } from './command.js';
import { inLanguageOf } from './language.js';
import { operate } from './operate.js';

export interface RunFlags {
  readonly file?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `run <job>`: read, plan, send, report. */
export const runCommand = (jobPath: string, flags: RunFlags, context: CommandContext): Promise<number> =>
  withOrder(jobPath, flags, context, (order, operator) =>
    startRun(order, 'sent', placeOf(context, order.job.account), operator),
  );

/** `plan <job>`: read and plan; send nothing. */
export const planCommand = (jobPath: string, flags: RunFlags, context: CommandContext): Promise<number> =>
  withOrder(jobPath, flags, context, (order, operator) =>
    startRun(order, 'planned', placeOf(context, order.job.account), operator),
  );

/** `check <job>`: read and validate, offline. */
export function checkCommand(jobPath: string, flags: RunFlags, context: CommandContext): Promise<number> {
  return withOrder(jobPath, flags, context, (order, operator) =>
    checkRun(order, logDirOf(context.variables), operator),
  );
}

async function withOrder(
  jobPath: string,
  flags: RunFlags,
  context: CommandContext,
  execute: (order: Order, operator: Operator) => Promise<RunReport>,
): Promise<number> {
  const { job, jobFile } = await loadJob(jobPath);
  return inLanguageOf(job.lang, async () => {
    const order = { job, jobFile, sourcePath: await sourceOf(job, flags.file) };
    return operate(job, flags, context, (operator) => execute(order, operator));
  });
}

async function sourceOf({ sourceFile, inbox, path }: Job, file: string | undefined): Promise<string> {
  if (file === standardInput) return file;
  if (file !== undefined) return resolve(file);
  if (inbox !== null) throw refuse(message('source.inbox', { pattern: inbox.pattern, path }));
  if (sourceFile === null) throw refuse(message('source.none'));
  return sourceFile;
}
