import { copyFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { type Cell, type CellValue, writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { writeBook } from '../helpers/make-xlsx.js';
import { type ReadSource, readFileAsSource, refusalOfFile } from '../helpers/read-source.js';
import { makeTempFolder } from '../helpers/temp-folder.js';

const fixtures = join(import.meta.dirname, '../fixtures');

/** A cell of one kind: its text, and how the libraries are told of it; null for a kind that one of them has not. */
interface Kind {
  readonly text: string;
  readonly exceljs: ExcelJS.CellValue;
  readonly hucre: Partial<Cell> | CellValue;
  readonly format?: string;
}

const same = (value: string | number | boolean, format?: string, text = String(value)): Kind => ({
  text,
  exceljs: value,
  hucre: value,
  ...(format === undefined ? {} : { format }),
});
const dated = (iso: string, format: string, text: string): Kind => {
  const date = new Date(iso);
  return { text, exceljs: date, hucre: date, format };
};
const computed = (formula: string, result: string | number | boolean, text: string, format?: string): Kind => ({
  text,
  exceljs: { formula, result },
  hucre: { formula, formulaResult: result, value: result },
  ...(format === undefined ? {} : { format }),
});
const failed = (error: '#N/A' | '#DIV/0!'): Kind => ({
  text: error,
  exceljs: { error },
  hucre: { value: error, type: 'error' },
});

// The rows of cells.fods, to which this table is held.
const kinds: Readonly<Record<string, Kind>> = {
  text: same('张伟 & <朋友> 🧾'),
  'two lines': same('第一行\n第二行'),
  'outer spaces': same(' 两边  '),
  'rich text': {
    text: '重要客户，请回访',
    exceljs: { richText: [{ text: '重要' }, { text: '客户', font: { bold: true } }, { text: '，请回访' }] },
    hucre: { richText: [{ text: '重要' }, { text: '客户', font: { bold: true } }, { text: '，请回访' }] },
  },
  hyperlink: {
    text: '官网',
    exceljs: { text: '官网', hyperlink: 'https://example.com/' },
    hucre: { value: '官网', hyperlink: { target: 'https://example.com/' } },
  },
  'text of digits': same('00123', '@'),
  '18 digits as text': same('110101199001011234', '@'),
  integer: same(42),
  negative: same(-7.5),
  phone: same(13800138000),
  'a tenth': same(0.1),
  'a sum of tenths': same(0.1 + 0.2, undefined, '0.3'),
  '18 digits as number': same(Number('110101199001011234'), undefined, '1.1010119900101123E+17'),
  money: same(12345678.9, '#,##0.00'),
  percent: same(0.125, '0.00%', '12.5%'),
  'filled up': same(123, '00000', '00123'),
  date: dated('2024-02-29T00:00:00Z', 'yyyy-mm-dd', '2024-02-29'),
  'date in Chinese': dated('2024-02-29T00:00:00Z', 'yyyy"年"m"月"d"日"', '2024-02-29'),
  'date and time': dated('2024-02-29T13:05:00Z', 'yyyy/m/d h:mm', '2024-02-29 13:05:00'),
  time: same(8.5 / 24, 'hh:mm', '08:30:00'),
  hours: same(36.5 / 24, '[h]:mm', '36:30:00'),
  true: same(true, undefined, 'TRUE'),
  false: same(false, undefined, 'FALSE'),
  error: failed('#N/A'),
  division: failed('#DIV/0!'),
  formula: computed('6*7', 42, '42'),
  'formula of text': computed('"a"&"b"', 'ab', 'ab'),
  'formula of a date': computed('DATE(2024,2,29)', 45351, '2024-02-29', 'yyyy-mm-dd'),
  'formula of a boolean': computed('1=1', true, 'TRUE'),
};

const expected = new Map(Object.entries(kinds).map(([name, { text }]) => [name, text]));
const textsOf = ({ rows }: ReadSource) => new Map(rows.map(({ cells: [name = '', text = ''] }) => [name, text]));

test('a workbook that exceljs wrote is read as what it holds', async () => {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('客户');
  sheet.addRow(['kind', 'value']);
  for (const [name, { exceljs, format }] of Object.entries(kinds)) {
    const row = sheet.addRow([name, exceljs]);
    if (format !== undefined) row.getCell(2).numFmt = format;
  }
  const read = await readFileAsSource(writeBook(Buffer.from(await workbook.xlsx.writeBuffer())));
  expect(textsOf(read)).toEqual(expected);
});

test('a workbook that hucre wrote is read as what it holds', async () => {
  const entries = Object.entries(kinds);
  const cells = new Map<string, Partial<Cell>>();
  for (const [index, { hucre, format }] of entries.map(([, kind]) => kind).entries()) {
    const cell = isCell(hucre) ? hucre : { value: hucre };
    cells.set(`${index + 1},1`, { ...cell, ...(format === undefined ? {} : { style: { numFmt: format } }) });
  }
  const rows: CellValue[][] = [['kind', 'value'], ...entries.map(([name]) => [name, null])];
  const read = await readFileAsSource(writeBook(await writeXlsx({ sheets: [{ name: '客户', rows, cells }] })));
  expect(textsOf(read)).toEqual(expected);
});

const isCell = (value: Partial<Cell> | CellValue): value is Partial<Cell> =>
  typeof value === 'object' && value !== null && !(value instanceof Date);

describe.each(['cells.xlsx', 'cells-ooxml.xlsx'])('the workbook %s, which LibreOffice made,', (name) => {
  test('is read as what it holds', async () => {
    const texts = textsOf(await readFileAsSource(fixture(name)));
    // It keeps 15 digits of a number; these differ from those of the libraries by that.
    const digits = { 'a third': '0.333333333333333', '18 digits as number': '1.10101199001011E+17' };
    // And it escapes what looks escaped, which the libraries forget: there Excel, too, reads a line end.
    const more = {
      ...digits,
      'looks escaped': '_x000D_',
      'formula of nothing': '',
      blank: '',
      'hidden row': 'read',
      merged: '一起',
      'under it': '',
    };
    expect(texts).toEqual(new Map([...expected, ...Object.entries(more)]));
  });

  test('tells of its hidden row, its merged cells and its formulas', async () => {
    const { notes, merged } = await readFileAsSource(fixture(name));
    expect(notes).toEqual([
      { code: 'source.hiddenRows', params: { count: 1 } },
      { code: 'source.formulas', params: { count: 7 } },
    ]);
    expect(merged).toEqual([{ name: 'B37:B38', fromRow: 37, toRow: 38, fromColumn: 1, toColumn: 1 }]);
  });
});

describe('what is no .xlsx is refused by what it is, and told how to become one:', () => {
  test.each([
    ['empty.ods', 'empty.ods', 'source.otherZip', 'OpenDocument (.ods)'],
    ['empty.ods', 'empty.xlsx', 'source.otherZip', 'OpenDocument (.ods)'],
    ['empty.xls', 'empty.xls', 'source.xls', 'Excel 97-2003 (.xls)'],
    ['empty.xls', 'empty.xlsx', 'source.xls', 'Excel 97-2003 (.xls)'],
    ['password.xlsx', 'password.xlsx', 'source.password', 'Excel'],
  ])('%s, called %s', async (name, called, code, what) => {
    const refusal = await refusalOfFile(fixture(name, called));
    expect(refusal.why).toMatchObject({ code, params: { what } });
    expect(refusal.message).toContain('save it as');
  });

  test.each([
    ['a web page', '<html><table><tr><td>id</td></tr></table></html>', 'source.foreign'],
    ['a table of XML, as Excel 2003 wrote it', '<?xml version="1.0"?><Workbook/>', 'source.foreign'],
    ['a CSV', 'id,name\r\n1,2\r\n', 'source.textAsWorkbook'],
    ['a gzip', gzipSync('id,name\r\n'), 'source.packed'],
  ])('%s called .xlsx', async (_, content, code) => {
    expect((await refusalOfFile(writeBook(Buffer.from(content)))).why.code).toBe(code);
  });
});

/** A copy of a fixture, which was written long ago. */
function fixture(name: string, called = name): string {
  const path = join(makeTempFolder(), called);
  copyFileSync(join(fixtures, name), path);
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  return path;
}
