import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadJob } from '../../src/job/load-job.js';
import { loadAccount } from '../../src/sandbox/account/load-account.js';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { createWorkspace, readReport, SECRET, type Workspace } from '../helpers/workspace.js';

const samples = join(import.meta.dirname, '../../samples');
const noAccount = { WEFENG_BASE_URL: '', WEFENG_SECRET: '' };

/** The rows of the last run that were refused, each with the column that is to blame. */
function refusedRows(workspace: Workspace): [number, string][] {
  const report = readReport(workspace.runFolders().at(-1) ?? '');
  return report.filter(({ status }) => status === 'invalid').map(({ row, column }) => [Number(row), column ?? '']);
}

// The rows of samples/customers.csv that are broken on purpose, as far as they can be seen without the account.
const brokenRows: [number, string][] = [
  [24, '手机号'],
  [41, '公司'],
  [58, '生日'],
  [92, '企微客户ID'],
  [109, '企微客户ID'],
  [126, ''],
  [143, ''],
  [160, ''],
  [194, '年龄'],
  [211, '手机号'],
  [251, ''],
];

test('without an account: a job of the standard fields, whose check finds the broken rows and no others', async () => {
  const workspace = createWorkspace();
  const made = await workspace.run(['init', join(samples, 'customers.csv')], noAccount);
  expect(made).toMatchObject({ code: 0, stdout: 'customers.yaml\n' });
  expect(made.stderr).toContain('majorFollowUser takes userIds');
  expect(made.stderr).toContain('Next: wefeng-import check customers.yaml');
  expect(existsSync(workspace.logDir)).toBe(false);
  const path = join(workspace.folder, 'customers.yaml');
  const { jobFile } = await loadJob(path);
  expect(Object.keys(jobFile.fields)).toHaveLength(13);
  expect(jobFile.customFields).toEqual({});

  const checked = await workspace.run(['check', 'customers.yaml'], noAccount);
  expect(checked.code).toBe(1);
  expect(refusedRows(workspace)).toEqual(brokenRows);

  const before = readFileSync(path, 'utf8');
  const again = await workspace.run(['init', join(samples, 'customers.csv')], noAccount);
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(again.stderr).toContain('customers.yaml is there already');
  expect(readFileSync(path, 'utf8')).toBe(before);
});

test('with an account: all its fields and options, nothing left to decide, and a plan that the account agrees with', async () => {
  const contacts = loadAccount(join(samples, 'contacts.json'));
  const sandbox = await startSandbox({ contacts, secret: SECRET });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(sandbox.baseUrl);
  mkdirSync(join(workspace.folder, 'jobs'));
  const made = await workspace.run(['init', join(samples, 'customers.csv'), '--json']);
  const path = join(workspace.folder, 'jobs', 'customers.yaml');
  expect(made.code).toBe(0);
  expect(JSON.parse(made.stdout)).toEqual({ job: path, leftToDecide: [] });
  const { jobFile } = await loadJob(path);
  expect(Object.keys(jobFile.fields)).toHaveLength(14);
  expect(jobFile.customFields).toEqual({
    客户等级: '客户等级',
    地区: '地区',
    兴趣: { column: '兴趣', separator: '、' },
    上次回访: { column: '上次回访', format: 'yyyy/M/d H:mm' },
    年消费: '年消费',
    标签备注: '标签备注',
  });

  const planned = await workspace.run(['plan', path, '--json']);
  expect(JSON.parse(planned.stdout)).toMatchObject({ rows: { total: 300, invalid: 15 }, plan: { toSend: 105 } });
  expect(refusedRows(workspace)).toEqual(
    [...brokenRows, [75, '客户等级'], [118, '企微客户ID'], [228, '标签备注'], [268, '企微客户ID']].toSorted(
      ([a], [b]) => Number(a) - Number(b),
    ),
  );
});

test.each([
  [
    'members.xlsx',
    1,
    [
      [10, '客服系统ID'],
      [15, '公司'],
      [41, '公司'],
    ],
  ],
  ['members-gbk.csv', 0, []],
])('%s: the check of its job has the exit code %d', async (file, code, refused) => {
  const workspace = createWorkspace();
  const made = await workspace.run(['init', join(samples, file), '--out', 'job.yaml'], noAccount);
  expect(made).toMatchObject({ code: 0, stdout: 'job.yaml\n' });
  expect(made.stderr).not.toContain('left to decide');
  expect((await workspace.run(['check', 'job.yaml'], noAccount)).code).toBe(code);
  expect(refusedRows(workspace)).toEqual(refused);
});
