import { resolve } from 'node:path';
import type { Job } from '../job/job.js';
import { loadJob } from '../job/load-job.js';
import { message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';
import type { RunReport } from '../phases/report/report-phase.js';
import type { RunCallbacks } from '../phases/run-context.js';
import type { RunCommand } from '../report/run-state.js';
import { nearPath } from '../runs/near-path.js';
import { checkRun, type Order, startRun } from '../runs/start-run.js';
import { standardInput } from '../source/standard-input.js';
import { orGoOnBy } from '../store/disk-error.js';
import { type CommandContext, placeOf } from './command.js';
import { inLanguageOf } from './language.js';
import { operate } from './operate.js';
import { shellWord } from './words/shell-word.js';

export interface RunFlags {
  readonly file?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `run <job>`: read, plan, send, report. */
export const runCommand = async (jobPath: string, flags: RunFlags, context: CommandContext): Promise<number> =>
  withOrder({ command: 'run', ...(await loadJob(jobPath)) }, flags, context, (order, callbacks) =>
    startRun(order, 'sent', placeOf(context, order.job.account), callbacks),
  );

/** `plan <job>`: read and plan; send nothing. */
export const planCommand = async (jobPath: string, flags: RunFlags, context: CommandContext): Promise<number> =>
  withOrder(untold({ command: 'plan', ...(await loadJob(jobPath)) }), flags, context, (order, callbacks) =>
    startRun(order, 'planned', placeOf(context, order.job.account), callbacks),
  );

/** `check <job>`: read and validate, offline. */
export const checkCommand = async (jobPath: string, flags: RunFlags, context: CommandContext): Promise<number> =>
  withOrder(untold({ command: 'check', ...(await loadJob(jobPath)) }), flags, context, (order, callbacks) =>
    checkRun(order, context.stores.runs, callbacks),
  );

interface JobOrder extends Pick<Order, 'job' | 'jobFile'> {
  readonly command: RunCommand;
}

/** Of what sends nothing nobody is told but the one who asked. */
const untold = (order: JobOrder): JobOrder => ({ ...order, job: { ...order.job, notify: null } });

const withOrder = (
  { command, job, jobFile }: JobOrder,
  flags: RunFlags,
  context: CommandContext,
  execute: (order: Order, callbacks: RunCallbacks) => Promise<RunReport>,
): Promise<number> =>
  inLanguageOf(job.lang, () =>
    operate(job, flags, context, async (callbacks) => {
      const sourcePath = await sourceOf(job, flags.file);
      const again = ['wefeng-import', command, shellWord(nearPath(job.path)), ...fileFlag(flags)].join(' ');
      return orGoOnBy(again, nearPath(job.path), () => execute({ job, jobFile, sourcePath }, callbacks));
    }),
  );

const fileFlag = ({ file }: RunFlags): string[] => (file === undefined ? [] : ['--file', shellWord(file)]);

async function sourceOf({ sourceFile, inbox, path }: Job, file: string | undefined): Promise<string> {
  if (file === standardInput) return file;
  if (file !== undefined) return resolve(file);
  if (inbox !== null) throw refuse(message('source.inbox', { pattern: inbox.pattern, path }));
  if (sourceFile === null) throw refuse(message('source.none'));
  return sourceFile;
}
