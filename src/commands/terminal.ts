import { createInterface } from 'node:readline';
import { escapeControls } from '../messages/escape-controls.js';
import { formatMessage, type Lang } from '../messages/message.js';
import type { RunError } from '../messages/run-error.js';
import type { Host, Output } from './command.js';

/** The person's side of a command: the results on stdout, everything else on stderr. */
export interface Terminal {
  readonly lang: Lang;
  /** Whether a person is there to be asked. */
  readonly interactive: boolean;
  readonly stderr: Output;
  print(text: string): void;
  note(text: string): void;
  ask(question: string): Promise<boolean>;
}

export function createTerminal(lang: Lang, context: Host): Terminal {
  const { stdin, stdout, stderr } = context.streams;
  return {
    lang,
    interactive: Boolean(stdin.isTTY && stderr.isTTY),
    stderr,
    print: (text) => void stdout.write(`${text}\n`),
    note: (text) => void stderr.write(`${text}\n`),
    ask: (question) => askOnTerminal(question, context),
  };
}

/** The language of messages before a job has said its own: that of the locale, Chinese where it says neither. */
export const langOfLocale = (variables: Readonly<Record<string, string | undefined>>): Lang =>
  /^en/i.test(variables.LC_ALL || variables.LC_MESSAGES || variables.LANG || '') ? 'en' : 'zh';

/** A problem of the run as a person reads it: what happened, then each place. */
export function formatRunError(error: RunError, lang: Lang): string {
  const details = error.details.map(({ where, why }) => `  ${where}: ${formatMessage(why, lang)}`);
  return [escapeControls(formatMessage(error.why, lang)), ...details.map(escapeControls)].join('\n');
}

/** Anything but yes is no; so is a signal, and Ctrl-C, which the reader would keep to itself. */
function askOnTerminal(question: string, { streams, interruption }: Host): Promise<boolean> {
  const reader = createInterface({ input: streams.stdin, output: streams.stderr });
  const leave = () => reader.close();
  interruption.signal.addEventListener('abort', leave);
  return new Promise((resolve) => {
    reader.once('SIGINT', () => interruption.interrupt('SIGINT'));
    reader.once('close', () => {
      interruption.signal.removeEventListener('abort', leave);
      resolve(false);
    });
    reader.question(question, (answer) => {
      resolve(/^y(es)?$/i.test(answer.trim()));
      reader.close();
    });
  });
}
