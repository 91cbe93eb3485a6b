import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { accountIdOf } from '../../src/store/account-id.js';
import { openLocalStores } from '../../src/store/sqlite/local-stores.js';
import { createAccount, customers, jobYaml, toCsv } from '../helpers/customers.js';
import { createWorkspace, readSummary, SECRET } from '../helpers/workspace.js';

async function setUp(count = 10, more = '') {
  const rate = { limit: 1000, perMs: 1000 };
  const sandbox = await startSandbox({ contacts: createAccount(count), secret: SECRET, rate });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(sandbox.baseUrl);
  workspace.write('customers.csv', toCsv(customers(count)));
  const job = workspace.write('job.yaml', jobYaml(more || 'api: { rate: { limit: 1000, per: 1s } }'));
  return { sandbox, workspace, job };
}

test('--help tells the commands, examples and exit codes, in the language of the locale', async () => {
  const workspace = createWorkspace();
  const english = await workspace.run(['--help']);
  expect(english).toMatchObject({ code: 0, stderr: '' });
  for (const word of ['init', 'run', 'check', 'resume', 'report', 'runs', 'sandbox', 'Examples:', 'Exit codes:']) {
    expect(english.stdout).toContain(word);
  }
  const chinese = await workspace.run(['run', '--help'], { LANG: 'zh_CN.UTF-8' });
  expect(chinese.stdout).toContain('作业文件');
});

test.each([
  [[]],
  [['rnu', 'job.yaml']],
  [['run']],
  [['run', 'job.yaml', '--fiel', 'x']],
  [['sandbox']],
  [['sandbox', '--contacts', 'missing.json']],
])('%j is a mistake of usage: exit 1, with the help or the reason', async (args) => {
  const { code, stderr } = await createWorkspace().run(args);
  expect(code).toBe(1);
  expect(stderr).not.toBe('');
});

test('a job that cannot be read is refused with every mistake, its line and key, in the language of the job', async () => {
  const workspace = createWorkspace();
  const job = workspace.write('job.yaml', 'name: x\nid: a\nfeilds: { mobile: b }\nlang: zh\nbaseline: none\n');
  const { code, stderr } = await workspace.run(['check', job]);
  expect(code).toBe(1);
  expect(stderr).toContain(`${job}:3 feilds`);
  expect(stderr).toContain('fields');
  expect(stderr).toMatch(/[一-鿿]/);
});

test('without an account a run is refused before it reads anything, and says what to set', async () => {
  const { workspace, job, sandbox } = await setUp();
  const { code, stderr } = await workspace.run(['run', job], { WEFENG_SECRET: '' });
  expect(code).toBe(1);
  expect(stderr).toContain('WEFENG_SECRET');
  expect(workspace.runFolders()).toEqual([]);
  expect(sandbox.calls).toEqual([]);
});

test('settings may stand in a .env file of the working directory; one that differs from the environment is refused', async () => {
  const { workspace, job, sandbox } = await setUp();
  workspace.write('.env', `WEFENG_SECRET="${SECRET}"\nWEFENG_LOG_DIR=from-file\n`);
  expect(await workspace.run(['run', job])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('WEFENG_LOG_DIR'),
  });
  workspace.write('.env', `WEFENG_BASE_URL=${sandbox.baseUrl}\nWEFENG_SECRET=${SECRET}\n`);
  expect(await workspace.runProcess(['run', job])).toMatchObject({ code: 0 });
});

test.runIf(process.platform !== 'win32')(
  'a .env that others can read is warned about at each start, in the language of the locale, and not in the JSON',
  async () => {
    const { workspace, job } = await setUp();
    const file = workspace.write('.env', `WEFENG_SECRET=${SECRET}\n`);
    chmodSync(file, 0o644);
    for (const [LANG, words] of [
      ['en_US.UTF-8', 'other users of this machine have rights to it (mode 644). Run: chmod 600 .env'],
      ['zh_CN.UTF-8', '请运行：chmod 600 .env'],
    ] as const) {
      const { code, stdout, stderr } = await workspace.run(['check', job, '--json'], { LANG });
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ command: 'check' });
      expect(stderr.split(words)).toHaveLength(2);
      expect(stderr).not.toContain(SECRET);
    }
    chmodSync(file, 0o600);
    expect((await workspace.run(['check', job])).stderr).not.toContain('.env');
  },
);

test('runs lists the runs, newest first, and how each ended', async () => {
  const { workspace, job } = await setUp();
  await workspace.run(['check', job]);
  await workspace.run(['run', job]);
  const { stdout } = await workspace.run(['runs']);
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines.join('\n')).toMatch(/ run {4}completed {2}10 rows/);
  expect(lines.join('\n')).toMatch(/ check {2}checked {4}10 rows/);
  expect(await createWorkspace().run(['runs'])).toMatchObject({ code: 0, stdout: '' });
});

test('a reader that goes away does not break a run', async () => {
  const { workspace, job, sandbox } = await setUp(50);
  const { child, ended } = workspace.start(['run', job, '--json']);
  child.stdout?.destroy();
  child.stderr?.destroy();
  expect((await ended).code).toBe(0);
  expect(readSummary(workspace.runFolders()[0] ?? '')).toMatchObject({ state: 'completed', rows: { updated: 50 } });
  expect(sandbox.calls).toHaveLength(50);
});

test('sandbox serves what --contacts holds until it is told to stop', async () => {
  const contacts = join(import.meta.dirname, '../../samples/contacts.json');
  const workspace = createWorkspace();
  const { child, ended } = workspace.start(['sandbox', '--contacts', contacts, '--port', '0', '--json']);
  const line = await new Promise<string>((resolve) => child.stdout?.once('data', (data) => resolve(String(data))));
  const { url } = JSON.parse(line);
  expect((await fetch(url)).status).toBe(200);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});

test('names from files and from the command line cannot draw on the terminal', async () => {
  const { workspace, job } = await setUp();
  const forged = workspace.write('forged.csv', '"x\nRun completed: 100 updated\u001b[2J",b\n1,2\n');
  const refused = await workspace.run(['run', job, '--file', forged]);
  expect(refused.stderr).toContain('\\u000aRun completed');
  const typed = await workspace.run(['run', 'job.yaml', '--fi\u001b[31m', 'x']);
  for (const { stderr } of [refused, typed]) expect(stderr).not.toContain('\u001b');
});

test('two reports of one run made at once are both whole', async () => {
  const { workspace, job } = await setUp();
  await workspace.run(['run', job]);
  const [folder = ''] = workspace.runFolders();
  const both = await Promise.all([workspace.runProcess(['report', folder]), workspace.runProcess(['report', folder])]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a run whose data is damaged is refused in words, not by a crash', async () => {
  const { workspace, job } = await setUp();
  await workspace.run(['run', job]);
  const [folder = ''] = workspace.runFolders();
  writeFileSync(join(folder, 'run.db'), 'garbage'.repeat(1000));
  const { code, stderr } = await workspace.runProcess(['report', folder]);
  expect(code).toBe(1);
  expect(stderr).toContain('damaged');
  expect(stderr).not.toContain('internal error');
});

test('--version tells the version', async () => {
  expect((await createWorkspace().runProcess(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

// A terminal of its own, where the system has the program that makes one.
const script = (command: string) =>
  spawn('script', ['-qec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'] });

const hasScript = await new Promise<boolean>((resolve) => {
  script('true')
    .on('error', () => resolve(false))
    .on('close', (code) => resolve(code === 0));
});

/** @param answer typed at the question, or a signal to the program; null for none */
async function runOnTerminal(answer: string | null, more = '') {
  const { workspace, job, sandbox } = await setUp(10, more);
  workspace.write('customers.csv', toCsv(customers(10).map((row) => row.with(2, '老客户 '))));
  const cli = join(import.meta.dirname, '../../dist/cli.js');
  const settings = `WEFENG_BASE_URL=${sandbox.baseUrl} WEFENG_SECRET=${SECRET} WEFENG_LOG_DIR=${workspace.logDir}`;
  const yes = answer === null ? '--yes' : '';
  const child = script(`env ${settings} TERM=xterm ${process.execPath} ${cli} run ${job} ${yes}`);
  let screen = '';
  const { leases } = openLocalStores(workspace.logDir);
  child.stdout.on('data', async (data) => {
    screen += data;
    if (answer === null || !String(data).includes('[y/N]')) return;
    const pid = Number((await leases.holder(accountIdOf(sandbox.baseUrl)))?.pid);
    if (answer !== 'SIGTERM') child.stdin.write(`${answer}\n`);
    else if (pid > 0) process.kill(pid, answer);
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, screen, sandbox, workspace };
}

test.runIf(hasScript)('on a terminal a run says what it will do and asks; no means that nothing is sent', async () => {
  const { code, screen, sandbox, workspace } = await runOnTerminal('n');
  expect(code).toBe(1);
  // What is to be said of the file comes before the plan, and once.
  expect(screen.match(/Check-up of the data|Plan: 10 rows/g)).toEqual(['Check-up of the data', 'Plan: 10 rows']);
  expect(screen).toContain('[备注] spaces or invisible characters around the value');
  expect(screen).toContain('10 to send');
  expect(screen).toContain('will be cleared');
  expect(sandbox.calls).toEqual([]);
  expect(readSummary(workspace.runFolders()[0] ?? '')).toMatchObject({ state: 'planned', rows: { pending: 10 } });
});

test.runIf(hasScript)('yes sends, with a bar that moves; --yes is not asked', async () => {
  const asked = await runOnTerminal('y');
  expect(asked.code).toBe(0);
  expect(asked.sandbox.calls).toHaveLength(10);
  const slow = 'api: { rate: { limit: 5, per: 1s } }';
  const unasked = await runOnTerminal(null, slow);
  expect(unasked.code).toBe(0);
  expect(unasked.screen).not.toContain('[y/N]');
  expect(unasked.screen).toMatch(/5\/10 rows \(50 %\)/);
});

test.runIf(hasScript).each([
  ['Ctrl-C', '\u0003', 130],
  ['SIGTERM', 'SIGTERM', 143],
])('%s at the question sends nothing and is an interruption', async (_, answer, exit) => {
  const { code, sandbox, workspace } = await runOnTerminal(answer);
  expect(code).toBe(exit);
  expect(sandbox.calls).toEqual([]);
  expect(readSummary(workspace.runFolders()[0] ?? '')).toMatchObject({ state: 'interrupted', rows: { pending: 10 } });
});
