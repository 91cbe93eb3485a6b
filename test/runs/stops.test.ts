import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.js';
import { peekRun } from '../../src/store/sqlite/catalog/peek-run.js';
import { createAccount, customers, holdsRow, idOf, jobYaml, toCsv } from '../helpers/customers.js';
import { until } from '../helpers/until.js';
import { createWorkspace, readReport, readSummary, SECRET, type Workspace } from '../helpers/workspace.js';

const rows = 30;

async function setUp(options: Partial<SandboxOptions> = {}, more = '') {
  const rate = { limit: 1000, perMs: 1000 };
  const sandbox = await startSandbox({ contacts: createAccount(rows), secret: SECRET, rate, ...options });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(sandbox.baseUrl);
  workspace.write('customers.csv', toCsv(customers(rows)));
  const job = workspace.write(
    'job.yaml',
    jobYaml(more || 'api: { rate: { limit: 10, per: 500ms }, concurrency: 4, timeout: 3s }'),
  );
  return { sandbox, workspace, job };
}

// Far from its end when it is stopped, however long this process is kept from stopping it; what is left goes fast.
const slow = 'api: { rate: { limit: 5, per: 5s }, concurrency: 4, timeout: 3s }';
const hurry = (workspace: Workspace) =>
  workspace.write('job.yaml', jobYaml('api: { rate: { limit: 500, per: 1s }, concurrency: 4, timeout: 3s }'));

const untilCalls = async (sandbox: Sandbox, count: number) => {
  await until(() => sandbox.calls.length >= count);
};

const onlyRun = (workspace: Workspace): string => workspace.runFolders()[0] ?? '';

function isReading(folder: string): boolean {
  if (!existsSync(join(folder, 'run.db'))) return false;
  const peek = peekRun(folder);
  return typeof peek === 'object' && peek.record.phase === 'read';
}

function expectAllSettledOnce(sandbox: Sandbox, folder: string): void {
  expect(readReport(folder).map(({ externalUserId }) => externalUserId)).toEqual(customers(rows).map(([id]) => id));
  expect(readSummary(folder)).toMatchObject({ state: 'completed', rows: { total: rows, updated: rows } });
  expect(customers(rows).every((_, index) => holdsRow(sandbox.contact(idOf(index)), index))).toBe(true);
}

for (const [signal, exit] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  test(`${signal} finishes what is under way and exits with ${exit}; resume does the rest`, async () => {
    const { sandbox, workspace, job } = await setUp({ faults: { latencyMs: { min: 300, max: 300 } } }, slow);
    const running = workspace.start(['run', job]);
    await untilCalls(sandbox, 3);
    running.child.kill(signal);
    const { code, stdout } = await running.ended;

    expect(code).toBe(exit);
    const folder = onlyRun(workspace);
    const { rows: counts, state } = readSummary(folder);
    expect(state).toBe('interrupted');
    // Every call that had left was waited for, and no other was made: none is left in doubt.
    expect(counts.updated).toBe(sandbox.calls.length);
    expect(counts).toMatchObject({ unknown: 0, pending: rows - counts.updated });
    expect(readReport(folder)).toHaveLength(rows);
    expect(stdout).toContain('resume');

    sandbox.setFaults({});
    hurry(workspace);
    const resumed = await workspace.run(['resume', folder]);
    expect(resumed).toMatchObject({ code: 0 });
    expectAllSettledOnce(sandbox, folder);
    expect(sandbox.calls).toHaveLength(rows);
  });
}

test('one press that arrives twice, as through npm or timeout, is one press: the run ends cleanly', async () => {
  const { workspace, job, sandbox } = await setUp({}, slow);
  const running = workspace.start(['run', job]);
  await untilCalls(sandbox, 1);
  running.child.kill('SIGINT');
  running.child.kill('SIGINT');
  expect(await running.ended).toMatchObject({ code: 130 });
  const folder = onlyRun(workspace);
  expect(readSummary(folder)).toMatchObject({ state: 'interrupted', rows: { unknown: 0 } });
  hurry(workspace);
  expect(await workspace.run(['resume', folder])).toMatchObject({ code: 0 });
  expectAllSettledOnce(sandbox, folder);
});

test('a run that was stopped and is not resumed after all is still to be resumed', async () => {
  const { sandbox, workspace, job } = await setUp({}, slow);
  const running = workspace.start(['run', job]);
  await untilCalls(sandbox, 3);
  running.child.kill('SIGINT');
  await running.ended;
  const folder = onlyRun(workspace);
  const sent = sandbox.calls.length;
  expect(await workspace.runAtTerminal(['resume', folder], 'n')).toMatchObject({ code: 3 });
  expect(readSummary(folder).state).toBe('interrupted');
  expect((await workspace.run(['runs', '--json'])).stdout).toContain('resume');
  expect(sandbox.calls).toHaveLength(sent);
  hurry(workspace);
  expect(await workspace.run(['resume', folder])).toMatchObject({ code: 0 });
  expectAllSettledOnce(sandbox, folder);
});

test('a second Ctrl-C exits at once; the row that was under way is reported unknown until it is resumed', async () => {
  const { sandbox, workspace, job } = await setUp({ faults: { silent: 1 } });
  const running = workspace.start(['run', job]);
  await untilCalls(sandbox, 1);
  running.child.kill('SIGINT');
  // Sooner it would pass for the first.
  await sleep(1500);
  running.child.kill('SIGINT');
  expect(await running.ended).toMatchObject({ code: 130 });

  const folder = onlyRun(workspace);
  await workspace.run(['report', folder]);
  const { rows: counts } = readSummary(folder);
  expect(counts.unknown).toBe(sandbox.calls.length);
  expect(counts.pending).toBe(rows - counts.unknown);

  sandbox.setFaults({});
  expect(await workspace.run(['resume', folder])).toMatchObject({ code: 0 });
  expectAllSettledOnce(sandbox, folder);
});

test('a refused signature stops the run at once: no row is failed for it, and resume goes on with the right secret', async () => {
  const { sandbox, workspace, job } = await setUp();
  const { code, stdout } = await workspace.run(['run', job], { WEFENG_SECRET: 'wrong-secret-1' });
  const folder = onlyRun(workspace);
  expect(code).toBe(3);
  expect(readSummary(folder)).toMatchObject({
    state: 'stopped',
    rows: { pending: rows, failed: 0 },
    stoppedBy: { code: 'stop.auth' },
  });
  expect(stdout).toContain('WEFENG_SECRET');
  expect(sandbox.calls.length).toBeLessThanOrEqual(4);
  expect(await workspace.run(['resume', folder])).toMatchObject({ code: 0 });
  expectAllSettledOnce(sandbox, folder);
});

test('rows that fail one after another break the circuit within a bounded number of calls', async () => {
  const more = 'limits: { failuresInARow: 5 }\napi: { rate: { limit: 100, per: 1s }, concurrency: 2, attempts: 1 }';
  const { sandbox, workspace, job } = await setUp({ faults: { serverError: 1 } }, more);
  const { code } = await workspace.run(['run', job]);
  expect(code).toBe(3);
  expect(readSummary(onlyRun(workspace))).toMatchObject({ stoppedBy: { code: 'stop.failuresInARow' } });
  expect(sandbox.calls.filter(({ endpoint }) => endpoint === 'put').length).toBeLessThanOrEqual(7);
  // A gateway error leaves a doubt, which is settled by reading.
  expect(sandbox.calls.length).toBeLessThanOrEqual(14);
  expect(readReport(onlyRun(workspace))).toHaveLength(rows);
});

test('a server that cannot be reached stops the run with every row pending', async () => {
  const { workspace, job } = await setUp({}, 'api: { attempts: 2 }');
  const { code } = await workspace.run(['run', job], { WEFENG_BASE_URL: 'http://127.0.0.1:9/api/v1' });
  expect(code).toBe(3);
  expect(readSummary(onlyRun(workspace))).toMatchObject({
    rows: { pending: rows },
    stoppedBy: { code: 'stop.unreachable' },
  });
});

test('a redirect is never followed: the run stops and names the host', async () => {
  let followed = 0;
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/elsewhere')) followed++;
    response.writeHead(307, { location: 'http://127.0.0.1:1/elsewhere' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { workspace, job } = await setUp();
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
  const { code, stdout } = await workspace.run(['run', job], { WEFENG_BASE_URL: baseUrl });
  expect(code).toBe(3);
  expect(stdout).toContain('127.0.0.1:1');
  expect(followed).toBe(0);
});

test('a second run on the same account is refused with exit 4, and names the one that holds it', async () => {
  // The first gets no answer: it holds the account for as long as the second needs to come.
  const { sandbox, workspace, job } = await setUp({ faults: { silent: 1 } }, 'api: { concurrency: 4 }');
  const running = workspace.start(['run', job]);
  await untilCalls(sandbox, 4);
  const second = await workspace.runProcess(['run', job]);
  expect(second.code).toBe(4);
  expect(second.stderr).toContain(String(running.child.pid));
  expect(await workspace.run(['resume', onlyRun(workspace)])).toMatchObject({ code: 4 });
  expect(workspace.runFolders()).toHaveLength(1);
  expect(sandbox.calls).toHaveLength(4);
});

test('the lock of a killed process is not in the way', async () => {
  const { sandbox, workspace, job } = await setUp();
  const running = workspace.start(['run', job]);
  await untilCalls(sandbox, 1);
  running.child.kill('SIGKILL');
  await running.ended;
  expect(await workspace.run(['resume', onlyRun(workspace)])).toMatchObject({ code: 0 });
  expectAllSettledOnce(sandbox, onlyRun(workspace));
});

test('a finished run, a check and a run for another account are not resumed', async () => {
  const { sandbox, workspace, job } = await setUp({}, 'api: { rate: { limit: 500, per: 1s } }');
  await workspace.run(['run', job]);
  const [done = ''] = workspace.runFolders();
  const calls = sandbox.calls.length;
  expect(await workspace.run(['resume', done])).toMatchObject({ code: 1, stderr: expect.stringContaining('finished') });
  await workspace.run(['check', job]);
  const checked = workspace.runFolders().find((folder) => folder !== done) ?? '';
  expect(await workspace.run(['resume', checked])).toMatchObject({ code: 1, stderr: expect.stringContaining('check') });
  expect(await workspace.run(['resume', '../../etc'])).toMatchObject({ code: 1 });
  expect(sandbox.calls).toHaveLength(calls);
});

test('a run is not resumed with another mapping or for another account, but with another pace', async () => {
  const { sandbox, workspace, job } = await setUp();
  const running = workspace.start(['run', job]);
  await untilCalls(sandbox, 1);
  running.child.kill('SIGINT');
  await running.ended;
  const folder = onlyRun(workspace);

  const other = await startSandbox({ contacts: createAccount(1), secret: SECRET });
  onTestFinished(() => other.close());
  const elsewhere = await workspace.run(['resume', folder], { WEFENG_BASE_URL: other.baseUrl });
  expect(elsewhere).toMatchObject({ code: 1, stderr: expect.stringContaining('account') });
  expect(other.calls).toEqual([]);

  workspace.write('job.yaml', jobYaml().replace('mobile: 手机号', 'wxNo: 手机号'));
  expect(await workspace.run(['resume', folder])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('changed'),
  });

  workspace.write('job.yaml', jobYaml('api: { rate: { limit: 500, per: 1s }, concurrency: 16, timeout: 3s }'));
  expect(await workspace.run(['resume', folder])).toMatchObject({ code: 0 });
  expectAllSettledOnce(sandbox, folder);
});

test('a run that broke off while it read the file has nothing to report, and resume does not go on with another file', async () => {
  const { sandbox, workspace } = await setUp();
  const many = Array.from({ length: 400_000 }, (_, index) => [`wm_${index}x`, '13800138000', 'x', '1']);
  workspace.write('many.csv', toCsv(many));
  const job = workspace.write('job.yaml', jobYaml('api: { rate: { limit: 100, per: 1s } }'));
  const running = workspace.start(['run', job, '--file', 'many.csv']);
  await until(() => isReading(onlyRun(workspace)));
  running.child.kill('SIGINT');
  const { code, stdout } = await running.ended;
  expect(code).toBe(130);
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .every((line) => line.trim() !== ''),
  ).toBe(true);

  const folder = onlyRun(workspace);
  expect(readSummary(folder)).toMatchObject({ state: 'interrupted', rows: { total: 0 } });
  expect(await workspace.run(['report', folder])).toMatchObject({ code: 1, stderr: expect.stringContaining('anew') });
  workspace.write('many.csv', toCsv(customers(rows)));
  const resumed = await workspace.run(['resume', folder]);
  expect(resumed).toMatchObject({ code: 1, stderr: expect.stringContaining('no longer the file of then') });
  expect(sandbox.calls).toEqual([]);
});
