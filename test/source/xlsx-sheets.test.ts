import { describe, expect, test } from 'vitest';
import {
  bookOf,
  headerOf,
  mainSpace,
  type Parts,
  packParts,
  readBook,
  refusalOfBook,
  relationsOf,
  sheetOf,
  workbookOf,
  writeBook,
} from '../helpers/make-xlsx.js';
import { readFileAsSource } from '../helpers/read-source.js';

const cell = (value: number | string, name?: string) => `<c${name ? ` r="${name}"` : ''}><v>${value}</v></c>`;
const row = (number: number | string, ...cells: string[]) => `<row r="${number}">${cells.join('')}</row>`;
const header = headerOf(3);
const rowsOf = async (rows: string, parts: Parts = {}) =>
  (await readBook(bookOf(sheetOf(header + rows), parts))).rows.map(({ row: number, cells }) => [number, ...cells]);

describe('rows and cells stand where they say', () => {
  test.each<[what: string, rows: string, read: (string | number)[][]]>([
    ['with their names', row(2, cell(1, 'A2'), cell(2, 'B2'), cell(3, 'C2')), [[2, '1', '2', '3']]],
    ['without them, one beside the other', `<row>${cell(1)}${cell(2)}${cell(3)}</row>`, [[2, '1', '2', '3']]],
    ['with gaps between cells', row(2, cell(1, 'A2'), cell(3, 'C2')), [[2, '1', '', '3']]],
    ['beginning late and ending early', row(2, cell(2, 'B2')), [[2, '', '2', '']]],
    ['a cell without a name after one with', row(2, cell(2, 'B2'), cell(3)), [[2, '', '2', '3']]],
    [
      'with rows left out',
      row(4, cell(1)) + row(9, cell(2)),
      [
        [4, '1', '', ''],
        [9, '2', '', ''],
      ],
    ],
    [
      'a row without a number after one with',
      `${row(4, cell(1))}<row>${cell(2)}</row>`,
      [
        [4, '1', '', ''],
        [5, '2', '', ''],
      ],
    ],
    [
      'blank rows inside and at the end',
      `${row(2, cell(1))}<row r="3"/>${row(4, cell(2))}${row(5, '<c s="0"/>')}<row r="6" ht="15"/>`,
      [
        [2, '1', '', ''],
        [4, '2', '', ''],
      ],
    ],
    ['cells beyond the header', row(2, cell(1, 'A2'), cell(9, 'E2')), [[2, '1', '', '', '', '9']]],
    ['empty cells beyond the header', row(2, cell(1, 'A2'), '<c r="E2" s="0"/>'), [[2, '1', '', '']]],
    ['no rows at all', '', []],
  ])('%s', async (_, rows, read) => {
    expect(await rowsOf(rows)).toEqual(read);
  });

  test.each([
    '<dimension ref="A1"/>',
    '<dimension ref="A1:XFD1048576"/>',
    '<dimension ref="B7:A1"/>',
    '<dimension ref="?"/>',
  ])('whatever the sheet says of its size: %s', async (dimension) => {
    const sheet = sheetOf(header + row(2, cell(1), cell(2), cell(3))).replace('<sheetData>', `${dimension}<sheetData>`);
    expect((await readBook(bookOf(sheet))).rows.map(({ cells }) => cells)).toEqual([['1', '2', '3']]);
  });

  test('the last cell of the last row is a cell like any other', async () => {
    const [first, last] = await rowsOf(row(2, cell(1)) + row(1_048_576, cell(2, 'XFD1048576')));
    expect(first).toEqual([2, '1', '', '']);
    expect([last?.length, last?.[0], last?.[16_384]]).toEqual([16_385, 1_048_576, '2']);
  });
});

describe('rows and cells that stand nowhere refuse the workbook:', () => {
  test.each([
    ['rows out of order', row(5, cell(1)) + row(4, cell(2))],
    ['a row twice', row(5, cell(1)) + row(5, cell(2))],
    ['the header twice', row(1, cell(1))],
    ['a row 0', row(0, cell(1))],
    ['a row that is no number', row('2x', cell(1))],
    ['a row in hexadecimal', row('0x10', cell(1))],
    ['a row beyond the last', row(1_048_577, cell(1))],
    ['cells out of order', row(2, cell(1, 'C2'), cell(2, 'B2'))],
    ['a cell twice', row(2, cell(1, 'B2'), cell(2, 'B2'))],
    ['a cell of another row', row(2, cell(1, 'A3'))],
    ['a cell beyond the last column', row(2, cell(1, 'XFE2'))],
    ['a cell without a name, beyond the last column', row(2, cell(1, 'XFD2'), cell(2))],
    ['a cell with a name that is none', row(2, cell(1, '2A'))],
    ['a cell in small letters', row(2, cell(1, 'a2'))],
    ['a cell outside of any row', cell(1)],
    ['a row within a row', `<row r="2">${cell(1)}${row(3, cell(2))}</row>`],
    ['an element that is not known', '<rows/>'],
    ['rows of somebody else', `<x xmlns="urn:x">${row(2, cell(1))}</x>`],
    [
      'a row longer than any customer',
      row(2, ...Array<string>(20).fill(`<c t="str"><v>${'x'.repeat(60_000)}</v></c>`)),
    ],
  ])('%s', async (_, rows) => {
    const { why } = await refusalOfBook(bookOf(sheetOf(header + rows)));
    expect(why).toMatchObject({ code: 'source.broken', params: { part: 'xl/worksheets/sheet1.xml' } });
  });

  test('a prefix of ours that is somebody else’s for a while', async () => {
    const rows = `<x:row><x:c t="str"><x:v>h</x:v></x:c></x:row><x:row xmlns:x="urn:x"><x:c><x:v>1</x:v></x:c></x:row>`;
    const odd = `<x:worksheet xmlns:x="${mainSpace}"><x:sheetData>${rows}</x:sheetData></x:worksheet>`;
    expect((await refusalOfBook(bookOf(odd))).why.code).toBe('source.broken');
  });

  test('more rows than a sheet has', async () => {
    const { why } = await refusalOfBook(bookOf(sheetOf('<row/>'.repeat(1_048_577)), {}), { headerRow: 2 });
    expect(why).toMatchObject({ code: 'source.broken', params: { reason: expect.stringContaining('1048577') } });
  });
});

describe('what a sheet tells beside its cells', () => {
  test('hidden rows are read, and those that hold anything are counted', async () => {
    const hidden = (number: number, content: string) => `<row r="${number}" hidden="1">${content}</row>`;
    const book = bookOf(sheetOf(header + hidden(2, cell(1)) + hidden(3, '') + hidden(4, cell(2)) + row(5, cell(3))));
    const { rows, notes } = await readBook(book);
    expect(rows.map(({ cells }) => cells[0])).toEqual(['1', '2', '3']);
    expect(notes).toEqual([{ code: 'source.hiddenRows', params: { count: 2 } }]);
  });

  test('merged cells are told of, in rows from 1 and columns from 0', async () => {
    const after = '<mergeCells><mergeCell ref="B2:C3"/><mergeCell ref="A5"/></mergeCells>';
    const { merged } = await readBook(bookOf(sheetOf(header + row(2, cell(1)), after)));
    expect(merged).toEqual([
      { name: 'B2:C3', fromRow: 2, toRow: 3, fromColumn: 1, toColumn: 2 },
      { name: 'A5', fromRow: 5, toRow: 5, fromColumn: 0, toColumn: 0 },
    ]);
  });

  test.each(['B3:A2', 'A3:B2', 'A1:A1048577', 'A1:XFE1', '', '$A$1:$B$2', 'A1:B2:C3'])(
    'merged cells that are none refuse the workbook: %s',
    async (range) => {
      const after = `<mergeCells><mergeCell ref="${range}"/></mergeCells>`;
      expect((await refusalOfBook(bookOf(sheetOf(header, after)))).why.code).toBe('source.broken');
    },
  );

  test('more merged cells than anybody merges refuse the workbook', async () => {
    const after = `<mergeCells>${'<mergeCell ref="A1:B1"/>'.repeat(100_001)}</mergeCells>`;
    expect((await refusalOfBook(bookOf(sheetOf(header, after)))).why.code).toBe('source.broken');
  });
});

describe('the header is in the row that the job names', () => {
  const titled = sheetOf(
    row(1, cell(7)) + row(3, cell('8', 'A3'), cell('9', 'C3')) + row(4, cell(1), '<c r="C4"><v>3</v></c>'),
  );

  test('what is above it is kept, and is no data', async () => {
    const { preamble, header: names, rows } = await readBook(bookOf(titled), { headerRow: 3 });
    expect({ preamble, names, rows: rows.length }).toEqual({ preamble: [['7'], []], names: ['8', '', '9'], rows: 1 });
  });

  test.each([2, 5, 2000])('a row that is blank, or not there, is none: %i', async (headerRow) => {
    expect((await refusalOfBook(bookOf(titled), { headerRow })).why.code).toBe('source.noRow');
  });

  test('a workbook without a single value has no header', async () => {
    for (const rows of ['', '<row/>', '<row r="1"><c r="A1" s="0"/></row>']) {
      expect((await refusalOfBook(bookOf(sheetOf(rows)))).why.code).toBe('source.noHeader');
    }
  });
});

describe('of several sheets', () => {
  const entry = (id: number, name: string, state = '') =>
    `<sheet name="${name}" sheetId="${id}" r:id="rId${id}"${state && ` state="${state}"`}/>`;
  const sheetThat = (name: string) => sheetOf(`<row><c t="str"><v>${name}</v></c></row>`);
  const relations = relationsOf(
    ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
    ['rId2', 'worksheet', 'worksheets/sheet2.xml'],
    ['rId3', 'chartsheet', 'chartsheets/sheet1.xml'],
  );
  const parts = { 'xl/_rels/workbook.xml.rels': relations, 'xl/worksheets/sheet2.xml': sheetThat('second') };
  const bookWith = (...entries: string[]) =>
    bookOf(sheetThat('first'), { ...parts, 'xl/workbook.xml': workbookOf(entries.join('')) });
  const both = bookWith(entry(1, '客户'), entry(2, 'Sheet 2'));

  test('none is chosen by itself: they are listed', async () => {
    const { why } = await refusalOfBook(both);
    expect(why).toMatchObject({ code: 'source.severalSheets', params: { sheets: '客户, Sheet 2' } });
  });

  test.each([
    ['客户', 'first'],
    ['Sheet 2', 'second'],
    ['sheet 2', 'second'],
    [' ＳＨＥＥＴ 2 ', 'second'],
  ])('%j is the one that the job names', async (sheet, read) => {
    expect((await readBook(both, { sheet })).header).toEqual([read]);
  });

  test('one that is not there is not replaced by another', async () => {
    const { why } = await refusalOfBook(both, { sheet: 'Sheet2' });
    expect(why).toMatchObject({ code: 'source.unknownSheet', params: { wanted: 'Sheet2', sheets: '客户, Sheet 2' } });
    expect((await refusalOfBook(bookOf(sheetThat('first')), { sheet: '客户' })).why.code).toBe('source.unknownSheet');
  });

  test('two of nearly the same name are told apart by the exact one alone', async () => {
    const twins = bookWith(entry(1, 'Ａ'), entry(2, 'A'));
    expect((await readBook(twins, { sheet: 'A' })).header).toEqual(['second']);
    expect((await refusalOfBook(twins, { sheet: 'a' })).why.code).toBe('source.unknownSheet');
    expect((await refusalOfBook(bookWith(entry(1, 'A'), entry(2, 'A')), { sheet: 'A' })).why.code).toBe(
      'source.unknownSheet',
    );
  });

  test.each(['hidden', 'veryHidden'])('the one that can be seen is chosen, and the %s one told of', async (state) => {
    const { header: names, notes } = await readBook(bookWith(entry(1, '参数', state), entry(2, '客户')));
    expect(names).toEqual(['second']);
    expect(notes).toEqual([{ code: 'source.hiddenSheets', params: { sheet: '客户', count: 1 } }]);
  });

  test('a hidden one is read where the job names it', async () => {
    const { header: names, notes } = await readBook(bookWith(entry(1, '参数', 'hidden'), entry(2, '客户')), {
      sheet: '参数',
    });
    expect(names).toEqual(['first']);
    expect(notes).toEqual([{ code: 'source.hiddenSheet', params: { sheet: '参数' } }]);
  });

  test('one that cannot be seen is not chosen, even if it is the only one', async () => {
    expect((await refusalOfBook(bookWith(entry(1, '客户', 'hidden')))).why.code).toBe('source.noSheet');
  });

  test('a chart is no sheet of cells', async () => {
    const book = bookWith(entry(3, '图表'), entry(2, '客户'));
    expect((await readBook(book)).header).toEqual(['second']);
    expect((await refusalOfBook(book, { sheet: '图表' })).why.code).toBe('source.unknownSheet');
  });

  test('its part is found by the identity that relations have, and by no other', async () => {
    const other = 'xmlns:x="urn:x" x:id="rId1"';
    const sheets = (id: string) => `<sheet name="S" sheetId="1" ${other} ${id}/>`;
    expect((await readBook(bookWith(sheets('r:id="rId2"')))).header).toEqual(['second']);
    expect((await refusalOfBook(bookWith(sheets('')))).why.code).toBe('source.broken');
    expect((await refusalOfBook(bookWith(sheets('id="rId2"')))).why.code).toBe('source.broken');
  });

  test('one that leads nowhere refuses the workbook', async () => {
    const { why } = await refusalOfBook(bookWith(entry(1, '客户'), entry(9, 'x')));
    expect(why).toMatchObject({ code: 'source.broken', params: { part: 'xl/workbook.xml' } });
  });
});

describe('a workbook is read however it was written:', () => {
  const sheet = sheetOf(header + row(2, cell(1), '<c t="s"><v>0</v></c>', '<c t="b"><v>1</v></c>'));
  const strings = {
    'xl/sharedStrings.xml':
      '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>共享</t></si></sst>',
  };
  const plain = bookOf(sheet, strings);
  const read = [['1', '共享', 'TRUE']];
  const everyPart = (change: (text: string, name: string) => string | Uint8Array): Parts =>
    Object.fromEntries(Object.entries(plain).map(([name, text]) => [name, change(String(text), name)]));
  const cellsOf = async (bytes: Buffer, name?: string) =>
    (await readFileAsSource(writeBook(bytes, name))).rows.map(({ cells }) => cells);

  test.each<[what: string, parts: Parts]>([
    ['plainly', plain],
    ['in Strict Open XML', everyPart(toStrict)],
    ['with a prefix for every element', everyPart((text) => prefixed(text))],
    ['in UTF-16', everyPart((text) => Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-16"?>${text}`, 'utf16le'))],
    ['in UTF-16, the other way round', everyPart((text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16())],
    [
      'with a byte order mark',
      everyPart((text) => `\uFEFF<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n${text}`),
    ],
    ['with comments and instructions', everyPart((text) => `<?x y?><!-- a --><!-- b -->${text}<!-- c -->`)],
    [
      'with paths from the root',
      {
        ...plain,
        'xl/_rels/workbook.xml.rels': relationsOf(
          ['rId1', 'worksheet', '/xl/worksheets/sheet1.xml'],
          ['rId2', 'styles', '/xl/styles.xml'],
          ['rId3', 'sharedStrings', '/xl/sharedStrings.xml'],
        ),
      },
    ],
    [
      'with roundabout paths',
      { ...plain, '_rels/.rels': relationsOf(['a', 'x', 'y'], ['b', 'officeDocument', './xl/../xl/workbook.xml']) },
    ],
    [
      'with names in other letters',
      Object.fromEntries(
        Object.entries(plain).map(([name, text]) => [name.replace('sharedStrings', 'SharedStrings'), text]),
      ),
    ],
    ['in a folder of its own', moved()],
    ['with the namespace on the sheet, as openpyxl does', { ...plain, 'xl/workbook.xml': openpyxlWorkbook }],
    [
      'with rows before the sheets of somebody else',
      {
        ...plain,
        'xl/workbook.xml': `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent><mc:Choice Requires="x15"><sheets><sheet name="no"/></sheets></mc:Choice></mc:AlternateContent><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>`,
      },
    ],
  ])('%s', async (_, parts) => {
    expect((await readBook(parts)).rows.map(({ cells }) => cells)).toEqual(read);
  });

  test('packed or not, with 64-bit sizes or not, with macros or not', async () => {
    expect(await cellsOf(await packParts(plain, { compress: false }))).toEqual(read);
    expect(await cellsOf(await packParts(plain, { forceZip64Format: true }))).toEqual(read);
    expect(await cellsOf(await packParts({ ...plain, 'xl/vbaProject.bin': 'x' }), 'book.xlsm')).toEqual(read);
    expect(await cellsOf(await packParts(plain), 'book')).toEqual(read);
  });

  test('under a name that says text it is refused, and told what to do', async () => {
    const refusal = await readFileAsSource(writeBook(await packParts(plain), 'book.csv')).catch((error) => error);
    expect(refusal.why).toMatchObject({ code: 'source.zipAsText' });
  });

  function moved(): Parts {
    const parts = Object.entries(plain).map(([name, text]) => [name.replace('xl/', 'book/'), text]);
    return {
      ...Object.fromEntries(parts),
      '_rels/.rels': relationsOf(['rId1', 'officeDocument', 'book/workbook.xml']),
    };
  }
});

const openpyxlWorkbook = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><workbookPr/><workbookProtection/><bookViews><workbookView/></bookViews><sheets><sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" name="Sheet" sheetId="1" state="visible" r:id="rId1"/></sheets><definedNames/><calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>`;

const toStrict = (text: string): string =>
  text
    .replaceAll(
      'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
      'http://purl.oclc.org/ooxml/spreadsheetml/main',
    )
    .replaceAll('http://schemas.openxmlformats.org/officeDocument/2006/', 'http://purl.oclc.org/ooxml/officeDocument/');

/** Every element of a part with the prefix `x`, its attributes as they were. */
const prefixed = (text: string): string => text.replace(/<(\/?)(\w)/g, '<$1x:$2').replaceAll(' xmlns=', ' xmlns:x=');
