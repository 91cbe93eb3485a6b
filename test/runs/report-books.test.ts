import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { baselineJob, fast, fullAccount, idOf, mobileOf } from '../helpers/account.js';
import { setUpImport } from '../helpers/import.js';
import { openByExcelJs, readByHucre, sheetNamed } from '../helpers/read-workbook.js';

const header = ['id', '手机', '等级', '备注'];
const mapping = `
fields: { mobile: 手机 }
customFields: { 客户等级: 等级, 备注: 备注 }`;

const rows = [
  [idOf(0), '13800000000', '', ''],
  [idOf(1), '', '黄金 会员', '=HYPERLINK("http://x")'],
  [idOf(3), '', '', '#清空'],
  [idOf(5), mobileOf(5), '', ''],
  ['wm_nobody', '13800000009', '', ''],
  ['wm nobody', '13800000009', '', ''],
];

const setUp = (more = fast, table = rows) =>
  setUpImport({ account: fullAccount(12), header, rows: table, mapping, more });

test('report.xlsx tells of a run in four sheets: numbers, every row, every change, every kind of problem', async () => {
  const { run } = await setUp();
  const { code, folder, summary } = await run('run', '<job>', '--yes');
  expect(code).toBe(2);
  expect(summary.files).toMatchObject({ book: join(folder, 'report.xlsx'), failedBook: null });
  const sheets = await readByHucre(join(folder, 'report.xlsx'));
  expect(Object.keys(sheets)).toEqual(['Summary', 'Rows', 'Changes', 'Problems']);

  const facts = new Map(sheetNamed(sheets, 'Summary').map(([name, value]) => [name, value]));
  expect(Object.fromEntries(facts)).toMatchObject({
    'Rows in all': 6,
    updated: 3,
    unchanged: 1,
    invalid: 2,
    'PUT calls': 3,
    Run: summary.runId,
  });
  const details = sheetNamed(sheets, 'Rows').slice(1);
  expect(details.map(([row, id, status]) => [row, id, status])).toEqual([
    ['2', idOf(0), 'updated'],
    ['3', idOf(1), 'updated'],
    ['4', idOf(3), 'updated'],
    ['5', idOf(5), 'unchanged'],
    ['6', 'wm_nobody', 'invalid'],
    ['7', 'wm nobody', 'invalid'],
  ]);
  expect(
    sheetNamed(sheets, 'Changes')
      .slice(1)
      .map(([row, , ...change]) => [row, ...change]),
  ).toEqual([
    ['2', 'mobile', mobileOf(0), '13800000000', 'changed', 'updated'],
    ['3', '客户等级 (CustomField_1)', 'VIP', '黄金会员', 'changed', 'updated'],
    ['3', '备注 (CustomField_9)', '备注 1 "引号" 🧾', '=HYPERLINK("http://x")', 'changed', 'updated'],
    ['4', '备注 (CustomField_9)', '备注 3 "引号" 🧾', '(blank)', 'cleared', 'updated'],
  ]);
  expect(sheetNamed(sheets, 'Problems').map(([count, , , examples, why]) => [count, examples, why])).toEqual([
    ['Rows', 'Such as rows', 'Code'],
    [1, '6', 'contact.absent'],
    [1, '7', 'id.grammar'],
  ]);
});

test('a status is coloured, and what is cleared is red', async () => {
  const { run } = await setUp();
  const { folder } = await run('run', '<job>', '--yes');
  const book = await openByExcelJs(join(folder, 'report.xlsx'));
  const fillOf = (cell: string) => book.getWorksheet('Rows')?.getCell(cell).fill;
  expect(fillOf('C2')).toMatchObject({ fgColor: { argb: 'FFD5F0DC' } });
  expect(fillOf('C6')).toMatchObject({ fgColor: { argb: 'FFF9CFCB' } });
  expect(book.getWorksheet('Changes')?.getCell('E5').font.color).toEqual({ argb: 'FFB42318' });
});

test('a check makes report.xlsx too', async () => {
  const { run } = await setUp();
  const { folder, summary } = await run('check', '<job>');
  expect(summary.files.book).toBe(join(folder, 'report.xlsx'));
  const sheets = await readByHucre(join(folder, 'report.xlsx'));
  expect(sheetNamed(sheets, 'Rows').map(([, , status]) => status)).toEqual([
    'Status',
    ...Array(5).fill('passed'),
    'invalid',
  ]);
});

test('plan.xlsx shows a reviewer what would be sent; apply names the same checksum, and leaves the file as it was', async () => {
  const { run } = await setUp(`${fast}\nlimits: { invalid: 50%, clears: 2 }`);
  const planned = await run('plan', '<job>');
  expect(planned.code).toBe(0);
  const checksum = planned.summary.plan?.checksum ?? '';
  expect(checksum).toMatch(/^[0-9a-f]{32}$/);
  expect(planned.stderr).toContain(`Checksum of the plan: ${checksum}`);
  const path = join(planned.folder, 'plan.xlsx');
  expect(planned.summary.files.book).toBe(path);
  const sheets = await readByHucre(path);
  expect(Object.keys(sheets)).toEqual(['Plan', 'Changes', 'Rows not sent']);
  const facts = sheetNamed(sheets, 'Plan');
  for (const fact of [
    ['Checksum of the plan', checksum],
    ['Rows in all', 6],
    ['to send', 3],
    ['Invalid rows (limits.invalid)', 2, '50%', 'within'],
    ['Cleared values (limits.clears)', 1, '2', 'within'],
    ['Changed contacts (limits.changed)', 3, 'not set'],
    ['备注 (CustomField_9)', 0, 1, '1'],
  ]) {
    expect(facts.map((cells) => cells.slice(0, fact.length))).toContainEqual(fact);
  }
  expect(sheetNamed(sheets, 'Changes').slice(1)).toHaveLength(4);
  expect(sheetNamed(sheets, 'Rows not sent').slice(1)).toHaveLength(2);

  const before = readFileSync(path);
  const applied = await run('apply', planned.summary.runId);
  expect(applied.code).toBe(2);
  expect(applied.stderr).toContain(`Checksum of the plan: ${checksum}`);
  expect(applied.summary.plan?.checksum).toBe(checksum);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('another plan has another checksum: another value, another row, another contact', async () => {
  const { run, writeRows } = await setUp();
  const checksums: unknown[] = [(await run('plan', '<job>')).summary.plan?.checksum];
  const [first = [], ...others] = rows;
  for (const table of [
    others,
    [[idOf(0), '13800000001', '', ''], ...others],
    [[idOf(2), '13800000000', '', ''], ...others],
  ]) {
    writeRows(header, table);
    checksums.push((await run('plan', '<job>')).summary.plan?.checksum);
  }
  writeRows(header, [first, ...others]);
  const again = (await run('plan', '<job>')).summary.plan?.checksum;
  expect(new Set(checksums).size).toBe(4);
  expect(again).toBe(checksums[0]);
});

const readAll = (folder: string, names: readonly string[]) =>
  names.map((name) => readFileSync(join(folder, name)).toString('hex'));

test('the workbooks and pages are the same bytes when they are made again; those of a plan stay when it is sent', async () => {
  const { run } = await setUp();
  const { folder } = await run('plan', '<job>');
  const planned = readAll(folder, ['plan.xlsx', 'plan.html']);
  await run('report', folder);
  expect(readAll(folder, ['plan.xlsx', 'plan.html'])).toEqual(planned);
  await run('apply', folder);
  const sent = readAll(folder, ['report.xlsx', 'report.html']);
  await run('report', folder);
  expect(readAll(folder, ['report.xlsx', 'report.html'])).toEqual(sent);
  expect(readAll(folder, ['plan.xlsx', 'plan.html'])).toEqual(planned);
});

test('a plan of the same rows has another checksum for another account or mapping, and none where nothing is sent', async () => {
  const { run, workspace, writeRows } = await setUp();
  const checksumOf = async (command: string) => (await run(command, '<job>')).summary.plan?.checksum ?? null;
  const first = await checksumOf('plan');
  // Another set-up has a sandbox of its own, and thus another address.
  const other = await setUp();
  expect((await other.run('plan', '<job>')).summary.plan?.checksum).not.toBe(first);
  workspace.write('job.yaml', baselineJob(mapping.replace('备注: 备注', '备注: { column: 备注, trim: true }'), fast));
  const [trimmed, again] = [await checksumOf('plan'), await checksumOf('plan')];
  expect(trimmed).toMatch(/^[0-9a-f]{32}$/);
  expect(again).toBe(trimmed);
  expect(trimmed).not.toBe(first);
  expect(await checksumOf('check')).toBeNull();
  writeRows(header, rows.slice(4));
  expect(await checksumOf('plan')).toBeNull();
});

test('without a baseline plan and report say that what is not sent is cleared', async () => {
  const custom = 'customFields: { CustomField_9: { column: 备注, id: 9, type: text } }';
  const none = `${custom}\nbaseline: none\nreplaceAll: true`;
  const { run, sandbox } = await setUpImport({
    account: fullAccount(3),
    header,
    rows: [[idOf(0), '', '', '新']],
    mapping: none,
  });
  const planned = await run('plan', '<job>');
  expect(planned.stderr).toContain('Caution: sending clears custom fields that are not listed');
  const sheets = await readByHucre(planned.summary.files.book);
  const facts = sheetNamed(sheets, 'Plan');
  expect(facts[0]).toEqual(['Caution: sending clears custom fields that are not listed']);
  expect(facts).toContainEqual(['Cleared values (limits.clears)', 'not known', 'not set']);
  const page = readFileSync(planned.summary.files.page, 'utf8');
  expect(page).toContain('"clears":null');
  const applied = await run('apply', planned.folder);
  expect(sandbox.contact(idOf(0))?.customFields.map(({ id }) => id)).toEqual([9]);
  expect(applied.stderr).toContain('the custom fields that were not sent have been cleared');
});
