#!/usr/bin/env node
import { unfinishedExit } from './commands/exit-code.js';
import { createInterruption } from './commands/interruption.js';
import { runProgram } from './commands/program.js';
import { langOfLocale } from './commands/terminal.js';
import { say } from './messages/message.js';

// Whatever happens without a word from a command is a failure: a run that just ends has not ended well.
process.exitCode = unfinishedExit;
// A reader that went away (| head) is no reason to leave a run half done.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);

const interruption = createInterruption((code) => process.exit(code));
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interruption.interrupt(name));

// Its streams are opened when they are used.
const host = { variables: process.env, streams: process, interruption };
process.exitCode = await runProgram(process.argv.slice(2), host).catch(crash);

/** Messages of unforeseen errors may hold personal data or a signed URL: their kind and place are told, no more. */
function crash(error: unknown): never {
  const { name, stack = '' } = error instanceof Error ? error : { name: typeof error };
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const words = say(langOfLocale(process.env), 'cli.unexpected', { name });
  process.stderr.write(`${[words, ...frames].join('\n')}\n`);
  process.exit(unfinishedExit);
}
