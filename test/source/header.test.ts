import { describe, expect, test } from 'vitest';
import { columnIndex } from '../../src/fields/column-letter.js';
import { formatMessage } from '../../src/messages/message.js';
import { readAsSource, refusalOfSource } from '../helpers/read-source.js';

const detailsOf = async (content: string) => {
  const error = await refusalOfSource(content);
  expect(error.why.code).toBe('source.header');
  expect(error.why.params.count).toBe(error.details.length);
  return error.details.map(({ where, why }) => `${where}: ${formatMessage(why, 'en')}`);
};

describe('a file without a header is refused, and is not “0 rows, success”', () => {
  test.each(['', '\uFEFF', '\n', '\r\n\r\n', '   ', '\u3000\n1,2\n', '\nid,a\n1,2\n', '""\n1\n'])(
    '%j',
    async (content) => {
      expect((await refusalOfSource(content)).why.code).toBe('source.noHeader');
    },
  );
});

describe('a name that stands twice is refused with both of its columns', () => {
  test.each([
    ['to the letter', 'id,手机,姓名,手机\n'],
    ['but for spaces', 'id,手机,姓名, 手机 \n'],
    ['but for a zero-width space', 'id,手机,姓名,手\u200B机\n'],
    ['but for its case of width', 'id,ＡＢ,姓名,AB\n'],
    ['but for how its accents are composed', 'id,é,姓名,e\u0301\n'],
  ])('%s', async (_, content) => {
    expect(await detailsOf(content)).toEqual([expect.stringMatching(/^D: the name ".*" also stands in column B/)]);
  });

  test('each time that it stands again', async () => {
    expect(await detailsOf('a,a,a\n')).toEqual([
      expect.stringMatching(/^B: .*column A/),
      expect.stringMatching(/^C: .*column A/),
    ]);
  });

  test('names that differ only in case are two names', async () => {
    expect((await readAsSource('id,ID\n1,2\n')).header).toEqual(['id', 'ID']);
  });
});

describe('a column without a name', () => {
  test.each([
    ['within', 'id,,a\n1,,3\n', ['id', '', 'a']],
    ['of spaces', 'id,  ,a\n1,,3\n', ['id', '  ', 'a']],
    ['at the end of each line, as Excel leaves it', 'id,a,,\n1,2,,\n3,4,,\n', ['id', 'a', '', '']],
    ['at the beginning', ',id\n,2\n', ['', 'id']],
    ['in a file without rows', 'id,,a\n', ['id', '', 'a']],
    ['with blank lines and short rows', 'id,,a\n\n1\n1,,3\n', ['id', '', 'a']],
  ])('is allowed while it is blank in all rows: %s', async (_, content, names) => {
    expect((await readAsSource(content)).header).toEqual(names);
  });

  test.each([
    ['within', 'id,,a\n1,2,3\n', 'B', 2],
    ['of spaces', 'id,  ,a\n1,2,3\n', 'B', 2],
    ['of characters that nobody sees', 'id,\u200B\u00A0,a\n1,2,3\n', 'B', 2],
    ['at the end of the line', 'id,a,\n1,2,\n3,4,5\n', 'C', 3],
    ['at the beginning', ',id\n1,2\n', 'A', 2],
    ['with a value that is a space', 'id,,a\n1,,3\n4, ,6\n', 'B', 3],
    ['after a row of several lines', 'id,,a\n"1\n1\n1",,3\n4,x,6\n', 'B', 3],
    ['the first of several', 'id,,,\n1,,2,3\n', 'C', 2],
  ])('refuses the file with column and row once there is a value in it: %s', async (_, content, column, row) => {
    const told = `${column}: this column has no name, but row ${row} has a value in it. Name it, or clear the column`;
    expect(await detailsOf(content)).toEqual([told]);
  });

  test('does so however far down that is', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => `wm${index},,x`);
    const content = ['id,,a', ...rows.with(2500, 'wm,lost,x'), ''].join('\n');
    expect(await detailsOf(content)).toEqual([expect.stringMatching(/^B: .*row 2502/)]);
  });

  test('may stand twice; names that stand twice are told none the less', async () => {
    expect(await detailsOf('id,,id,\n')).toEqual([expect.stringMatching(/^C: .*column A/)]);
  });

  test('is no column that a row has too many of: that is judged row by row', async () => {
    const { rows } = await readAsSource('id,a,\n1,2,,4\n');
    expect(rows[0]?.cells).toEqual(['1', '2', '', '4']);
  });
});

test('columns are called as Excel calls them, beyond Z and ZZ too', async () => {
  const names = Array.from({ length: 703 }, (_, index) => `c${index}`);
  for (const [index, letter] of [
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [52, 'BA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ] as const) {
    expect(columnIndex(letter)).toBe(index);
    expect(await detailsOf(`${names.with(index, 'c0').join(',')}\n`)).toEqual([
      expect.stringMatching(new RegExp(`^${letter}: .*column A`)),
    ]);
  }
});
