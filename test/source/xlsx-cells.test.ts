import { describe, expect, test } from 'vitest';
import {
  bookOf,
  headerOf,
  mainSpace,
  type Parts,
  readBook,
  readCells,
  refusalOfBook,
  sharedStringsOf,
  sheetOf,
  stylesOf,
  workbookOf,
} from '../helpers/make-xlsx.js';

const inline = (content: string) => `<c t="inlineStr"><is>${content}</is></c>`;
const shared = (index: number | string) => `<c t="s"><v>${index}</v></c>`;
const sharing = (...items: string[]): Parts => ({ 'xl/sharedStrings.xml': sharedStringsOf(...items) });
const styled = (style: number, value: string) => `<c s="${style}"><v>${value}</v></c>`;

const texts: readonly (readonly [what: string, content: string, text: string])[] = [
  ['plain', '<t>张伟</t>', '张伟'],
  ['nothing', '<t/>', ''],
  ['no text at all', '', ''],
  ['spaces around it', '<t xml:space="preserve"> 两边 </t>', ' 两边 '],
  ['what XML escapes', '<t>&lt;&amp;&gt;&#x1F9FE;&quot;</t>', '<&>🧾"'],
  ['CDATA', '<t>a<![CDATA[<b>&amp;]]>c</t>', 'a<b>&amp;c'],
  ['a line break', '<t>第一行\n第二行</t>', '第一行\n第二行'],
  ['line ends of Windows', '<t>第一行_x000D_\n第二行</t>', '第一行\r\n第二行'],
  ['runs of rich text', '<r><rPr><b/></rPr><t>重要</t></r><r><t xml:space="preserve"> 客户</t></r>', '重要 客户'],
  ['how it is pronounced', '<t>山田</t><rPh sb="0" eb="2"><t>ヤマダ</t></rPh><phoneticPr fontId="1"/>', '山田'],
  ['runs, pronounced', '<r><t>山</t></r><rPh sb="0" eb="1"><t>ヤマ</t></rPh><r><t>田</t></r>', '山田'],
  ['an escaped character', '<t>a_x0009_b</t>', 'a\tb'],
  ['an escape that is meant', '<t>_x005F_x000D_</t>', '_x000D_'],
  ['an escape across runs, which is none', '<r><t>_x00</t></r><r><t>41_</t></r>', '_x0041_'],
  ['half an escape', '<t>_x00_ _x12G4_ x0041_</t>', '_x00_ _x12G4_ x0041_'],
  ['a character in two escapes', '<t>_xD83E__xDDFE_</t>', '🧾'],
  ['a comment in between', '<t>前<!-- , -->后</t>', '前后'],
];

describe('a text is read as it is shown, shared or not:', () => {
  test.each(texts)('%s', async (_, content, text) => {
    const cells = ['<c><v>1</v></c>', shared(0), inline(content)];
    expect(await readCells(cells, sharing(content))).toEqual(['1', text, text]);
  });
});

test('shared texts are found by their number, however often and in whatever order', async () => {
  const items = Array.from({ length: 300 }, (_, index) => `<t>文字 ${index}</t>`);
  const order = [299, 0, 150, 150, 1, 298];
  expect(await readCells(order.map(shared), sharing(...items))).toEqual(order.map((index) => `文字 ${index}`));
});

test.each(['1', '-1', '1.0', '0x0', 'zero', '1e3', ' 0'])(
  'a shared text that is not there refuses the workbook: number %j',
  async (number) => {
    const sheet = sheetOf(`${headerOf(1)}<row>${shared(number)}</row>`);
    const { why } = await refusalOfBook(bookOf(sheet, sharing('<t>one</t>')));
    expect(why).toMatchObject({ code: 'source.broken', params: { part: 'xl/worksheets/sheet1.xml' } });
  },
);

describe('a value is read as it is stored:', () => {
  test.each([
    ['a whole number', '<c><v>42</v></c>', '42'],
    ['a number that says so', '<c t="n"><v>-7.5</v></c>', '-7.5'],
    ['a mobile number', '<c><v>13800138000</v></c>', '13800138000'],
    ['an exponent that loses nothing', '<c><v>1.38E10</v></c>', '13800000000'],
    ['true', '<c t="b"><v>1</v></c>', 'TRUE'],
    ['false', '<c t="b"><v>0</v></c>', 'FALSE'],
    ['true in a word', '<c t="b"><v>true</v></c>', 'TRUE'],
    ['an error', '<c t="e"><v>#N/A</v></c>', '#N/A'],
    ['an error of a formula', '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', '#DIV/0!'],
    ['an error without its name', '<c t="e"/>', '#UNKNOWN!'],
    ['an error of a kind that nobody knows', '<c t="e"><v>#FOO!</v></c>', '#UNKNOWN!'],
    ['an error of another program', '<c t="e"><v>Err:504</v></c>', '#UNKNOWN!'],
    ['a formula', '<c><f>6*7</f><v>42</v></c>', '42'],
    ['a formula of a text', '<c t="str"><f>A1</f><v>a_x000D_b</v></c>', 'a\rb'],
    ['a formula of an empty text', '<c t="str"><f>""</f><v></v></c>', ''],
    ['a formula of a boolean', '<c t="b"><f>1=1</f><v>1</v></c>', 'TRUE'],
    ['a formula shared with another cell', '<c><f t="shared" si="0"/><v>0</v></c>', '0'],
    ['a formula without a result', '<c><f>6*7</f></c>', '#未计算!'],
    ['a formula without a result, as openpyxl writes it', '<c><f>6*7</f><v></v></c>', '#未计算!'],
    ['a formula of a text without a result', '<c t="str"><f>A1</f></c>', '#未计算!'],
    ['a formula without a result in a cell for its own text', '<c t="inlineStr"><f>A1</f></c>', '#未计算!'],
    ['a cell with a style alone', '<c s="0"/>', ''],
    ['a value of nothing', '<c><v/></c>', ''],
    ['a text without a number', '<c t="s"/>', ''],
    ['a day of ISO 8601', '<c t="d"><v>2024-02-29</v></c>', '2024-02-29'],
    ['a moment of ISO 8601', '<c t="d"><v>2024-02-29T13:05:00</v></c>', '2024-02-29 13:05:00'],
    ['an extension', '<c><v>5</v><extLst><ext uri="x"><v>6</v><y xmlns="urn:y"><v>7</v></y></ext></extLst></c>', '5'],
  ])('%s', async (_, cell, text) => {
    expect(await readCells(['<c><v>1</v></c>', cell, '<c><v>2</v></c>'])).toEqual(['1', text, '2']);
  });
});

describe('a workbook that was made without a spreadsheet has not computed its formulas:', () => {
  const uncomputed = { 'xl/workbook.xml': bookThat('<calcPr calcId="0" fullCalcOnLoad="1"/>') };

  test('a zero is what libraries put in place of a result, and is not taken', async () => {
    const cells = ['<c><f>A1</f><v>0</v></c>', '<c><f>A1</f><v>5</v></c>', '<c><v>0</v></c>'];
    expect(await readCells(cells, uncomputed)).toEqual(['#未计算!', '5', '0']);
  });

  test('other results are taken, with a word of warning', async () => {
    const sheet = sheetOf(`${headerOf(1)}<row><c><f>A1</f><v>5</v></c></row>`);
    const codes = (book: Parts) => readBook(bookOf(sheet, book)).then(({ notes }) => notes.map(({ code }) => code));
    expect(await codes(uncomputed)).toEqual(['source.formulas', 'source.uncomputed']);
    expect(await codes({})).toEqual(['source.formulas']);
  });

  test('those without a result are not among those whose result is taken', async () => {
    const formulas = '<c><f>A1</f><v>5</v></c><c><f>A1</f></c><c><f>A1</f><v></v></c>';
    const { notes } = await readBook(bookOf(sheetOf(`${headerOf(3)}<row>${formulas}</row>`)));
    expect(notes).toEqual([{ code: 'source.formulas', params: { count: 1 } }]);
  });
});

describe('a number is read by its format:', () => {
  test.each<[format: string | number, stored: string, text: string]>([
    ['00000', '123', '00123'],
    ['00000', '1234567', '1234567'],
    ['00000', '-12', '-00012'],
    ['00000', '12.5', '12.5'],
    ['000-0000', '10123', '001-0123'],
    ['00000_ ', '123', '00123'],
    ['#00000', '123', '00123'],
    ['"No."0000', '7', 'No.0007'],
    ['0000人', '7', '0007人'],
    ['00000', '110101199001011234', '1.1010119900101123E+17'],
    ['0.00%', '0.125', '12.5%'],
    [9, '0.07', '7%'],
    ['0%', '0.28999999999999998', '29%'],
    ['0%', '0.3333333333333333', '3.333333333333333E-01'],
    ['@', '7', '7'],
    ['#,##0.00', '12345678.9', '12345678.9'],
    ['0_);[Red]\\(0\\)', '-5', '-5'],
    ['G/通用格式', '45351', '45351'],
    ['G/通用格式"元"', '45351', '45351'],
    ['yyyy-mm-dd', '45351', '2024-02-29'],
    ['yyyy"年"m"月"d"日"', '45351', '2024-02-29'],
    ['[$-804]aaaa;@', '45351', '2024-02-29'],
    [14, '45351', '2024-02-29'],
    [31, '45351', '2024-02-29'],
    [57, '45351', '2024-02-29'],
    [22, '45351.5451388889', '2024-02-29 13:05:00'],
    ['yyyy/m/d h:mm', '45351', '2024-02-29 00:00:00'],
    ['yyyy/m/d', '45351.5', '2024-02-29 12:00:00'],
    ['hh:mm', '0.354166666666667', '08:30:00'],
    [20, '0.354166666666667', '08:30:00'],
    ['[h]:mm', '1.52083333333333', '36:30:00'],
    [46, '1.52083333333333', '36:30:00'],
    ['[ss].000', '0.00001', '00:00:00.864'],
    ['yyyy-mm-dd', '-1', '########'],
    ['yyyy-mm-dd', '2958466', '########'],
    ['yyyy-mm-dd', '13800138000', '########'],
    ['[h]:mm', '-0.5', '########'],
    ['[h]:mm', '1e300', '########'],
    ['"TRUE";"TRUE";"FALSE"', '1', 'TRUE'],
    ['"TRUE";"TRUE";"FALSE"', '0', 'FALSE'],
  ])('%j shows %s as %s', async (format, stored, text) => {
    expect(await readCells([styled(1, stored)], { 'xl/styles.xml': stylesOf(format) })).toEqual([text]);
  });

  test('in a workbook of 1904, days are counted from there', async () => {
    const parts = { 'xl/styles.xml': stylesOf(14), 'xl/workbook.xml': bookThat('', '<workbookPr date1904="true"/>') };
    const cells = ['0', '60', '43889', '2957003', '2957004'].map((serial) => styled(1, serial));
    expect(await readCells(cells, parts)).toEqual(['1904-01-01', '1904-03-01', '2024-02-29', '9999-12-31', '########']);
  });

  test('the formats of conditions are not those of cells', async () => {
    const styles = stylesOf('00000').replace(
      '</styleSheet>',
      '<dxfs><dxf><numFmt numFmtId="164" formatCode="yyyy"/></dxf></dxfs></styleSheet>',
    );
    expect(await readCells([styled(1, '123')], { 'xl/styles.xml': styles })).toEqual(['00123']);
  });

  test.each([
    ['of a style that the workbook does not have', styled(2, '5'), { 'xl/styles.xml': stylesOf(14) }],
    ['of a style that is no number', '<c s="x"><v>5</v></c>', {}],
    [
      'of a style in a workbook without styles',
      styled(1, '5'),
      { 'xl/_rels/workbook.xml.rels': relationsWithoutStyles() },
    ],
  ])('a number %s refuses the workbook: it may be a date', async (_, cell, parts) => {
    const { why } = await refusalOfBook(bookOf(sheetOf(`${headerOf(1)}<row>${cell}</row>`), parts));
    expect(why.code).toBe('source.broken');
  });

  test('a workbook without styles has numbers as they are', async () => {
    const parts = { 'xl/styles.xml': null, 'xl/_rels/workbook.xml.rels': relationsWithoutStyles() };
    expect(await readCells(['<c><v>5</v></c>', '<c s="0"><v>6</v></c>'], parts)).toEqual(['5', '6']);
  });

  test('a styles part that is named but not there refuses the workbook', async () => {
    const { why } = await refusalOfBook(bookOf(sheetOf(headerOf(1)), { 'xl/styles.xml': null }));
    expect(why).toMatchObject({ code: 'source.broken', params: { part: 'xl/styles.xml', reason: 'missing' } });
  });
});

describe('a date is written as its column says', () => {
  const parts = { 'xl/styles.xml': stylesOf(14, 22) };
  const readDate = (style: number, serial: string, ...spellings: string[]) =>
    readCells([styled(style, serial)], parts, { dates: new Map([['h0', spellings]]) });

  test.each<[string, string, number, string[], string]>([
    ['in the spelling of the job', '45296', 1, ['yyyy/M/d'], '2024/1/5'],
    ['in words', '45296', 1, ["yyyy'年'M'月'd'日'"], '2024年1月5日'],
    ['in the first that says all of it', '45296.5', 2, ['yyyy/M/d', 'yyyy/M/d H:mm'], '2024/1/5 12:00'],
    ['but not where it would lose the seconds', '45296.50001', 2, ['yyyy/M/d H:mm'], '2024-01-05 12:00:00.864'],
    ['nor where it would lose the time', '45296', 2, ['yyyy/M/d'], '2024-01-05 00:00:00'],
    ['nor where it would invent one', '45296', 1, ['yyyy/M/d H:mm'], '2024-01-05'],
  ])('%s', async (_, serial, style, spellings, text) => {
    expect(await readDate(style, serial, ...spellings)).toEqual([text]);
  });
});

describe('a cell that is not as cells are refuses the workbook:', () => {
  test.each([
    ['an unknown type', '<c t="x"><v>5</v></c>'],
    ['a number that is none', '<c><v>five</v></c>'],
    ['a number with a space', '<c><v> 5</v></c>'],
    ['a number in hexadecimal', '<c><v>0x10</v></c>'],
    ['infinity', '<c><v>1e999</v></c>'],
    ['a boolean that is none', '<c t="b"><v>2</v></c>'],
    ['a date that is none', '<c t="d"><v>2024-02-30</v></c>'],
    ['a date with a zone', '<c t="d"><v>2024-02-29T00:00:00+08:00</v></c>'],
    ['two values', '<c><v>5</v><v>6</v></c>'],
    ['a value within a value', '<c><v>5<v>6</v></v></c>'],
    ['two texts', '<c t="inlineStr"><is><t>a</t></is><is><t>b</t></is></c>'],
    ['an element within a text', '<c t="inlineStr"><is><t>a<b/>c</t></is></c>'],
    ['a text of its own and a value', '<c t="inlineStr"><is><t>a</t></is><v>5</v></c>'],
    ['a text of its own in a cell of numbers', '<c><is><t>a</t></is></c>'],
    ['a value in a cell for a text of its own', '<c t="inlineStr"><v>5</v></c>'],
    ['an element that is not known', '<c><w>5</w></c>'],
    ['an element of somebody else', '<c><v xmlns="urn:other">5</v></c>'],
    ['a cell within a cell', '<c><c><v>5</v></c></c>'],
  ])('%s', async (_, cell) => {
    const { why } = await refusalOfBook(bookOf(sheetOf(`${headerOf(1)}<row>${cell}</row>`)));
    expect(why).toMatchObject({ code: 'source.broken', params: { part: 'xl/worksheets/sheet1.xml' } });
  });

  test('and what was in it is not told', async () => {
    const cell = '<c r="A2"><v>张伟13800138000</v></c>';
    const { message } = await refusalOfBook(bookOf(sheetOf(`${headerOf(1)}<row r="2">${cell}</row>`)));
    expect(message).toContain('A2');
    expect(message).not.toMatch(/张伟|138/);
  });
});

function bookThat(after: string, before = '<workbookPr/>'): string {
  return workbookOf('<sheet name="Sheet1" sheetId="1" r:id="rId1"/>', before, after);
}

function relationsWithoutStyles(): string {
  const space = mainSpace.replace('spreadsheetml/2006/main', '');
  return `<Relationships xmlns="${space}package/2006/relationships"><Relationship Id="rId1" Type="${space}officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>`;
}
