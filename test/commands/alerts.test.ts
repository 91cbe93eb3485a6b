import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createInterruption } from '../../src/commands/interruption.js';
import { printEnd } from '../../src/commands/print-end.js';
import { createTerminal } from '../../src/commands/terminal.js';
import { fullAccount, idOf } from '../helpers/account.js';
import { setUpImport } from '../helpers/import.js';
import { accept, type Receiver, robotKey, startReceiver } from '../helpers/receiver.js';
import { jobThatTells, reportOf } from '../helpers/reports.js';
import { until } from '../helpers/until.js';
import type { Workspace } from '../helpers/workspace.js';

const api = 'api: { rate: { limit: 1000, per: 1s }, attempts: 2 }';
const header = ['id', '手机', '备注'];
const canary = '张三丰-canary';

const setUp = (rows: string[][], { more = '', when = 'always', options = {} } = {}) =>
  setUpImport({
    account: fullAccount(9),
    header,
    rows,
    options,
    mapping: 'fields: { mobile: 手机 }\ncustomFields: { 备注: 备注 }',
    more: `${api}\n${more}\nnotify: { wecomRobot: "\${ROBOT}", when: ${when} }`,
  });

/** All that a run leaves on the disk, and says. */
const everythingIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');

async function runWith(workspace: Workspace, receiver: Receiver, ...args: string[]) {
  const ended = await workspace.run(args, { ROBOT: receiver.url });
  expect(ended.stdout + ended.stderr + everythingIn(workspace.logDir)).not.toContain(robotKey);
  return ended;
}

const good = [idOf(0), '13800138000', '新'];
const bad = [idOf(1), `138-${canary}`, canary];

test('the end of an import is told, with its reasons and nothing of a customer', async () => {
  const { workspace, job } = await setUp([good, bad, ['wm_nobody_canary', '13800138002', '新']]);
  const receiver = await startReceiver();
  expect(await runWith(workspace, receiver, 'run', job, '--json')).toMatchObject({ code: 2 });
  const [markdown = '', ...others] = receiver.markdown();
  expect(others).toEqual([]);
  expect(markdown).toContain('**test: done, 2 of 3 rows need a look**');
  expect(markdown).toContain('updated 1 · invalid 2');
  expect(markdown).toContain('row 3: ［手机］ "…" is not a phone number');
  expect(markdown).toContain('"…" is not a contact of this account');
  expect(markdown).toContain(`Reports: ${workspace.runFolders().at(-1)}`);
  for (const secret of ['canary', '张三丰', 'wm_', '138', 'customers.csv']) expect(markdown).not.toContain(secret);
});

describe('by rule', () => {
  test('a plan is not told of, and its sending is; a run without problems only where that is wanted', async () => {
    const receiver = await startReceiver();
    const { workspace, job } = await setUp([good]);
    await runWith(workspace, receiver, 'check', job);
    await runWith(workspace, receiver, 'plan', job);
    expect(receiver.received).toEqual([]);
    const folder = workspace.runFolders().at(-1) ?? '';
    expect(await runWith(workspace, receiver, 'apply', folder)).toMatchObject({ code: 0 });
    expect(receiver.markdown().join()).toContain('**test: done, the 1 row updated or unchanged**');
    expect(await runWith(workspace, receiver, 'rollback', folder, '--yes')).toMatchObject({ code: 0 });
    expect(receiver.markdown().at(-1)).toContain('**test (rollback): done, the 1 row updated or unchanged**');
  });

  test('what stops a run before it has a report is told: another file, a limit, a variable', async () => {
    const receiver = await startReceiver();
    const { workspace, job, writeRows } = await setUp([good, bad], { when: 'stop', more: 'limits: { invalid: 10% }' });
    expect(await runWith(workspace, receiver, 'run', job)).toMatchObject({ code: 1 });
    expect(receiver.markdown().at(-1)).toContain('over a limit, nothing sent; the plan is kept');
    writeRows(['id', canary], [[idOf(0), 'x']]);
    expect(await runWith(workspace, receiver, 'run', job)).toMatchObject({ code: 1 });
    expect(receiver.markdown().at(-1)).toContain('**test: refused, not begun**');
    expect(receiver.markdown().at(-1)).toContain('lacks columns that the job needs: 手机, 备注');
    expect(receiver.markdown().at(-1)).not.toMatch(/canary|customers\.csv/);
    const { code } = await workspace.run(['run', job], { ROBOT: receiver.url, WEFENG_SECRET: '' });
    expect([code, receiver.markdown().at(-1)]).toEqual([1, expect.stringContaining('WEFENG_SECRET is missing')]);
    expect(receiver.received).toHaveLength(3);
  });

  test('a resumed run tells those whom the job of today names', async () => {
    const [then, today] = [await startReceiver(), await startReceiver()];
    const { workspace, job, sandbox } = await setUp([good], { options: { faults: { serverError: 1 } }, when: 'stop' });
    sandbox.setFaults({ serverError: 1 });
    workspace.write('job.yaml', `${readFileSync(job, 'utf8')}\nlimits: { failuresInARow: 1 }`);
    expect(await runWith(workspace, then, 'run', job)).toMatchObject({ code: 3 });
    expect(then.markdown().join()).toMatch(/\*\*test: stopped early\*\*[\s\S]*To go on: wefeng-import resume \d{8}-/);
    sandbox.setFaults({});
    workspace.write(
      'job.yaml',
      readFileSync(job, 'utf8').replace('when: stop', 'when: always').replace('ROBOT', 'OTHER'),
    );
    const folder = workspace.runFolders().at(-1) ?? '';
    const resumed = await workspace.run(['resume', folder], { OTHER: today.url });
    expect(resumed).toMatchObject({ code: 0 });
    expect([then.received.length, today.received.length]).toEqual([1, 1]);
  });
});

test('a robot that does not answer well changes nothing of the run, and is told of without its address', async () => {
  const { workspace, job } = await setUp([good]);
  const receiver = await startReceiver((response) => void response.end('{"errcode":93000}'));
  const { code, stderr, stdout } = await runWith(workspace, receiver, 'run', job, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ state: 'completed', rows: { updated: 1 } });
  expect(stderr).toContain('WeCom does not know this robot');
});

test('an address that is missing in the environment is refused before anything is done, by its name', async () => {
  const { workspace, job, sandbox } = await setUp([good]);
  const { code, stderr } = await workspace.run(['run', job]);
  expect(code).toBe(1);
  expect(stderr).toContain('notify.wecomRobot in the job needs the environment variable ROBOT');
  expect([sandbox.calls, workspace.runFolders()]).toEqual([[], []]);
});

test('SIGTERM is told of; a second signal ends the program though the robot never answers', async () => {
  const rows = Array.from({ length: 9 }, (_, index) => [idOf(index), '13800138000', `新${index}`]);
  const { workspace, job, sandbox } = await setUp(rows, { options: { faults: { latencyMs: { min: 200, max: 200 } } } });
  const receiver = await startReceiver(() => {});
  const running = workspace.start(['run', job], { ROBOT: receiver.url });
  await until(() => sandbox.calls.length >= 2);
  running.child.kill('SIGTERM');
  await until(() => receiver.received.length > 0);
  // Sooner it would pass for the first.
  await sleep(700);
  const secondAt = Date.now();
  running.child.kill('SIGTERM');
  expect(await running.ended).toMatchObject({ code: 143 });
  expect(Date.now() - secondAt).toBeLessThan(8000);
  expect(receiver.markdown().join()).toContain('**test: interrupted**');
});

test.each([
  ['SIGINT', true, 0],
  ['SIGINT', false, 1],
  ['SIGTERM', true, 1],
] as const)('%s, at a terminal: %s, is told %i times', async (signal, isTTY, times) => {
  const receiver = await startReceiver(accept);
  const interruption = createInterruption(() => {});
  interruption.interrupt(signal);
  const stream = () => Object.assign(new PassThrough(), { isTTY });
  const streams = { stdin: stream(), stdout: stream(), stderr: stream() };
  const context = { variables: {}, streams, interruption };
  const job = await jobThatTells(`{ wecomRobot: "${receiver.url}" }`);
  await printEnd(job, reportOf({ summary: { state: 'interrupted' } }), createTerminal('en', context), context);
  expect(receiver.received).toHaveLength(times);
});
