import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SheetRow } from '../../../src/report/xlsx/cell.js';
import type { SheetLayout } from '../../../src/report/xlsx/sheet.js';
import { spellExactly } from '../../../src/report/xlsx/sheet-text.js';
import { createWorkbook } from '../../../src/report/xlsx/workbook-file.js';
import { anyText } from '../../helpers/any-text.js';
import { openUsual } from '../../helpers/read-source.js';
import { openByExcelJs, readByExcelJs, readByHucre, sheetNamed } from '../../helpers/read-workbook.js';
import { makeTempFolder } from '../../helpers/temp-folder.js';

const layoutOf = (name: string, header: readonly string[]): SheetLayout => ({
  name,
  head: [header.map((text) => ({ text, style: 'head' }))],
  widths: header.map(() => 12),
  frozen: 1,
  hasFilter: true,
});

async function writeBook(rows: readonly SheetRow[], width = 2, rowsOfSheet?: number): Promise<string> {
  const path = join(makeTempFolder(), 'book.xlsx');
  const book = createWorkbook(path, spellExactly, rowsOfSheet);
  const header = Array.from({ length: width }, (_, index) => `h${index}`);
  await book.addSheet(layoutOf('明细', header), 1);
  await book.addRows(rows);
  await book.addSheet(layoutOf('汇总 & <1>', header), 0);
  await book.finish();
  return path;
}

// What a spreadsheet would make numbers, dates, formulas or truth values of.
const tempting = [
  '00123',
  '13800138000',
  '110101199001011234',
  '1E5',
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  'TRUE',
  '2024-1-1',
  '12%',
];

test('texts stay texts, whatever they look like, for both libraries and for our own reader', async () => {
  const rows = tempting.map((text) => [text, ` ${text}\n`]);
  const path = await writeBook(rows);
  expect(sheetNamed(await readByHucre(path), '明细').slice(1)).toEqual(rows);
  expect(sheetNamed(await readByExcelJs(path), '明细').slice(1)).toEqual(rows);
  const source = await openUsual(path, { sheet: '明细' });
  const read: (readonly string[])[] = [];
  for await (const { cells } of source.rows) read.push(cells);
  await source.close();
  expect(read).toEqual(rows);
});

test('cells are of the format for texts, so that what is typed over them stays a text, too', async () => {
  const book = await openByExcelJs(await writeBook([['00123', null]]));
  const sheet = book.getWorksheet('明细');
  expect(sheet?.getCell('A2').numFmt).toBe('@');
  expect(sheet?.getCell('B2').numFmt ?? sheet?.getColumn(2).numFmt).toBe('@');
  expect(sheet?.getColumn(1).numFmt).toBe('@');
});

test('the header stays in its place, the rows can be filtered, and sheets stand in the order asked for', async () => {
  const book = await openByExcelJs(await writeBook([['1', '2']]));
  expect(book.worksheets.map(({ name }) => name)).toEqual(['汇总 & <1>', '明细']);
  const sheet = book.getWorksheet('明细');
  expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
  expect(sheet?.autoFilter).toBe('A1:B2');
});

test('any text at all comes back from a sheet as it was', async () => {
  const row = fc.array(anyText(12), { minLength: 3, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
      const path = await writeBook(rows, 3);
      const read = sheetNamed(await readByHucre(path), '明细').slice(1);
      expect(rows.map((cells, index) => cells.map((_, column) => read[index]?.[column] ?? ''))).toEqual(rows);
    }),
    { numRuns: 25 },
  );
});

test('rows that a sheet does not hold go on to the next, under the same header, and none is lost', async () => {
  const rows = Array.from({ length: 11 }, (_, index) => [`r${index}`, 'x']);
  const sheets = await readByHucre(await writeBook(rows, 2, 5));
  expect(Object.keys(sheets)).toEqual(['汇总 & <1>', '明细', '明细 2', '明细 3']);
  const parts = ['明细', '明细 2', '明细 3'].map((name) => sheetNamed(sheets, name));
  expect(parts.map(([header]) => header)).toEqual([
    ['h0', 'h1'],
    ['h0', 'h1'],
    ['h0', 'h1'],
  ]);
  expect(parts.flatMap(([, ...below]) => below)).toEqual(rows);
  expect(parts.map(({ length }) => length)).toEqual([5, 5, 4]);
});

test('the same rows make the same bytes, in any time zone', async () => {
  const rows = Array.from({ length: 3000 }, (_, index) => [`r${index}`, '客户'.repeat(index % 50)]);
  const first = readFileSync(await writeBook(rows));
  const zone = process.env.TZ;
  process.env.TZ = 'America/New_York';
  const second = readFileSync(await writeBook(rows));
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  expect(second.equals(first)).toBe(true);
});

test('what is discarded half-way leaves nothing; what is finished only its owner can read', async () => {
  const folder = makeTempFolder();
  const path = join(folder, 'book.xlsx');
  const half = createWorkbook(path, spellExactly);
  await half.addSheet(layoutOf('a', ['h']), 0);
  await half.addRows(Array.from({ length: 50_000 }, (_, index) => [`row ${index}`]));
  half.discard();
  expect(readdirSync(folder)).toEqual([]);
  const whole = createWorkbook(path, spellExactly);
  await whole.addSheet(layoutOf('a', ['h']), 0);
  expect(existsSync(path)).toBe(false);
  await whole.finish();
  expect(lstatSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['book.xlsx']);
});

const hasOffice = spawnSync('soffice', ['--version']).status === 0;

test('LibreOffice opens it, and has the same texts', { timeout: 120_000 }, async ({ skip }) => {
  if (!hasOffice) skip('LibreOffice is not on this machine');
  const rows = [...tempting, ' x ', '<b>&amp;"', '_x0041_', '客户😀'].map((text) => [text, 'x']);
  const path = await writeBook(rows);
  const folder = makeTempFolder();
  const { status } = spawnSync('soffice', [
    `-env:UserInstallation=file://${folder}/profile`,
    '--headless',
    '--convert-to',
    // The second sheet, in UTF-8, all quoted.
    'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,2',
    '--outdir',
    join(folder, 'out'),
    path,
  ]);
  expect(status).toBe(0);
  const [name = ''] = readdirSync(join(folder, 'out'));
  expect(parse(readFileSync(join(folder, 'out', name)))).toEqual([['h0', 'h1'], ...rows]);
});
