import { readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { fast, fullAccount, idOf } from '../helpers/account.js';
import { openByExcelJs } from '../helpers/read-workbook.js';
import { createWorkspace, readReport, SECRET } from '../helpers/workspace.js';

const job = (source: string) => `
name: failed-book
lang: en
source: ${source}
id: 企微客户ID
fields:
  mobile: 手机号
customFields:
  签约日期: { column: 签约日期, format: yyyy/M/d }
  备注: 备注
  详细说明: 说明
${fast}
`;

const header = ['企微客户ID', '手机号', '签约日期', '备注', '说明'];
const day = new Date(Date.UTC(2024, 1, 3));

/** A sheet with a title, a blank row and the header in row 3; another sheet is before it. */
async function writeBook(path: string, rows: readonly ExcelJS.CellValue[][]): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('填表说明').addRow(['请填写“客户”表']);
  const sheet = workbook.addWorksheet('客户 & "VIP"');
  sheet.getRow(1).values = ['2026年客户名单'];
  sheet.getRow(3).values = header;
  for (const [index, cells] of rows.entries()) sheet.getRow(index + 4).values = cells;
  sheet.mergeCells('E6:E7');
  await save(workbook, path);
}

async function save(workbook: ExcelJS.Workbook, path: string): Promise<void> {
  await workbook.xlsx.writeFile(path);
  utimesSync(path, 1_700_000_000, 1_700_000_000);
}

async function setUp(rows: readonly ExcelJS.CellValue[][]) {
  const rate = { limit: 1000, perMs: 1000 };
  const sandbox = await startSandbox({ contacts: fullAccount(10), secret: SECRET, rate });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(sandbox.baseUrl);
  const jobPath = workspace.write('job.yaml', job(`{ sheet: '客户 & "VIP"', headerRow: 3 }`));
  const book = join(workspace.folder, 'book.xlsx');
  await writeBook(book, rows);
  const run = async (command: string, file: string) => {
    const { code } = await workspace.run([command, jobPath, '--file', file, ...(command === 'run' ? ['--yes'] : [])]);
    const folder = workspace.runFolders().at(-1) ?? '';
    return { code, folder, report: readReport(folder), failed: join(folder, 'failed.xlsx') };
  };
  return { sandbox, book, run };
}

const rows: ExcelJS.CellValue[][] = [
  [idOf(0), 13_900_000_100, day, '好', '好'],
  [idOf(1), '无', day, '00123', ' 前后有空格 '],
  [idOf(2), 13_900_000_102, day, '=1+1', '合并'],
  [idOf(3), 13_900_000_103, day, '第一行\n第二行', null],
  [idOf(4), 13_900_000_104, day, Number('110101199001011234'), '说明'],
  [idOf(5), 13_900_000_105, day, '备注', { formula: 'A1' }],
];

describe('failed.xlsx', () => {
  test('holds the rows to correct as the workbook had them: its sheet, what stands above, exact texts, and why', async () => {
    const { book, run } = await setUp(rows);
    const { code, failed } = await run('run', book);
    expect(code).toBe(2);
    const workbook = await openByExcelJs(failed);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['客户 & "VIP"']);
    const sheet = workbook.worksheets[0];
    const cells = (row: number) => ((sheet?.getRow(row).values ?? []) as unknown[]).slice(1);
    expect(cells(1)).toEqual(['2026年客户名单']);
    expect(sheet?.getRow(2).values).toEqual([]);
    expect(cells(3)).toEqual([...header, '原因']);
    expect([4, 5, 6, 7].map((row) => cells(row).slice(0, 5))).toEqual([
      [idOf(1), '无', '2024/2/3', '00123', ' 前后有空格 '],
      [idOf(3), '13900000103', '2024/2/3', '第一行\n第二行', '#合并单元格!'],
      [idOf(4), '13900000104', '2024/2/3', '1.1010119900101123E+17', '说明'],
      [idOf(5), '13900000105', '2024/2/3', '备注', '#未计算!'],
    ]);
    expect(sheet?.getCell('F4').value).toContain('[手机号]');
    // What is wrong is seen at once.
    expect(sheet?.getCell('B4').fill).toMatchObject({ fgColor: { argb: 'FFF9CFCB' } });
    expect(sheet?.getCell('C4').fill).not.toMatchObject({ fgColor: { argb: 'FFF9CFCB' } });
  });

  test('is refused again as it is, and makes the same failed.xlsx', async () => {
    const { sandbox, book, run } = await setUp(rows);
    const first = await run('run', book);
    const sent = sandbox.calls.length;
    const again = await run('check', first.failed);
    expect(again.code).toBe(1);
    const refused = ({ status, code }: Record<string, string>) => `${status} ${code}`;
    expect(again.report.map(refused)).toEqual(first.report.map(refused).filter((words) => words.startsWith('invalid')));
    expect(readFileSync(again.failed).equals(readFileSync(first.failed))).toBe(true);
    expect(sandbox.calls).toHaveLength(sent);
  });

  test('corrected and saved by a spreadsheet, is sent by the same job: its rows alone', async () => {
    const { sandbox, book, run } = await setUp(rows);
    const { failed } = await run('run', book);
    const workbook = await openByExcelJs(failed);
    const [sheet] = workbook.worksheets;
    const mend = { B4: '13900000101', E5: '补上', D6: '110101199001011234', E7: '算好' };
    for (const [cell, value] of Object.entries(mend)) if (sheet) sheet.getCell(cell).value = value;
    await save(workbook, failed);
    const before = sandbox.calls.filter(({ endpoint }) => endpoint === 'put').length;
    const again = await run('run', failed);
    expect(again.code).toBe(0);
    expect(again.report.map(({ row, externalUserId, status }) => [row, externalUserId, status])).toEqual([
      ['4', idOf(1), 'updated'],
      ['5', idOf(3), 'updated'],
      ['6', idOf(4), 'updated'],
      ['7', idOf(5), 'updated'],
    ]);
    expect(sandbox.calls.filter(({ endpoint }) => endpoint === 'put')).toHaveLength(before + 4);
    expect(sandbox.contact(idOf(1))?.mobile).toBe('13900000101');
    const remark = sandbox.contact(idOf(4))?.customFields.find(({ id }) => id === 9)?.content;
    expect(remark).toBe('110101199001011234');
  });
});
