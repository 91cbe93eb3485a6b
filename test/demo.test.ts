import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'csv-parse/sync';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { contentTypes } from '../src/fields/content-types.js';
import { loadJob } from '../src/job/load-job.js';
import type { StoredContact } from '../src/sandbox/account/account.js';
import { loadAccount } from '../src/sandbox/account/load-account.js';
import { startSandbox } from '../src/sandbox/sandbox.js';
import { createWorkspace, type Workspace } from './helpers/workspace.js';

const root = resolve(import.meta.dirname, '..');
const account = loadAccount(join(root, 'samples/contacts.json'));
const file = join(root, 'samples/customers.csv');
const jobFile = join(root, 'jobs/demo.yaml');
const logDir = mkdtempSync(join(tmpdir(), 'demo-logs-'));
afterAll(() => rmSync(logDir, { recursive: true }));

/** The rows of samples/customers.csv that are broken on purpose, as Excel numbers them: the column, and what it teaches. */
const brokenRows = [
  ['24', '手机号', 'cell.scientific'],
  ['41', '公司', 'cell.errorValue'],
  ['58', '生日', 'cell.declaredDate'],
  ['92', '企微客户ID', 'id.grammar'],
  ['109', '企微客户ID', 'id.empty'],
  ['126', '', 'row.cells'],
  ['143', '', 'row.cells'],
  ['160', '', 'duplicate.rejected'],
  ['177', '性别', 'cell.notAllowed'],
  ['194', '年龄', 'cell.integer'],
  ['211', '手机号', 'cell.phone'],
  ['228', '标签备注', 'cell.controlCharacter'],
  ['251', '', 'duplicate.rejected'],
];

/** Those that only the account can tell: an option that it does not have, and two contacts. */
const strangeRows = [
  ['75', '客户等级', 'cell.unknownLabel'],
  ['118', '企微客户ID', 'contact.absent'],
  ['268', '企微客户ID', 'contact.absent'],
];

/** Cells that are written in another way than the account's, and still mean what it has: each with its row. */
const respelled = [
  [2, 'vip'],
  [2, '湖北省／武汉市'],
  [7, '黄金 会员'],
  [10, 'ｖｉｐ'],
  [11, '广东省 / 深圳市'],
  // An empty cell keeps what is there.
  [20, ''],
  [53, '9007199254740995'],
] as const;

const mappedNames = ['客户等级', '地区', '兴趣', '上次回访', '年消费', '标签备注'];
const unmappedNames = ['来源', '签约日期', '到店次数', '备用电话', '详细说明', '客服备注'];

test('the sample account loads, with a field of every content type and contents for each', () => {
  const { fields, contacts } = account;
  expect(contacts).toHaveLength(320);
  expect(new Set(fields.map(({ contentType }) => contentType))).toEqual(new Set(contentTypes));
  const filled = new Set(contacts.flatMap(({ customFields }) => customFields.map(({ fieldCode }) => fieldCode)));
  expect(filled).toEqual(new Set(fields.map(({ fieldCode }) => fieldCode)));
  const noted = contacts.filter(({ customFields }) =>
    customFields.some(({ fieldCode }) => fieldCode === codeOf('客服备注')),
  );
  expect(noted).toHaveLength(320);
});

test('the demo job names some of the fields of the account, and leaves all that is known of them to it', async () => {
  const { job } = await loadJob(jobFile);
  const named = job.mapping.fields.flatMap(({ field, columns, values }) =>
    field.kind === 'named' ? [{ ...field, columns, values }] : [],
  );
  expect(named).toEqual(
    mappedNames.map((key) => ({
      kind: 'named',
      key,
      id: undefined,
      contentType: undefined,
      columns: [key],
      values: undefined,
    })),
  );
  expect(new Set(account.fields.map(({ name }) => name))).toEqual(new Set([...mappedNames, ...unmappedNames]));
  expect(readFileSync(file).subarray(0, 3)).toEqual(Buffer.from('\u{feff}'));
  const [header = []]: string[][] = parse(readFileSync(file), { bom: true, to: 1 });
  expect(header).toEqual(expect.arrayContaining(mappedNames));
  expect(header.filter((column) => unmappedNames.includes(column))).toEqual([]);
});

test('a check of the sample file finds just the rows that can be seen to be broken offline', async () => {
  const { exitCode, summary, rows } = await runHere(createWorkspace(), ['check', jobFile]);
  expect(exitCode).toBe(1);
  expect(summary.rows).toMatchObject({ total: 300, invalid: 13, pending: 287 });
  expect(invalidOf(rows)).toEqual(brokenRows);
});

test('a plan of it finds the rest, and that most of the other rows ask for nothing', async () => {
  const { sandbox, variables } = await startAccount();
  const { exitCode, summary, rows } = await runHere(createWorkspace(), ['plan', jobFile], variables);
  expect(exitCode).toBe(0);
  expect(summary.rows).toMatchObject({ total: 300, invalid: 16, unchanged: 180, pending: 104 });
  expect(invalidOf(rows)).toEqual([...brokenRows, ...strangeRows].toSorted(([a], [b]) => Number(a) - Number(b)));
  const sum = (kind: 'set' | 'changed' | 'cleared') =>
    summary.plan.fields.reduce((total: number, field: Record<string, number>) => total + (field[kind] ?? 0), 0);
  expect([sum('set'), sum('changed'), sum('cleared')]).toEqual([17, 141, 7]);
  expect(sandbox.calls.map(({ endpoint }) => endpoint)).toEqual(['list']);
  const cells: string[][] = parse(readFileSync(file), { bom: true, relax_column_count: true });
  for (const [row, cell] of respelled) {
    expect(cells[row - 1]).toContain(cell);
    expect(rows[row - 2]).toMatchObject({ row: String(row), status: 'unchanged' });
  }
});

test('an import changes what its plan says and no more, a second one nothing, and a rollback takes it back', async () => {
  const { sandbox, variables } = await startAccount();
  const workspace = createWorkspace();
  const yaml = readFileSync(jobFile, 'utf8').replace('limit: 20, per: 1s', 'limit: 1000, per: 1s');
  const fast = workspace.write('fast.yaml', yaml);
  const before = contentsOf(sandbox.contacts());

  const { summary, rows } = await runHere(workspace, ['run', fast, '--file', file, '--yes'], variables);
  expect(summary).toMatchObject({ state: 'completed', rows: { updated: 104, unchanged: 180, invalid: 16 } });
  const after = contentsOf(sandbox.contacts());
  const changed = rows.filter(({ status }) => status === 'updated').map(({ externalUserId }) => externalUserId);
  const differs = (id: string) => !isDeepStrictEqual(after.get(id), before.get(id));
  expect(new Set([...before.keys()].filter(differs))).toEqual(new Set(changed));
  for (const name of unmappedNames) expect(columnOf(after, name)).toEqual(columnOf(before, name));
  expect(columnOf(after, '客服备注').filter((content) => content === undefined)).toEqual([]);

  const again = await runHere(workspace, ['run', fast, '--file', file, '--yes'], variables);
  expect(again.summary).toMatchObject({ state: 'completed', rows: { unchanged: 284, invalid: 16 }, calls: { put: 0 } });

  const back = await runHere(workspace, ['rollback', summary.runId, '--yes'], variables);
  expect(back).toMatchObject({ exitCode: 0, summary: { rows: { total: 104, updated: 104 } } });
  expect(contentsOf(sandbox.contacts())).toEqual(before);
});

test('a demo that is stopped half way stops its sandbox too', async () => {
  const demo = startDemo();
  const [url = ''] = /http:\S+/.exec(String(await once(demo.stdout, 'data'))) ?? [];
  await expect
    .poll(async () => (await fetch(url)).text(), { timeout: 20_000 })
    .toContain('修改 <small lang="en">put</small></td>');
  demo.kill('SIGINT');
  expect(await once(demo, 'exit')).toEqual([1, null]);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

function startDemo() {
  const program = spawn(process.execPath, [join(root, 'dist/demo.js')], {
    cwd: join(root, 'samples'),
    env: { ...process.env, WEFENG_LOG_DIR: logDir },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void program.kill());
  return program;
}

/** The sample account, in a sandbox that does nothing wrong. */
async function startAccount() {
  const sandbox = await startSandbox({ contacts: account, secret: 'demo', rate: { limit: 1000, perMs: 1000 } });
  onTestFinished(sandbox.close);
  return { sandbox, variables: { WEFENG_BASE_URL: sandbox.baseUrl, WEFENG_SECRET: 'demo' } };
}

async function runHere({ run }: Workspace, args: string[], variables: Record<string, string> = {}) {
  const { code: exitCode, stdout } = await run([...args, '--json'], variables);
  const summary = JSON.parse(stdout);
  const rows: Record<string, string>[] = parse(readFileSync(summary.files.report), { bom: true, columns: true });
  return { exitCode, summary, rows };
}

const invalidOf = (rows: Record<string, string>[]) =>
  rows.filter(({ status }) => status === 'invalid').map(({ row, column, code }) => [row, column, code]);

/** What each contact holds, field by field: the order of its custom fields means nothing. */
const contentsOf = (contacts: StoredContact[]) =>
  new Map(
    contacts.map(({ customFields, ...standard }) => {
      const custom = customFields.map(({ fieldCode, content }) => [fieldCode, content]);
      return [standard.externalUserId, { ...standard, ...Object.fromEntries(custom) } as Record<string, unknown>];
    }),
  );

const columnOf = (contents: ReturnType<typeof contentsOf>, name: string) =>
  [...contents.values()].map((contact) => contact[codeOf(name)]);

const codeOf = (name: string) => account.fields.find((field) => field.name === name)?.fieldCode ?? '';
