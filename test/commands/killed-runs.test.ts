import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'libsql';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readRuns } from '../../src/runs/read-run.js';
import { removeRun } from '../../src/runs/remove-run.js';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { openLocalStores } from '../../src/store/sqlite/local-stores.js';
import { createAccount, customers, toCsv } from '../helpers/customers.js';
import { rewriteRecord } from '../helpers/past-runs.js';
import { until, untilAtOnce } from '../helpers/until.js';
import { createWorkspace, SECRET } from '../helpers/workspace.js';

const rows = 10;

const jobYaml = `
name: test
source: { file: customers.csv }
id: 企微客户ID
fields: { mobile: 手机号 }
lang: en
api: { rate: { limit: 1000, per: 1s }, concurrency: 1, timeout: 2s }
`;

async function setUp() {
  const rate = { limit: 1000, perMs: 1000 };
  const faults = { latencyMs: { min: 40, max: 40 } };
  const sandbox = await startSandbox({ contacts: createAccount(rows), secret: SECRET, rate, faults });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(sandbox.baseUrl);
  workspace.write('customers.csv', toCsv(customers(rows)));
  const job = workspace.write('job.yaml', jobYaml);
  const jobFolder = join(workspace.logDir, 'test');
  const names = () => (existsSync(jobFolder) ? readdirSync(jobFolder) : []);
  return {
    ...{ sandbox, workspace, job, names },
    folder: () => join(jobFolder, names()[0] ?? ''),
    puts: () => sandbox.calls.filter(({ endpoint }) => endpoint === 'put').length,
    partsIn: (folder: string) =>
      existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.part')) : [],
    async list() {
      const { stdout } = await workspace.run(['runs', '--json']);
      return JSON.parse(stdout).runs as { runId: string; state: string; resumable: boolean; next: string | null }[];
    },
  };
}

type World = Awaited<ReturnType<typeof setUp>>;

/** Starts the program and kills it as soon as something is so. */
async function killWhen({ workspace }: World, args: readonly string[], isSo: () => boolean): Promise<void> {
  const { child, ended } = workspace.start(args);
  await untilAtOnce(isSo);
  child.kill('SIGKILL');
  await ended;
}

/** A kill that comes too late on a busy machine is tried again. */
async function killBeforeRecord(world: World): Promise<void> {
  for (;;) {
    await killWhen(world, ['run', world.job, '--yes'], () => hasBegun(world));
    if (!hasRecord(world.folder())) return;
    rmSync(world.folder(), { recursive: true });
  }
}

function hasRecord(folder: string): boolean {
  if (!existsSync(join(folder, 'run.db'))) return false;
  const db = new Database(join(folder, 'run.db'));
  try {
    return db.prepare('SELECT 1 FROM run').get([]) !== undefined;
  } catch {
    // It has no tables yet.
    return false;
  } finally {
    db.close();
  }
}

const hasBegun = ({ names }: World) => names().length > 0;
const isReporting = (world: World) => hasBegun(world) && world.partsIn(world.folder()).length > 0;

/** Runs a job to its end, then makes its record what it was at an earlier moment. */
async function goBack(world: World, command: string, phase: 'read' | 'baseline' | 'plan' | 'send'): Promise<void> {
  await world.workspace.run([command, world.job, ...(command === 'run' ? ['--yes'] : [])]);
  rewriteRecord(world.folder(), () => ({ phase, state: 'interrupted', begun: phase === 'send', finishedAt: null }));
  rmSync(join(world.folder(), 'summary.json'));
}

interface Stage {
  readonly reach: (world: World) => Promise<unknown>;
  readonly state: string;
  /** What the list says in words, where that is not just the state. */
  readonly words?: RegExp;
  /** The command that the list names; null for none. */
  readonly next: 'resume' | 'apply' | 'report' | null;
  /** What `report` and `resume` say; `<run>` is the id. A resume comes last: what is done is done. */
  readonly report: [code: number, words: string];
  readonly resume: [code: number, words: string];
}

const goesOn: Pick<Stage, 'state' | 'next' | 'report' | 'resume'> = {
  ...{ state: 'interrupted', next: 'resume' },
  report: [0, 'Go on: wefeng-import resume <run>'],
  resume: [0, 'All done'],
};

const stages: readonly [string, Stage][] = [
  [
    'before its first record',
    {
      reach: killBeforeRecord,
      ...{ state: 'interrupted', words: / interrupted, nothing to resume /, next: null },
      report: [1, '<run> broke off before its file was read; there is nothing to resume and nothing was sent. Start a'],
      resume: [1, '<run> broke off before its file was read; there is nothing to resume and nothing was sent. Start a'],
    },
  ],
  [
    'while it read its file',
    {
      reach: (world) => goBack(world, 'run', 'read'),
      ...{ state: 'interrupted', next: 'resume' },
      report: [1, 'To resume it, which reads the file anew: wefeng-import resume <run>'],
      resume: [0, 'All done'],
    },
  ],
  [
    'while it read the contacts',
    { reach: (world) => killWhen(world, ['run', world.job, '--yes'], () => world.sandbox.calls.length > 0), ...goesOn },
  ],
  ['while it made its plan', { reach: (world) => goBack(world, 'run', 'plan'), ...goesOn }],
  [
    'while it sent',
    { reach: (world) => killWhen(world, ['run', world.job, '--yes'], () => world.puts() > 2), ...goesOn },
  ],
  ['when it had sent all, and not said so', { reach: (world) => goBack(world, 'run', 'send'), ...goesOn }],
  [
    'while it made its report',
    {
      reach: (world) => killWhen(world, ['run', world.job, '--yes'], () => isReporting(world)),
      ...{ state: 'completed', words: / ended, without its report /, next: 'report' },
      resume: [1, 'it broke off before its report was made. Make the report: wefeng-import report <run>'],
      report: [0, 'All done'],
    },
  ],
  [
    'while it made the report of a plan',
    {
      reach: (world) => killWhen(world, ['plan', world.job], () => isReporting(world)),
      ...{ state: 'planned', words: / ended, without its report /, next: 'report' },
      resume: [1, 'Make the report, and look at it before you send: wefeng-import report <run>'],
      report: [0, 'wefeng-import apply <run>'],
    },
  ],
  [
    'never: a plan that waits',
    {
      reach: (world) => world.workspace.run(['plan', world.job]),
      ...{ state: 'planned', next: 'apply' },
      resume: [1, 'To send it: wefeng-import apply <run>'],
      report: [0, 'wefeng-import apply <run>'],
    },
  ],
  [
    'never: a run that is over',
    {
      reach: (world) => world.workspace.run(['run', world.job, '--yes']),
      ...{ state: 'completed', next: null },
      resume: [1, 'To make its report again: wefeng-import report <run>'],
      report: [0, 'All done'],
    },
  ],
  [
    'before it held its account',
    {
      reach: async (world) => {
        await world.workspace.run(['plan', world.job]);
        rewriteRecord(world.folder(), () => ({
          ...({ phase: 'read', state: 'interrupted', accountId: null, finishedAt: null } as const),
        }));
      },
      ...{ state: 'interrupted', words: / interrupted, nothing to resume /, next: null },
      report: [1, '<run> broke off before its file was read'],
      resume: [1, '<run> broke off before its file was read'],
    },
  ],
];

test.each(stages)('of a run that was killed %s, runs, report and resume say what to do next', async (_, stage) => {
  const world = await setUp();
  await stage.reach(world);
  const runId = basename(world.folder());
  const next = stage.next === null ? null : `wefeng-import ${stage.next} ${runId}`;
  const resumable = stage.next === 'resume' || stage.state === 'planned';
  expect(await world.list()).toMatchObject([{ runId, state: stage.state, resumable, next }]);
  const { stdout, stderr } = await world.workspace.run(['runs']);
  expect(stdout).toMatch(stage.words ?? new RegExp(` ${stage.state} `));
  if (next === null) expect(stderr).toBe('');
  else expect(stderr).toContain(`  ${next}\n`);
  const say = async (command: 'report' | 'resume') => {
    const { code, stdout, stderr } = await world.workspace.run([command, runId]);
    const [expected, words] = stage[command];
    expect({ code, said: stdout + stderr }).toEqual({
      code: expected,
      said: expect.stringContaining(words.replaceAll('<run>', runId)),
    });
  };
  // A report that is to be made yet is one that a resume must point to.
  const order =
    stage.report[0] === 0 && stage.resume[0] === 1 ? (['resume', 'report'] as const) : (['report', 'resume'] as const);
  for (const command of order) await say(command);
  const [after] = await world.list();
  const isLeft = stage.next === null || stage.state === 'planned';
  if (!isLeft) expect(after).toMatchObject({ state: 'completed', next: null });
});

describe('a run that is killed before its first record', () => {
  test('can be pruned at once', async () => {
    const world = await setUp();
    await killWhen(world, ['check', world.job], () => hasBegun(world));
    expect(await world.list()).toMatchObject([{ state: 'interrupted', resumable: false }]);
    const { code, stdout } = await world.workspace.run(['prune', '--keep', '0', '--json']);
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, deleted: [{ state: 'interrupted' }], spared: [] });
    expect(world.names()).toEqual([]);
  });

  test('and is alive is listed as running, and spared, from the moment its folder can be seen', async () => {
    const world = await setUp();
    const { child, ended } = world.workspace.start(['check', world.job]);
    // Nothing of this test runs meanwhile: it is stopped in the first moments of its folder.
    while (!hasBegun(world));
    child.kill('SIGSTOP');
    expect(await world.list()).toMatchObject([{ state: 'running', resumable: false }]);
    for (const flags of [
      ['--keep', '0'],
      ['--older-than', '0d', '--force'],
    ]) {
      const { stdout } = await world.workspace.run(['prune', '--json', ...flags]);
      expect(JSON.parse(stdout)).toMatchObject({ deleted: [], spared: [{ reason: 'running' }] });
    }
    // Chosen as one that a kill has left, a moment before.
    const { runs } = openLocalStores(world.workspace.logDir);
    const [run] = await readRuns((await runs.list(null)).runs, runs);
    if (run === undefined) throw new Error('no run');
    const chosen = { ...run, standing: 'interrupted' } as const;
    expect(await removeRun(chosen, true, runs)).toEqual({ kind: 'spared', why: 'running' });
    child.kill('SIGCONT');
    expect((await ended).code).toBe(0);
  });
});

describe('what a killed report has left half written', () => {
  test('is removed by the next report of the run', async () => {
    const world = await setUp();
    await killWhen(world, ['run', world.job, '--yes'], () => isReporting(world));
    expect(world.partsIn(world.folder())).not.toEqual([]);
    await world.workspace.run(['report', basename(world.folder())]);
    expect(world.partsIn(world.folder())).toEqual([]);
  });

  test('is removed by prune, also from a run that stays', async () => {
    const world = await setUp();
    await killWhen(world, ['plan', world.job], () => isReporting(world));
    const { stdout } = await world.workspace.run(['prune', '--keep', '1']);
    expect(stdout).toMatch(/^\d+ things? that killed processes have left half written (?:is|are) gone/);
    expect(world.partsIn(world.folder())).toEqual([]);
    expect(world.names()).toHaveLength(1);
  });

  test('is left alone while its process is alive', async () => {
    const world = await setUp();
    await world.workspace.run(['run', world.job, '--yes']);
    const runId = basename(world.folder());
    const { child, ended } = world.workspace.start(['report', runId]);
    await untilAtOnce(() => isReporting(world));
    child.kill('SIGSTOP');
    const parts = world.partsIn(world.folder());
    expect(parts).not.toEqual([]);
    await world.workspace.run(['prune', '--keep', '1']);
    expect((await world.workspace.run(['report', runId])).code).toBe(0);
    expect(world.partsIn(world.folder())).toEqual(expect.arrayContaining(parts));
    child.kill('SIGCONT');
    expect((await ended).code).toBe(0);
    await until(() => world.partsIn(world.folder()).length === 0);
  });
});

test('a run that makes its report is running until it is made', async () => {
  const world = await setUp();
  const { child, ended } = world.workspace.start(['run', world.job, '--yes']);
  await untilAtOnce(() => isReporting(world));
  child.kill('SIGSTOP');
  expect(await world.list()).toMatchObject([{ state: 'running', next: null }]);
  child.kill('SIGCONT');
  expect((await ended).code).toBe(0);
  expect(await world.list()).toMatchObject([{ state: 'completed', next: null }]);
});
