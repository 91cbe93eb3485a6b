import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { createAccount, customers, jobYaml, toCsv } from '../helpers/customers.js';
import { until } from '../helpers/until.js';
import { createWorkspace, type Ended, SECRET, type Workspace } from '../helpers/workspace.js';

const rows = 40;

async function setUp(more: string, faults = {}) {
  const rate = { limit: 200, perMs: 1000 };
  const sandbox = await startSandbox({ contacts: createAccount(rows), secret: SECRET, rate, faults });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(sandbox.baseUrl);
  workspace.write('customers.csv', toCsv(customers(rows)));
  const job = workspace.write('job.yaml', jobYaml(more));
  return { sandbox, workspace, job };
}

/** Everything below a folder, as bytes. */
function everythingWritten(folder: string): [string, Buffer][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => [path, readFileSync(path)]);
}

/** Where a text, or a form that it may have taken, stands in what a run left. */
function findLeaks(workspace: Workspace, outputs: readonly Ended[], texts: readonly string[]): string[] {
  const places: [string, Buffer][] = [
    ...everythingWritten(workspace.logDir),
    ...outputs.map(({ stdout, stderr }): [string, Buffer] => ['output', Buffer.from(stdout + stderr)]),
  ];
  const forms = texts.flatMap((text) => [
    text,
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
    Buffer.from(text).toString('hex'),
    encodeURIComponent(text),
  ]);
  return places.flatMap(([place, bytes]) =>
    forms.filter((form) => bytes.includes(form)).map((form) => `${place}: ${form}`),
  );
}

test('neither the secret nor a signature is in anything that a run writes: faults, refusals, kill and resume included', async () => {
  const faults = {
    businessError: 0.2,
    serverError: 0.1,
    resetAfter: 0.1,
    htmlError: 0.1,
    truncated: 0.1,
    wrongContact: 0.1,
  };
  const more = 'limits: { failuresInARow: 1000 }\napi: { rate: { limit: 100, per: 1s }, timeout: 2s, attempts: 2 }';
  const { sandbox, workspace, job } = await setUp(more, faults);
  const running = workspace.start(['run', job]);
  await until(() => sandbox.calls.length >= 5);
  running.child.kill('SIGKILL');
  const outputs = [await running.ended];
  const [folder = ''] = workspace.runFolders();
  outputs.push(await workspace.runProcess(['resume', folder, '--json']), await workspace.run(['report', folder]));

  const signatures = sandbox.calls.map(({ sign }) => sign ?? '').filter((sign) => sign.length === 64);
  expect(signatures.length).toBeGreaterThan(rows);
  expect(findLeaks(workspace, outputs, [SECRET, ...new Set(signatures)])).toEqual([]);
});

test('a refused secret is not told either, nor the text that was hashed', async () => {
  const { sandbox, workspace, job } = await setUp('api: { attempts: 1 }');
  const wrong = 'another-canary-77e1';
  const outputs = [await workspace.run(['run', job], { WEFENG_SECRET: wrong })];
  const [call] = sandbox.calls;
  const hashed = `${wrong}&${call?.timestamp}`;
  expect(call?.sign).toBe(createHash('sha256').update(hashed).digest('hex'));
  expect(findLeaks(workspace, outputs, [wrong, hashed, call?.sign ?? '-'])).toEqual([]);
});

test('a malformed secret or address is named, never printed', async () => {
  const { workspace, job, sandbox } = await setUp('');
  const outputs = [
    await workspace.run(['run', job], { WEFENG_SECRET: '" canary-quoted"' }),
    await workspace.run(['run', job], { WEFENG_SECRET: 'canary\nquoted' }),
    await workspace.run(['run', job], { WEFENG_BASE_URL: 'https://user:canary-quoted@example.com/api/v1' }),
    // Node itself would say it: in a process of its own.
    await workspace.runProcess(['run', job], { NODE_DEBUG: 'http' }),
    await workspace.run(['run', job], { NODE_TLS_REJECT_UNAUTHORIZED: '0' }),
  ];
  expect(outputs.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1]);
  expect(outputs.map(({ stderr }) => stderr).join()).not.toContain('canary');
  expect(sandbox.calls).toEqual([]);
});

test('the log holds no value of a customer, and all that a run writes is for its owner alone', async () => {
  const { workspace, job } = await setUp('api: { rate: { limit: 200, per: 1s } }');
  await workspace.run(['run', job]);
  const [folder = ''] = workspace.runFolders();
  const log = readFileSync(join(folder, 'run.log'), 'utf8');
  expect(log.split('\n').length).toBeGreaterThan(rows);
  for (const [id, mobile, remark] of customers(rows)) {
    for (const value of [id, mobile, remark]) expect(log).not.toContain(value);
  }
  for (const line of log.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  for (const name of readdirSync(workspace.logDir, { recursive: true, encoding: 'utf8' })) {
    expect([name, statSync(join(workspace.logDir, name)).mode & 0o077]).toEqual([name, 0]);
  }
});
