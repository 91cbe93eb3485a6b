import { logDirOf } from '../job/environment.js';
import { type Lang, message, say } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';
import { toMoment } from '../runs/age.js';
import { hasState, type StateFilter } from '../runs/choose-runs.js';
import { readRuns } from '../runs/read-run.js';
import { withSizes } from '../runs/with-sizes.js';
import type { CommandContext } from './command.js';
import { createTerminal } from './terminal.js';
import { describeRun, formatNext, formatRuns } from './words/run-words.js';

export interface RunsFlags {
  readonly job?: string;
  readonly state?: StateFilter;
  readonly since?: string;
  readonly limit?: number;
  readonly json?: boolean;
}

/** `runs`: the runs that the flags ask for, newest first, with how each stands. */
export async function runsCommand(flags: RunsFlags, lang: Lang, context: CommandContext): Promise<number> {
  const terminal = createTerminal(lang, context);
  const logDir = logDirOf(context.variables);
  const since = sinceOf(flags.since);
  const { runs } = context.stores;
  const all = await readRuns((await runs.list(flags.job ?? null)).runs, runs);
  const wanted = all
    .filter((run) => hasState(run, flags.state ?? null) && run.startedAt.getTime() >= since)
    .slice(0, flags.limit);
  const sized = await withSizes(wanted, runs);
  if (wanted.length === 0) terminal.note(say(lang, all.length === 0 ? 'runs.none' : 'runs.noneSuch', { logDir }));
  const lines = flags.json ? [JSON.stringify({ runs: sized.map(describeRun) })] : formatRuns(sized, lang);
  for (const line of lines) terminal.print(line);
  for (const line of formatNext(sized, lang)) terminal.note(line);
  return 0;
}

function sinceOf(text: string | undefined): number {
  const moment = text === undefined ? new Date(Number.NEGATIVE_INFINITY) : toMoment(text, new Date());
  if (moment === null) throw refuse(message('runs.badSince', { value: text ?? '' }));
  return text === undefined ? Number.NEGATIVE_INFINITY : moment.getTime();
}
