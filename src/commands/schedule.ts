import { logDirOf } from '../job/environment.js';
import { type Lang, message, say, wordMessage } from '../messages/message.js';
import { RunError } from '../messages/run-error.js';
import { plain } from '../plain.js';
import { openBook } from '../schedule/book.js';
import type { DispatcherTools, Observer } from '../schedule/dispatcher.js';
import type { RunEnd } from '../schedule/firing.js';
import type { FiringEnd } from '../schedule/firings.js';
import { createJobFiles } from '../schedule/job-files.js';
import { localTime } from '../schedule/local-time.js';
import { fireOnce, runService } from '../schedule/service.js';
import type { Tell } from '../schedule/tell.js';
import { createTurns } from '../schedule/turns.js';
import type { CommandContext } from './command.js';
import { exitCodeOf, exitCodeOfError } from './exit-code.js';
import { createTerminal } from './terminal.js';

export interface ScheduleFlags {
  readonly once?: boolean;
}

/** `schedule [jobs…]`: the cron service; with `--once`, one firing of each job. */
export async function scheduleCommand(
  paths: readonly string[],
  flags: ScheduleFlags,
  lang: Lang,
  context: CommandContext,
): Promise<number> {
  const { variables, interruption } = context;
  const logDir = logDirOf(variables);
  const tell = createTell(lang, context);
  const book = openBook(logDir);
  const stopping = interruption.signal;
  const tools: DispatcherTools = {
    ...{ book, turns: createTurns(), tell, stopping },
    onCall: () => {},
    alert: async () => {},
    alertOf: async () => {},
  };
  let cutShort = false;
  const observer: Observer = {
    onRunning: () => {},
    onNext: () => {},
    onGone: () => {},
    onFiring(_job, _outcome, end) {
      if (end !== null && !(end instanceof RunError)) cutShort ||= end.some(isCutShort);
    },
  };
  stopping.addEventListener('abort', () => tell('info', message('schedule.stopping')), { once: true });
  const files = createJobFiles(paths.length > 0 ? paths : ['jobs'], { logDir, variables, mustSayWhen: !flags.once });
  try {
    const order = { files, logDir, tools, observer };
    if (flags.once) return worstOf(await fireOnce(order), interruption.exitCode());
    await runService(order);
    return cutShort ? (interruption.exitCode() ?? 0) : 0;
  } finally {
    tell('info', message('schedule.ended'));
    book.close();
  }
}

const isCutShort = ({ end }: RunEnd): boolean =>
  typeof end === 'object' && !(end instanceof RunError) && end.summary.state === 'interrupted';

/** The exit code of several firings: that which most needs somebody to look. */
function worstOf(ends: readonly FiringEnd[], signalExit: number | null): number {
  const codes = ends.flatMap((end) => (end instanceof RunError ? [exitCodeOfError(end.ending)] : end.map(codeOf)));
  if (signalExit !== null && codes.includes(signalExit)) return signalExit;
  return [3, 1, 4, 2].find((code) => codes.includes(code)) ?? 0;

  function codeOf({ end }: RunEnd): number {
    if (end instanceof RunError) return exitCodeOfError(end.ending);
    if (typeof end === 'object') return exitCodeOf(end.summary, signalExit);
    return { tooLate: 4, stopped: signalExit ?? 3, unforeseen: 3 }[end];
  }
}

/** Lines on stderr: the time, the job, and what there is to say. What runs say of files and customers is masked. */
function createTell(lang: Lang, context: CommandContext): Tell {
  const terminal = createTerminal(lang, context);
  return (_level, what, { job, details = [] } = {}) => {
    const words = what.code.startsWith('schedule.') ? wordMessage(what, lang) : say(lang, 'schedule.ended');
    terminal.note(plain([localTime(new Date()), ...(job ? [`[${job}]`] : []), words].join(' ')));
    for (const { where, why } of details) terminal.note(plain(`  ${where}: ${wordMessage(why, lang)}`));
  };
}
