import { type InitOrder, type ProposedJob, proposeJob } from '../init/propose-job.js';
import { formatQuestion } from '../init/write-job.js';
import { accountVariables, logDirOf } from '../job/environment.js';
import { isAccountName } from '../job/schema.js';
import { escapeControls } from '../messages/escape-controls.js';
import { formatMessage, type Lang, type Message, message, say } from '../messages/message.js';
import { RunError, refuse } from '../messages/run-error.js';
import { graceMs } from '../phases/calls/open-client.js';
import type { ApiTarget } from '../phases/run-context.js';
import { nearPath } from '../runs/near-path.js';
import { type CommandContext, placeOf } from './command.js';
import { createTerminal, type Terminal } from './terminal.js';

export interface InitFlags {
  readonly out?: string;
  readonly sheet?: string;
  readonly account?: string;
  readonly encoding: InitOrder['encoding'];
  readonly json?: boolean;
}

/** `init <file>`: write a job file for a file. */
export async function initCommand(
  file: string,
  flags: InitFlags,
  lang: Lang,
  context: CommandContext,
): Promise<number> {
  const terminal = createTerminal(lang, context);
  const account = accountNameOf(flags);
  const order = { file, out: flags.out ?? null, sheet: flags.sheet ?? null, account, encoding: flags.encoding, lang };
  const { signal, exitCode } = context.interruption;
  signal.addEventListener('abort', () => terminal.note(say(lang, 'cli.stopping', { seconds: graceMs / 1000 })));
  try {
    const { place, note } = findPlace(account, context, lang);
    const proposed = await proposeJob(order, logDirOf(context.variables), place, signal);
    const notes = note === null ? proposed.notes : [...proposed.notes, note];
    showProposed({ ...proposed, notes }, flags.json ?? false, terminal);
    return 0;
  } catch (error) {
    if (signal.aborted && error === signal.reason) return exitCode() ?? 1;
    throw error;
  }
}

function accountNameOf({ account }: InitFlags): string | null {
  if (account === undefined) return null;
  if (!isAccountName(account)) throw refuse(message('init.accountName', { received: account }));
  return account;
}

/** Where the account is; no place, and a word about it, where the environment does not say. */
function findPlace(
  account: string | null,
  context: CommandContext,
  lang: Lang,
): { place: ApiTarget | null; note: Message | null } {
  const { baseUrl: baseUrlName, secret: secretName } = accountVariables(account);
  const { variables } = context;
  if (!variables[baseUrlName] && !variables[secretName]) {
    return { place: null, note: message('init.noAccount', { baseUrlName, secretName }) };
  }
  try {
    return { place: placeOf(context, account), note: null };
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    return {
      place: null,
      note: message('init.accountUnread', { baseUrlName, secretName, reason: formatMessage(error.why, lang) }),
    };
  }
}

function showProposed(
  { path, mapped, unused, questions, notes }: ProposedJob,
  json: boolean,
  terminal: Terminal,
): void {
  const { lang } = terminal;
  const near = nearPath(path);
  const leftToDecide = questions.map((question) => formatQuestion(question, lang));
  for (const note of notes) terminal.note(escapeControls(formatMessage(note, lang)));
  terminal.note(say(lang, 'init.written', { mapped, unused }));
  if (leftToDecide.length > 0) terminal.note(say(lang, 'init.leftToDecide', { count: leftToDecide.length }));
  leftToDecide.forEach((words, index) => {
    terminal.note(`  ${index + 1}. ${escapeControls(words)}`);
  });
  terminal.note(say(lang, 'init.next', { command: `wefeng-import check ${escapeControls(near)}` }));
  terminal.print(json ? JSON.stringify({ job: path, leftToDecide }) : near);
}
