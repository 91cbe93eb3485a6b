import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { contentTypes } from '../src/contact/field.js';
import { loadJob } from '../src/job/load-job.js';
import type { FieldOption } from '../src/sandbox/account.js';
import { loadAccount } from '../src/sandbox/load-account.js';

const root = resolve(import.meta.dirname, '..');
const logDir = mkdtempSync(join(tmpdir(), 'demo-logs-'));
afterAll(() => rmSync(logDir, { recursive: true }));

/** The rows of samples/customers.csv that are broken on purpose, as Excel numbers them: the column, and what it teaches. */
const brokenRows = [
  ['24', '手机号', 'cell.scientific'],
  ['41', '公司', 'cell.errorValue'],
  ['58', '生日', 'cell.declaredDate'],
  ['75', '客户等级', 'cell.notAllowed'],
  ['92', '企微客户ID', 'id.grammar'],
  ['109', '企微客户ID', 'id.empty'],
  ['126', '', 'row.cells'],
  ['143', '', 'row.cells'],
  ['160', '', 'duplicate.rejected'],
  ['177', '性别', 'cell.notAllowed'],
  ['194', '年龄', 'cell.integer'],
  ['211', '备用电话', 'cell.phone'],
  ['228', '标签备注', 'cell.controlCharacter'],
  ['251', '', 'duplicate.rejected'],
];

test('the sample account loads, with a field of every content type and contents for each', () => {
  const { fields, contacts } = loadAccount(join(root, 'samples/contacts.json'));
  expect(contacts).toHaveLength(320);
  expect(new Set(fields.map(({ contentType }) => contentType))).toEqual(new Set(contentTypes));
  const filled = new Set(contacts.flatMap(({ customFields }) => customFields.map(({ fieldCode }) => fieldCode)));
  expect(filled).toEqual(new Set(fields.map(({ fieldCode }) => fieldCode)));
});

test('the demo job knows each custom field by the id, type and options that the account gives it', async () => {
  const { job } = await loadJob(join(root, 'jobs/demo.yaml'));
  const { fields } = loadAccount(join(root, 'samples/contacts.json'));
  const mapped = job.mapping.fields.flatMap(({ field, column, values }) =>
    field.kind === 'custom' ? [{ ...field, column, options: Object.fromEntries(values ?? []) }] : [],
  );
  // 客服备注 is not in the file: the rehearsal shows what replaceAll does to it.
  const defined = fields.filter(({ name }) => name !== '客服备注');
  const expected = defined.map(({ id, fieldCode, contentType, name, optionList }) => {
    const options = Object.fromEntries(listPaths(optionList ?? [], contentType === 'chained_droplist'));
    return { kind: 'custom', id, fieldCode, contentType, column: name, options };
  });
  expect(new Set(mapped)).toEqual(new Set(expected));
});

test('a check of the sample file finds just the rows that are broken on purpose', async () => {
  const check = startProgram('cli.js', 'check', join(root, 'jobs/demo.yaml'), '--json');
  const summary = JSON.parse(await text(check.stdout));
  expect(summary.rows).toMatchObject({ total: 300, invalid: 14, pending: 286 });
  const rows: Record<string, string>[] = parse(readFileSync(summary.files.report), { bom: true, columns: true });
  const invalid = rows.filter(({ status }) => status === 'invalid');
  expect(invalid.map(({ row, column, code }) => [row, column, code])).toEqual(brokenRows);
});

test('the demo ends as it says it will', { timeout: 90_000 }, async () => {
  const demo = startProgram('demo.js');
  const [words, [exitCode]] = await Promise.all([text(demo.stdout), once(demo, 'exit')]);
  expect(words).toContain('演练成功');
  expect(exitCode).toBe(0);
});

test('a demo that is stopped half way stops its sandbox too', async () => {
  const demo = startProgram('demo.js');
  const [url = ''] = /http:\S+/.exec(String(await once(demo.stdout, 'data'))) ?? [];
  await expect.poll(async () => (await fetch(url)).text(), { timeout: 20_000 }).toContain('<td>put</td>');
  demo.kill('SIGINT');
  expect(await once(demo, 'exit')).toEqual([1, null]);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

function startProgram(name: 'cli.js' | 'demo.js', ...args: string[]) {
  const program = spawn(process.execPath, [join(root, 'dist', name), ...args], {
    cwd: join(root, 'samples'),
    env: { ...process.env, WEFENG_LOG_DIR: logDir },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void program.kill());
  return program;
}

/** The labels of options and what a job is to write for each: its key, or the keys from the root of a chain. */
function listPaths(options: readonly FieldOption[], chained: boolean, above: FieldOption[] = []): [string, unknown][] {
  return options.flatMap((option): [string, unknown][] => {
    const path = [...above, option];
    if (option.subOptionList) return listPaths(option.subOptionList, chained, path);
    return [[path.map(({ value }) => value).join('/'), chained ? path.map(({ key }) => key) : option.key]];
  });
}
