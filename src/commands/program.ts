import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { findEnvExposure, logDirOf, readVariables } from '../job/environment.js';
import { escapeControls } from '../messages/escape-controls.js';
import { formatMessage, type Lang, say } from '../messages/message.js';
import { RunError } from '../messages/run-error.js';
import { stateFilters } from '../runs/choose-runs.js';
import { asRunError } from '../store/disk-error.js';
import { openLocalStores } from '../store/sqlite/local-stores.js';
import type { CommandContext, Host, Streams } from './command.js';
import { exitCodeOfError, refusedExit, unfinishedExit } from './exit-code.js';
import type { InitFlags } from './init.js';
import type { OperateFlags } from './operate.js';
import type { PruneFlags } from './prune.js';
import type { RunFlags } from './run.js';
import type { RunsFlags } from './runs.js';
import type { SandboxFlags } from './sandbox.js';
import type { ScheduleFlags } from './schedule.js';
import { formatRunError, langOfLocale } from './terminal.js';

/** Does what a command does, and takes its exit code for that of the program. */
type Act = (command: (context: CommandContext) => Promise<number>) => Promise<void>;

type Help = 'help.run' | 'help.check' | 'help.plan' | 'help.apply' | 'help.resume' | 'help.rollback' | 'help.report';

const encodings = ['auto', 'utf-8', 'gb18030', 'utf-16le', 'utf-16be'];

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/**
 * The program: does what the arguments ask for.
 * @param argv what was typed after the program's name
 * @param host the variables are those of the environment alone; a `.env` file of the working directory is added here
 * @returns the exit code; whatever was foreseen has been said on stderr
 * @throws whatever nobody foresaw
 */
export async function runProgram(argv: readonly string[], host: Host): Promise<number> {
  const lang = langOfLocale(host.variables);
  // Whatever happens without a word from a command is a failure: a run that just ends has not ended well.
  let exitCode = unfinishedExit;
  const act: Act = async (command) => {
    const variables = readVariables(host.variables);
    const exposure = findEnvExposure();
    if (exposure) host.streams.stderr.write(`${formatMessage(exposure, lang)}\n`);
    // The one place that says in what everything is kept.
    const stores = openLocalStores(logDirOf(variables));
    exitCode = await command({ ...host, variables, stores });
  };
  try {
    await buildProgram(lang, host.streams, act).parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return endOf(await orRescue(error), lang, host.streams);
  }
}

function buildProgram(lang: Lang, { stdout, stderr }: Streams, act: Act): Command {
  const program = new Command('wefeng-import')
    .description(say(lang, 'help.program'))
    .addHelpText('after', say(lang, 'help.examples'))
    .version(version, '--version')
    .helpCommand(false)
    .configureOutput({
      writeOut: (words) => void stdout.write(words),
      // What was typed comes back in the words of a mistake.
      writeErr: (words) => void stderr.write(`${words.trimEnd().split('\n').map(escapeControls).join('\n')}\n`),
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stderr.columns ?? 80,
    })
    .exitOverride()
    .showHelpAfterError();
  addJobCommands(program, lang, act);
  addRunCommands(program, lang, act);
  addMoreCommands(program, lang, act);
  addPastCommands(program, lang, act);
  return program;
}

// A command is loaded when it is called: help and a mistake of typing need nothing of what a run needs.

/** Commands that begin a run, from a job file. */
function addJobCommands(program: Command, lang: Lang, act: Act): void {
  type JobCommand = (job: string, flags: RunFlags, context: CommandContext) => Promise<number>;
  const add = (name: string, help: Help, load: () => Promise<JobCommand>) =>
    program
      .command(name)
      .description(say(lang, help))
      .argument('<job>', say(lang, 'help.job'))
      .option('--file <file>', say(lang, 'help.file'))
      .option('--json', say(lang, 'help.json'))
      .action((job: string, flags: RunFlags) => act(async (context) => (await load())(job, flags, context)));
  add('run', 'help.run', async () => (await import('./run.js')).runCommand).option('--yes', say(lang, 'help.yes'));
  add('check', 'help.check', async () => (await import('./run.js')).checkCommand);
  add('plan', 'help.plan', async () => (await import('./run.js')).planCommand);
}

/** Commands about a run that there is. */
function addRunCommands(program: Command, lang: Lang, act: Act): void {
  type RunCommand = (run: string, flags: OperateFlags, context: CommandContext) => Promise<number>;
  const add = (name: string, help: Help, load: () => Promise<RunCommand>) =>
    program
      .command(name)
      .description(say(lang, help))
      .argument('<run>', say(lang, 'help.runArgument'))
      .option('--json', say(lang, 'help.json'))
      .action((run: string, flags: OperateFlags) => act(async (context) => (await load())(run, flags, context)));
  const yes = say(lang, 'help.yes');
  add('apply', 'help.apply', async () => (await import('./resume.js')).applyCommand).option('--yes', yes);
  add('resume', 'help.resume', async () => (await import('./resume.js')).resumeCommand).option('--yes', yes);
  add('rollback', 'help.rollback', async () => (await import('./resume.js')).rollbackCommand).option('--yes', yes);
  add('report', 'help.report', async () => (await import('./report.js')).reportCommand);
}

function addMoreCommands(program: Command, lang: Lang, act: Act): void {
  program
    .command('init')
    .description(say(lang, 'help.init'))
    .argument('<file>', say(lang, 'help.initFile'))
    .option('--out <job>', say(lang, 'help.out'))
    .option('--account <name>', say(lang, 'help.account'))
    .option('--sheet <name>', say(lang, 'help.sheet'))
    .addOption(new Option('--encoding <name>', say(lang, 'help.encoding')).choices(encodings).default('auto'))
    .option('--json', say(lang, 'help.json'))
    .action((file: string, flags: InitFlags) =>
      act(async (context) => (await import('./init.js')).initCommand(file, flags, lang, context)),
    );
  program
    .command('schedule')
    .description(say(lang, 'help.schedule'))
    .argument('[jobs...]', say(lang, 'help.jobs'))
    .option('--once', say(lang, 'help.once'))
    .addOption(new Option('--health-port <n>', say(lang, 'help.healthPort')).argParser(toCount).conflicts('once'))
    .option('--health-host <address>', say(lang, 'help.healthHost'), '127.0.0.1')
    .action((jobs: string[], flags: ScheduleFlags) =>
      act(async (context) => (await import('./schedule.js')).scheduleCommand(jobs, flags, lang, context)),
    );
  program
    .command('sandbox')
    .description(say(lang, 'help.sandbox'))
    .requiredOption('--contacts <file>', say(lang, 'help.contacts'))
    .option('--port <n>', say(lang, 'help.port'), toCount, 0)
    .option('--limit <n>', say(lang, 'help.limit'), toCount, 60)
    .option('--per <duration>', say(lang, 'help.per'), '60s')
    .option('--fault <name=value>', say(lang, 'help.fault'), (value: string, all: string[]) => [...all, value], [])
    .option('--seed <n>', say(lang, 'help.seed'), toCount, 1)
    .option('--json', say(lang, 'help.json'))
    .action((flags: SandboxFlags) =>
      act(async (context) => (await import('./sandbox.js')).sandboxCommand(flags, lang, context)),
    );
}

/** Commands about all the runs that there are. */
function addPastCommands(program: Command, lang: Lang, act: Act): void {
  const state = () => new Option('--state <state>', say(lang, 'help.onlyState')).choices(stateFilters);
  program
    .command('runs')
    .description(say(lang, 'help.runs'))
    .option('--job <name>', say(lang, 'help.onlyJob'))
    .addOption(state())
    .option('--since <when>', say(lang, 'help.since'))
    .option('--limit <n>', say(lang, 'help.limitRuns'), toCount)
    .option('--json', say(lang, 'help.json'))
    .action((flags: RunsFlags) =>
      act(async (context) => (await import('./runs.js')).runsCommand(flags, lang, context)),
    );
  program
    .command('prune')
    .description(say(lang, 'help.prune'))
    .option('--older-than <age>', say(lang, 'help.olderThan'))
    .option('--keep <n>', say(lang, 'help.keep'), toCount)
    .addOption(state())
    .option('--job <name>', say(lang, 'help.onlyJob'))
    .option('--force', say(lang, 'help.force'))
    .option('--dry-run', say(lang, 'help.dryRun'))
    .option('--yes', say(lang, 'help.yesPrune'))
    .option('--json', say(lang, 'help.json'))
    .action((flags: PruneFlags) =>
      act(async (context) => (await import('./prune.js')).pruneCommand(flags, lang, context)),
    );
}

function toCount(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('a whole number');
  return Number(value);
}

/** What ended the program; of a run whose data is damaged, with what could be saved of it. */
const orRescue = async (error: unknown): Promise<unknown> =>
  error instanceof RunError && error.why.code === 'run.damaged'
    ? (await import('./rescue.js')).rescueDamaged(error)
    : error;

/** Says what ended the program before its time; gives the exit code. */
function endOf(error: unknown, lang: Lang, { stderr }: Streams): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : refusedExit;
  const problem = error instanceof RunError ? error : asRunError(error);
  if (problem === null) throw error;
  stderr.write(`${formatRunError(problem, problem.lang ?? lang)}\n`);
  return exitCodeOfError(problem.ending);
}
