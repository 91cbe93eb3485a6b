import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { createAccount, customers, holdsRow, idOf, jobYaml, toCsv } from '../helpers/customers.js';
import { until } from '../helpers/until.js';
import { createWorkspace, readSummary, SECRET } from '../helpers/workspace.js';

async function setUp() {
  const rate = { limit: 1000, perMs: 1000 };
  const sandbox = await startSandbox({ contacts: createAccount(20), secret: SECRET, rate });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(sandbox.baseUrl);
  const job = workspace.write('job.yaml', jobYaml('api: { rate: { limit: 1000, per: 1s } }'));
  return { sandbox, workspace, job };
}

/** A run, or a check, that has been given the beginning of its input, and waits for the rest. */
async function startWaiting(command = 'run') {
  const { workspace, job, sandbox } = await setUp();
  const running = workspace.start([command, job, '--file', '-']);
  running.child.stdin?.on('error', () => {}).write(toCsv(customers(5)));
  const part = () => join(workspace.runFolders()[0] ?? '', 'stdin.part');
  await until(() => existsSync(part()));
  return { ...running, workspace, sandbox };
}

test('a workbook that is piped in is imported: --file -', async () => {
  const { workspace, job, sandbox } = await setUp();
  const book = new ExcelJS.Workbook();
  book.addWorksheet('客户').addRows([['企微客户ID', '手机号', '备注', '积分'], ...customers(20)]);
  const { child, ended } = workspace.start(['run', job, '--file', '-']);
  child.stdin?.end(Buffer.from(await book.xlsx.writeBuffer()));
  expect(await ended).toMatchObject({ code: 0 });
  expect(customers(20).every((_, index) => holdsRow(sandbox.contact(idOf(index)), index))).toBe(true);
});

test('SIGTERM while the input is awaited: 143, interrupted', async () => {
  const { child, ended, workspace, sandbox } = await startWaiting();
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 143 });
  expect(readSummary(workspace.runFolders()[0] ?? '')).toMatchObject({ state: 'interrupted', rows: { total: 0 } });
  expect(sandbox.calls).toEqual([]);
});

test('a check that is cut short never says that the file has passed', async () => {
  const { child, ended } = await startWaiting('check');
  child.kill('SIGINT');
  const { code, stdout } = await ended;
  expect(code).toBe(130);
  expect(stdout).toContain('The check was not finished');
  expect(stdout).not.toMatch(/passed|no problem|can be imported/);
});

test('kill -9 while the input is awaited: resume says that it is lost, whatever is piped in then', async () => {
  const { child, ended, workspace, sandbox } = await startWaiting();
  child.kill('SIGKILL');
  await ended;
  const resumed = workspace.start(['resume', workspace.runFolders()[0] ?? '']);
  resumed.child.stdin?.on('error', () => {}).end(toCsv(customers(5)));
  const { code, stderr } = await resumed.ended;
  expect(code).toBe(1);
  expect(stderr).toContain('broke off before the end of its standard input');
  expect(stderr).toContain('Start a new run');
  expect(sandbox.calls).toEqual([]);
});
