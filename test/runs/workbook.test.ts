import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import ExcelJS from 'exceljs';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { fast, fullAccount, idOf } from '../helpers/account.js';
import { createWorkspace, readReport, SECRET } from '../helpers/workspace.js';

const job = `
name: workbook
lang: en
source: { file: book.xlsx, sheet: 客户, headerRow: 2 }
id: 企微客户ID
fields:
  mobile: 手机号
customFields:
  签约日期: { column: 签约日期, format: yyyy/M/d }
  备注: 身份证
  详细说明: 说明
${fast}
`;

const header = ['企微客户ID', '手机号', '签约日期', '身份证', '说明'];

/** As a person has it: a title above the header, another sheet beside it, merged cells, numbers that are too long. */
async function writeBook(path: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('填表说明').addRow(['请填写“客户”表']);
  const sheet = workbook.addWorksheet('客户');
  sheet.addRow(['2026年客户名单']);
  sheet.mergeCells('A1:E1');
  sheet.addRow(header);
  const days = [1, 2, 3, 4, 5, 6].map((day) => new Date(Date.UTC(2024, 1, day)));
  const ids = ['110101199001011234', 110101199001011234n, '110101199001011236', '7', '8', '9'].map((id) =>
    typeof id === 'bigint' ? Number(id) : id,
  );
  const notes: ExcelJS.CellValue[] = [
    '好',
    '好',
    '两行一起',
    null,
    { formula: 'A1' },
    { formula: 'A1', result: '算好的' },
  ];
  for (const [index, day] of days.entries()) {
    const row = sheet.addRow([idOf(index), 13_900_000_100 + index, day, ids[index], notes[index]]);
    row.getCell(3).numFmt = 'yyyy"年"m"月"d"日"';
  }
  sheet.mergeCells('E5:E6');
  sheet.getRow(8).hidden = true;
  await workbook.xlsx.writeFile(path);
  utimesSync(path, 1_700_000_000, 1_700_000_000);
}

test('a workbook is checked, sent, and what was refused is corrected in failed.csv and sent by the same job', async () => {
  const sandbox = await startSandbox({
    contacts: fullAccount(10),
    secret: SECRET,
    rate: { limit: 1000, perMs: 1000 },
  });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(sandbox.baseUrl);
  const jobPath = workspace.write('job.yaml', job);
  const book = join(workspace.folder, 'book.xlsx');
  await writeBook(book);
  const contentOf = (index: number, id: number) =>
    sandbox.contact(idOf(index))?.customFields.find((field) => field.id === id)?.content;
  const refused = [
    { row: '4', column: '身份证', code: 'cell.scientific' },
    { row: '6', column: '说明', code: 'cell.underMerged' },
    { row: '7', column: '说明', code: 'cell.notComputed' },
  ];

  const checked = await workspace.run(['check', jobPath, '--file', book]);
  expect(checked).toMatchObject({ code: 1, stderr: expect.stringContaining('1 row of the sheet is hidden') });
  expect(checked.stderr).toContain('1 merged range among the data (such as E5:E6)');
  expect(sandbox.calls).toEqual([]);

  expect(await workspace.run(['run', jobPath, '--file', book, '--yes'])).toMatchObject({ code: 2 });
  const folder = workspace.runFolders().at(-1) ?? '';
  const report = readReport(folder);
  expect(report.map(({ row, status }) => `${row} ${status}`)).toEqual([
    '3 updated',
    '4 invalid',
    '5 updated',
    '6 invalid',
    '7 invalid',
    '8 updated',
  ]);
  expect(report.filter(({ status }) => status === 'invalid')).toMatchObject(refused);
  expect([contentOf(0, 4), contentOf(0, 9), contentOf(5, 10)]).toEqual(['2024-02-01', '110101199001011234', '算好的']);
  expect(sandbox.contact(idOf(0))?.mobile).toBe('13900000100');
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  expect(readFileSync(join(folder, 'run.log'), 'utf8')).not.toMatch(/1101011990|13900000100/);

  const rows: string[][] = parse(readFileSync(join(folder, 'failed.csv')), { bom: true, relax_column_count: true });
  expect(rows.slice(0, 2)).toEqual([['2026年客户名单'], [...header, '原因']]);
  expect(rows.slice(2).map((cells) => cells.slice(0, 5))).toEqual([
    [idOf(1), '13900000101', '2024/2/2', '1.1010119900101123E+17', '好'],
    [idOf(3), '13900000103', '2024/2/4', '7', '#合并单元格!'],
    [idOf(4), '13900000104', '2024/2/5', '8', '#未计算!'],
  ]);

  // As it is, it is refused again; corrected, it is sent.
  const failed = join(folder, 'failed.csv');
  const mended = rows.map((cells) =>
    cells.map((cell) => cell.replace(/^1\.1010.*/, '110101199001011235').replace(/^#.*/, '补上')),
  );
  expect(await workspace.run(['check', jobPath, '--file', failed])).toMatchObject({ code: 1 });
  const again = workspace.write('again.csv', stringify(mended));
  expect(await workspace.run(['run', jobPath, '--file', again, '--yes'])).toMatchObject({ code: 0 });
  expect([contentOf(1, 9), contentOf(3, 10), contentOf(4, 4)]).toEqual(['110101199001011235', '补上', '2024-02-05']);
});
