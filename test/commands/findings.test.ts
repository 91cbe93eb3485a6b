import { expect, test } from 'vitest';
import { csv, fast, fullAccount, idOf, mobileOf } from '../helpers/account.js';
import { setUpImport } from '../helpers/import.js';
import { createWorkspace, readSummary } from '../helpers/workspace.js';

const header = ['id', '手机', '姓名', '等级', '备注', '手机号'];
const mapping = `
fields: { mobile: 手机 }
customFields: { 客户等级: 等级, 备注: 备注 }`;

/** Five rows: a mobile that Excel has cut, a label that is none, a garbled remark, an id with a space, a sound one. */
const rows = [
  [idOf(0), '1.38E+10', '张三', '', '', '13800138000'],
  [idOf(1), mobileOf(1), '李四', '黄金会员卡', '', ''],
  [idOf(2), mobileOf(2), '王五', '', '寮犱笁', ''],
  [`${idOf(3)} `, mobileOf(3), '赵六', '', '', ''],
  [idOf(4), mobileOf(4), '钱七', 'VIP', '老客户', ''],
];

const told = [
  ['mojibake', '备注', 1, [4]],
  ['scientific', '手机', 1, [2]],
  ['unmatchedLabel', '等级', 1, [3]],
  ['idSpaces', 'id', 1, [5]],
  ['alikeHeaders', '手机', 1, []],
  ['unmapped', null, 2, []],
].map(([code, column, count, found]) => ({ column, code, count, rows: found }));

test('plan opens with what is to be said of the file, each with its cause and mend, and so does its report', async () => {
  const { workspace, job } = await setUpImport({ account: fullAccount(10), header, rows, mapping });
  const { code, stdout } = await workspace.run(['plan', job]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Check-up of the data: 6 findings/);
  const [opening = ''] = stdout.split(/^Run \S+: /m);
  for (const words of [
    '[备注] garbled: read in the wrong encoding: 1 cell, row 4, such as "寮犱笁" (probably "张三")',
    '[手机] scientific notation: 1 cell, row 2, such as "1.38E+10"',
    'such as "黄金会员卡" (1 cell, nearest option "黄金会员")',
    `such as "${idOf(3)}␣"`,
    '[手机] the job uses this column, and there are others of a similar name: 手机号',
    '2 columns with data that the job does not use: 姓名, 手机号',
  ]) {
    expect(opening).toContain(words);
  }
  const [folder = ''] = workspace.runFolders();
  expect(readSummary(folder).findings).toEqual(told);
  const again = await workspace.run(['report', folder]);
  expect(again.stdout.startsWith(opening)).toBe(true);
});

test('check does so in Chinese, and what programs keep names no customer', async () => {
  const workspace = createWorkspace();
  workspace.write('customers.csv', csv(header, rows));
  const job = workspace.write(
    'job.yaml',
    `{ name: test, lang: zh, source: { file: customers.csv }, id: id, fields: { mobile: 手机, position: 备注 },
    customFields: { 等级: { column: 等级, values: { 普通: 1, VIP: 2, 黄金会员: 3 } } } }`,
  );
  const { code, stdout } = await workspace.run(['check', job]);
  expect(code).toBe(1);
  const [head = '', ...lines] = stdout.split('\n');
  expect(head).toMatch(/^数据体检：6 项发现/);
  expect(lines.join('\n')).toContain(
    '[等级] 1 种写法不是允许的选项：1 格（第 3 行），如“黄金会员卡”（1 格，最接近的选项是“黄金会员”）',
  );

  const json = await workspace.run(['check', job, '--json']);
  expect(JSON.parse(json.stdout).findings).toEqual(told);
  for (const value of ['1.38E', '13800138000', '寮犱笁', '张三', '黄金会员卡', idOf(3)]) {
    expect(json.stdout).not.toContain(value);
  }
  const [opening = ''] = json.stderr.split(/^运行 /m);
  expect(opening).toContain('[手机] 科学计数法：1 格（第 2 行）\n');
  for (const value of ['1.38E', '13800138000', '寮犱笁', '张三', '黄金会员卡', idOf(3)]) {
    expect(opening).not.toContain(value);
  }
});

test('of a sound file check says so; one that lacks a column is told which may be meant', async () => {
  const workspace = createWorkspace();
  const job = workspace.write(
    'job.yaml',
    `{ name: test, lang: en, source: { file: customers.csv }, id: id, fields: { mobile: 手机 }, ${fast} }`,
  );
  workspace.write('customers.csv', csv(['id', '手机'], [[idOf(0), mobileOf(0)]]));
  const sound = await workspace.run(['check', job]);
  expect(sound).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Check-up of the data: the file looks sound\n/),
  });
  workspace.write('customers.csv', csv(['id', '手机号码'], [[idOf(0), mobileOf(0)]]));
  const { code, stderr } = await workspace.run(['check', job]);
  expect(code).toBe(1);
  expect(stderr).toContain('手机: the file has "手机号码"');
});

test('a rollback has no file, and nothing is said of it', async () => {
  const table = [[idOf(0), '13800138000', '', '', ' 备注 ', '']];
  const { run } = await setUpImport({ account: fullAccount(3), header, rows: table, mapping });
  const imported = await run('run', '<job>', '--yes');
  expect(imported.summary.findings).toMatchObject([{ code: 'outerSpaces', column: '备注' }, { code: 'alikeHeaders' }]);
  const { summary } = await run('rollback', imported.summary.runId, '--yes');
  expect(summary).toMatchObject({ command: 'rollback', rows: { updated: 1 }, findings: [] });
});
