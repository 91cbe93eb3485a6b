import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { concludeCase, mayHoldWanted, onlyCase, skipFor } from './outcomes.js';
import { playOn } from './play.js';
import { openStage, type Stage, type Template } from './stage.js';
import { findFault, readTrace, steadyThreads, withFault, withTrace } from './strace.js';
import { groupCalls, type Sweep, sweepAll, sweepNamed, sweepSome } from './sweep.js';
import { missingStrace } from './tools.js';

/** A command that meets faults. */
interface Command {
  readonly name: string;
  /** Brings the stage to where the command begins. */
  readonly prepare: (stage: Stage) => Promise<Template | null>;
  readonly args: (stage: Stage) => string[];
  /** Whether its paths are known before it begins. */
  readonly byPath: boolean;
  /** What the small set has of it: these for certain, and so many others. */
  readonly surely: readonly string[];
  readonly others: number;
}

const onRun =
  (command: string) =>
  ({ folders }: Stage): string[] => [command, folders()[0] ?? ''];

const commands: readonly Command[] = [
  {
    name: 'apply',
    args: onRun('apply'),
    byPath: true,
    others: 4,
    prepare: (stage) => prepare(stage, 'planned', ['plan', stage.job]),
    surely: ['pwrite64 account.quota.db-wal', 'pwrite64 run.db-wal', 'fsync run.db-wal'],
  },
  {
    name: 'resume',
    args: onRun('resume'),
    byPath: true,
    others: 2,
    prepare: prepareHalfSent,
    surely: ['pwrite64 run.db-wal', 'pread64 run.db-wal'],
  },
  {
    name: 'report',
    args: onRun('report'),
    byPath: true,
    others: 2,
    prepare: (stage) => prepare(stage, 'done', ['run', stage.job]),
    surely: ['write report.csv.$$.part'],
  },
  {
    name: 'report-of-half',
    args: onRun('report'),
    byPath: true,
    others: 1,
    prepare: prepareHalfSent,
    surely: ['pread64 run.db-wal'],
  },
  {
    name: 'run',
    args: ({ job }) => ['run', job],
    byPath: false,
    others: 3,
    prepare: async () => null,
    surely: ['pwrite64 run.db-wal'],
  },
  {
    name: 'plan',
    args: ({ job }) => ['plan', job],
    byPath: false,
    others: 2,
    prepare: async () => null,
    surely: [],
  },
  {
    name: 'rollback',
    args: onRun('rollback'),
    byPath: false,
    others: 2,
    prepare: (stage) => prepare(stage, 'done', ['run', stage.job]),
    surely: ['pwrite64 run.db-wal'],
  },
];

test.for(commands)(
  'a syscall that fails under $name: nothing is mis-stated, and it goes on',
  async (command, { skip }) => {
    skipFor(skip, `syscalls that fail under ${command.name}`, missingStrace());
    if (!mayHoldWanted(`${command.name} `)) skip();
    const stage = await openStage();
    const template = await command.prepare(stage);
    const groups = groupCalls(await traceCommand(stage, command, template), stage.workspace.folder, command.byPath);
    const bad: string[] = [];
    for (const sweep of chooseSweeps(command, groups)) bad.push(...(await playFault(stage, command, template, sweep)));
    expect(bad).toEqual([]);
  },
);

function chooseSweeps({ name, surely, others }: Command, groups: ReturnType<typeof groupCalls>): Sweep[] {
  if (onlyCase !== null) return sweepNamed(name, groups, onlyCase);
  return process.env.FULL ? sweepAll(name, groups) : sweepSome(name, groups, surely, others);
}

async function prepare(stage: Stage, name: string, args: readonly string[]): Promise<Template> {
  expect(await stage.here(args)).toMatchObject({ code: 0 });
  return stage.save(name);
}

/** A run that was killed with some of its rows sent, and others under way. */
async function prepareHalfSent(stage: Stage): Promise<Template> {
  await stage.killAt(7, ['run', stage.job]);
  return stage.save('half');
}

/** The calls that the command makes when nothing fails. */
async function traceCommand(stage: Stage, { args }: Command, template: Template | null) {
  stage.reset(template);
  const log = join(stage.workspace.folder, 'trace.txt');
  expect(await stage.process(args(stage), steadyThreads, withTrace(log))).toMatchObject({ code: 0 });
  return readTrace(log);
}

async function playFault(stage: Stage, { args, name }: Command, template: Template | null, { id, fault }: Sweep) {
  stage.reset(template);
  const log = join(stage.workspace.folder, 'fault.txt');
  rmSync(log, { force: true });
  const [before, putsBefore] = [stage.workspace.runFolders(), stage.countPuts()];
  const typed = args(stage);
  const ended = await stage.process(typed, steadyThreads, withFault(fault, log));
  const { faultAt, isInFile, isElsewhere } = findFault(await readTrace(log), stage.workspace.folder);
  if (isElsewhere) return [];
  // libsql passes over a read of the WAL that fails, also where it folds the WAL into run.db.
  const mayDamage = id.includes(' pread64 run.db-wal ');
  const struck = { args: typed, ended, faultAt: isInFile ? faultAt : null, before, putsBefore, mayDamage };
  const played = await playOn(stage, struck);
  return concludeCase(
    faultAt === null ? `${name}: not reached` : `${name}: ${fault.syscall} ${fault.error}`,
    id,
    played,
  );
}
