import { describe, expect, test } from 'vitest';
import { encode } from '../helpers/encode.js';
import { readAsSource, refusalOfSource } from '../helpers/read-source.js';

const export3 = '客户导出表\r\n导出时间：2024-03-01,,\r\nid,姓名,备注\r\nwm1,张三,x\r\n\r\nwm2,李四,y\r\n';

describe('headerRow says in which row the header is, as Excel counts', () => {
  test('what is above is kept, and is no data; rows keep their numbers', async () => {
    const { preamble, header, rows } = await readAsSource(export3, { headerRow: 3 });
    expect(preamble).toEqual([['客户导出表'], ['导出时间：2024-03-01', '', '']]);
    expect(header).toEqual(['id', '姓名', '备注']);
    expect(rows).toEqual([
      { row: 4, line: 4, cells: ['wm1', '张三', 'x'] },
      { row: 5, line: 5, cells: [''] },
      { row: 6, line: 6, cells: ['wm2', '李四', 'y'] },
    ]);
  });

  test('blank rows above count', async () => {
    const { preamble, header, rows } = await readAsSource('\n\n表\nid,a\n1,2\n', { headerRow: 4 });
    expect([preamble, header]).toEqual([
      [[''], [''], ['表']],
      ['id', 'a'],
    ]);
    expect(rows[0]).toMatchObject({ row: 5, line: 5 });
  });

  test('a cell above with line breaks is one row; the line of a mistake is the one in the file', async () => {
    const above = '"说明：\n第一\n第二",,\n';
    const { header, rows } = await readAsSource(`${above}id,a\n1,2\n`, { headerRow: 2 });
    expect([header, rows]).toEqual([['id', 'a'], [{ row: 3, line: 5, cells: ['1', '2'] }]]);
    const { why } = await refusalOfSource(`${above}id,a\n1,"x"y\n`, { headerRow: 2 });
    expect(why.params.line).toBe(5);
  });

  test.each([
    ['Windows', '\r\n'],
    ['Unix', '\n'],
    ['old Mac', '\r'],
  ])('with line ends of %s', async (_, end) => {
    const { header, rows } = await readAsSource(['表', '', 'id;a', '1;2'].join(end), { headerRow: 3 });
    expect([header, rows]).toEqual([['id', 'a'], [{ row: 4, line: 4, cells: ['1', '2'] }]]);
  });

  test.each(['gb18030', 'utf-16le', 'utf-16be'] as const)('in a file of %s', async (encoding) => {
    const { preamble, header } = await readAsSource(encode(export3, encoding), { headerRow: 3, encoding });
    expect([preamble[0], header]).toEqual([['客户导出表'], ['id', '姓名', '备注']]);
  });

  test('names that stand twice above the header are no mistake', async () => {
    expect((await readAsSource('a,a,\nid,b,c\n1,2,3\n', { headerRow: 2 })).header).toEqual(['id', 'b', 'c']);
  });

  test('without it the first row is the header, whatever it says', async () => {
    expect((await readAsSource(export3)).header).toEqual(['客户导出表']);
  });
});

describe('the first line that Excel takes for the separator', () => {
  test('is above the header like any other: headerRow is 2', async () => {
    const { preamble, delimiter, header, rows } = await readAsSource('sep=;\r\nid;a\r\n1;2,5\r\n', { headerRow: 2 });
    expect([preamble, delimiter, header]).toEqual([[['sep=', '']], ';', ['id', 'a']]);
    expect(rows).toEqual([{ row: 3, line: 3, cells: ['1', '2,5'] }]);
  });
});

describe('the delimiter is found by the header and what is below it', () => {
  test.each([
    ['a title with commas', '甲，乙,丙,丁,戊,己\nid;a\n1;2\n', 2, ';'],
    ['lines of another shape', 'a|b|c|d\ne|f|g|h\nid\ta\n1\t2\n', 3, '\t'],
    ['quoted text with line breaks', '"a;b;c\nd;e;f"\nid,a\n1,2\n', 2, ','],
  ])('below %s', async (_, content, headerRow, delimiter) => {
    expect((await readAsSource(content, { headerRow })).delimiter).toBe(delimiter);
  });
});

describe('a header that is not where the job says', () => {
  test.each([
    ['the file ends above it', 'id,a\n1,2\n', 3],
    ['it is blank', 'id,a\n\n1,2\n', 2],
    ['it holds separators alone', 'id,a\n,\n1,2\n', 2],
    ['it holds spaces alone', 'id,a\n \u3000,\u200B\n1,2\n', 2],
    ['the file is empty', '', 2],
  ])('is refused with the row: %s', async (_, content, headerRow) => {
    const { why } = await refusalOfSource(content, { headerRow });
    expect(why).toMatchObject({ code: 'source.noRow', params: { headerRow } });
  });
});
