#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { CommandContext } from './commands/command.js';
import { exitCodeOfError, refusedExit } from './commands/exit-code.js';
import { type InitFlags, initCommand } from './commands/init.js';
import { listenForSignals } from './commands/interruption.js';
import { reportCommand } from './commands/report.js';
import { applyCommand, resumeCommand, rollbackCommand } from './commands/resume.js';
import { checkCommand, planCommand, type RunFlags, runCommand } from './commands/run.js';
import { runsCommand } from './commands/runs.js';
import { type SandboxFlags, sandboxCommand } from './commands/sandbox.js';
import { langOfLocale, plain, wordRunError } from './commands/terminal.js';
import { readVariables } from './job/environment.js';
import { say } from './messages/message.js';
import { RunError } from './messages/run-error.js';
import { asRunError } from './run/database.js';

const unfinishedExit = 3;
const encodings = ['auto', 'utf-8', 'gb18030', 'utf-16le', 'utf-16be'];
const notYet = ['schedule', 'prune'];

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const lang = langOfLocale(process.env);
const text = (code: Parameters<typeof say>[1]) => say(lang, code as 'help.program');
const note = (words: string) => void process.stderr.write(`${words}\n`);

// Whatever happens without a word from a command is a failure: a run that just ends has not ended well.
process.exitCode = unfinishedExit;
// A reader that went away (| head) is no reason to leave a run half done.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);

const interruption = listenForSignals((code) => process.exit(code));

await buildProgram().parseAsync().catch(fail);

function buildProgram(): Command {
  const program = new Command('wefeng-import')
    .description(text('help.program'))
    .addHelpText('after', text('help.examples'))
    .version(version, '--version')
    .helpCommand(false)
    // What was typed comes back in the words of a mistake.
    .configureOutput({ writeErr: (words) => note(words.trimEnd().split('\n').map(plain).join('\n')) })
    .exitOverride()
    .showHelpAfterError();
  addJobCommands(program);
  addRunCommands(program);
  addMoreCommands(program);
  return program;
}

/** Commands that begin a run, from a job file. */
function addJobCommands(program: Command): void {
  const add = (name: string, help: 'help.run' | 'help.check' | 'help.plan', command: typeof runCommand) =>
    program
      .command(name)
      .description(text(help))
      .argument('<job>', text('help.job'))
      .option('--file <file>', text('help.file'))
      .option('--json', text('help.json'))
      .action((job: string, flags: RunFlags) => act((context) => command(job, flags, context)));
  add('run', 'help.run', runCommand).option('--yes', text('help.yes'));
  add('check', 'help.check', checkCommand);
  add('plan', 'help.plan', planCommand);
}

/** Commands about a run that there is. */
function addRunCommands(program: Command): void {
  type Help = 'help.apply' | 'help.resume' | 'help.rollback' | 'help.report';
  const add = (name: string, help: Help, command: typeof reportCommand) =>
    program
      .command(name)
      .description(text(help))
      .argument('<run>', text('help.runArgument'))
      .option('--json', text('help.json'))
      .action((run: string, flags: RunFlags) => act((context) => command(run, flags, context)));
  add('apply', 'help.apply', applyCommand).option('--yes', text('help.yes'));
  add('resume', 'help.resume', resumeCommand).option('--yes', text('help.yes'));
  add('rollback', 'help.rollback', rollbackCommand).option('--yes', text('help.yes'));
  add('report', 'help.report', reportCommand);
}

function addMoreCommands(program: Command): void {
  program
    .command('init')
    .description(text('help.init'))
    .argument('<file>', text('help.initFile'))
    .option('--out <job>', text('help.out'))
    .option('--sheet <name>', text('help.sheet'))
    .addOption(new Option('--encoding <name>', text('help.encoding')).choices(encodings).default('auto'))
    .option('--json', text('help.json'))
    .action((file: string, flags: InitFlags) => act((context) => initCommand(file, flags, lang, context)));
  program
    .command('runs')
    .description(text('help.runs'))
    .action(() => act((context) => runsCommand(lang, context)));
  program
    .command('sandbox')
    .description(text('help.sandbox'))
    .requiredOption('--contacts <file>', text('help.contacts'))
    .option('--port <n>', text('help.port'), toCount, 0)
    .option('--limit <n>', text('help.limit'), toCount, 60)
    .option('--per <ms>', text('help.per'), toCount, 60_000)
    .option('--fault <name=value>', text('help.fault'), (value: string, all: string[]) => [...all, value], [])
    .option('--seed <n>', text('help.seed'), toCount, 1)
    .option('--json', text('help.json'))
    .action((flags: SandboxFlags) => act((context) => sandboxCommand(flags, lang, context)));
  for (const name of notYet) {
    program
      .command(name, { hidden: true })
      .allowUnknownOption()
      .allowExcessArguments()
      .action(() => {
        note(say(lang, 'cli.notYet', { command: name }));
        process.exitCode = refusedExit;
      });
  }
}

async function act(command: (context: CommandContext) => Promise<number>): Promise<void> {
  process.exitCode = await command({ variables: readVariables(), interruption });
}

function toCount(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('a whole number');
  return Number(value);
}

function fail(error: unknown): void {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : refusedExit;
    return;
  }
  const problem = error instanceof RunError ? error : asRunError(error);
  if (problem === null) crash(error);
  note(wordRunError(problem, problem.lang ?? lang));
  process.exitCode = exitCodeOfError(problem.ending);
}

/** Messages of unforeseen errors may hold personal data or a signed URL: their kind and place are told, no more. */
function crash(error: unknown): never {
  const { name, stack = '' } = error instanceof Error ? error : { name: typeof error };
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  note([say(lang, 'cli.unexpected', { name }), ...frames].join('\n'));
  process.exit(unfinishedExit);
}
