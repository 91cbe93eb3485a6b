import { describe, expect, test } from 'vitest';
import { readAsSource } from '../helpers/read-source.js';

describe('a row has its number as Excel shows it, and the line of the file on which it begins', () => {
  test('blank lines count, and are handed on', async () => {
    const { rows } = await readAsSource('id,a\n\n1,2\n\n\n3,4\n');
    expect(rows).toEqual([
      { row: 2, line: 2, cells: [''] },
      { row: 3, line: 3, cells: ['1', '2'] },
      { row: 4, line: 4, cells: [''] },
      { row: 5, line: 5, cells: [''] },
      { row: 6, line: 6, cells: ['3', '4'] },
    ]);
  });

  test.each([
    ['Unix', '\n'],
    ['Windows', '\r\n'],
    ['old Mac', '\r'],
  ])('a cell with line breaks is one row: %s', async (_, end) => {
    const { rows } = await readAsSource(['id,a', '1,"x', 'y', '"', '2,"x', 'y",', '3,z', ''].join(end));
    expect(rows.map(({ row, line, cells }) => [row, line, cells.length])).toEqual([
      [2, 2, 2],
      [3, 5, 3],
      [4, 7, 2],
    ]);
    expect(rows[0]?.cells[1]).toBe(`x${end}y${end}`);
  });

  test('a header with line breaks is one row as well', async () => {
    const { header, rows } = await readAsSource('id,"手机\n号码"\n1,2\n');
    expect(header).toEqual(['id', '手机\n号码']);
    expect(rows).toEqual([{ row: 2, line: 3, cells: ['1', '2'] }]);
  });

  test('line ends of every kind may be mixed', async () => {
    const { rows } = await readAsSource('id,a\r\n1,2\n3,4\r5,6\r\n\r7,"8\n9\r\n0\r1"\n10,11');
    expect(rows.map(({ row, line, cells }) => [row, line, cells.join('|')])).toEqual([
      [2, 2, '1|2'],
      [3, 3, '3|4'],
      [4, 4, '5|6'],
      [5, 5, ''],
      [6, 6, '7|8\n9\r\n0\r1'],
      [7, 10, '10|11'],
    ]);
  });
});

describe('the last line', () => {
  test.each(['1,2', '1,2\n', '1,2\r\n', '1,"2"', '1,"2"\n'])('is kept with or without its end: %j', async (last) => {
    expect((await readAsSource(`id,a\n${last}`)).rows).toEqual([{ row: 2, line: 2, cells: ['1', '2'] }]);
  });

  test('may end in an empty cell', async () => {
    expect((await readAsSource('id,a\n1,')).rows).toEqual([{ row: 2, line: 2, cells: ['1', ''] }]);
    expect((await readAsSource('id,a\n1,""')).rows).toEqual([{ row: 2, line: 2, cells: ['1', ''] }]);
  });
});

test('a row of another width is handed on as it is: nothing is shifted, filled up or cut off', async () => {
  const { rows } = await readAsSource('id,a,b\n1\n1,2\n1,2,3\n1,2,3,4\n,,,,\n');
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['1'],
    ['1', '2'],
    ['1', '2', '3'],
    ['1', '2', '3', '4'],
    ['', '', '', '', ''],
  ]);
});

test('cells are read to the letter', async () => {
  const { rows } = await readAsSource('a,b,c,d,e,f,g\n 1 ,\t2,007,"x,y","say ""hi""",=1+1,#清空\n');
  expect(rows[0]?.cells).toEqual([' 1 ', '\t2', '007', 'x,y', 'say "hi"', '=1+1', '#清空']);
});

test('a file with a header alone has no rows', async () => {
  expect((await readAsSource('id,a\n')).rows).toEqual([]);
  expect((await readAsSource('id,a')).rows).toEqual([]);
});

test('a header of names that JavaScript knows is plain data', async () => {
  const { header, rows } = await readAsSource('__proto__,constructor,toString\n1,2,3\n');
  expect(header).toEqual(['__proto__', 'constructor', 'toString']);
  expect(rows[0]?.cells).toEqual(['1', '2', '3']);
});
