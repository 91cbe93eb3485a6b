import { describe, expect, test } from 'vitest';
import { wordMessage } from '../../src/messages/message.js';
import { readAsSource, refusalOfSource } from '../helpers/read-source.js';

const detailsOf = async (content: string) => {
  const error = await refusalOfSource(content);
  expect(error.why.code).toBe('source.header');
  expect(error.why.params.count).toBe(error.details.length);
  return error.details.map(({ where, why }) => `${where}: ${wordMessage(why, 'en')}`);
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

describe('a blank name is refused with its column', () => {
  test.each([
    ['within', 'id,,a\n1,2,3\n', 'B'],
    ['of spaces', 'id,  ,a\n1,2,3\n', 'B'],
    ['of characters that nobody sees', 'id,\u200B\u00A0,a\n1,2,3\n', 'B'],
    ['at the end of the line', 'id,a,\n1,2,\n', 'C'],
    ['at the beginning', ',id\n1,2\n', 'A'],
  ])('%s', async (_, content, column) => {
    expect(await detailsOf(content)).toEqual([
      expect.stringMatching(new RegExp(`^${column}: this column has no name`)),
    ]);
  });

  test('several at once, with names that stand twice among them', async () => {
    expect(await detailsOf('id,,id,\n')).toEqual([
      expect.stringMatching(/^B: .*no name/),
      expect.stringMatching(/^D: .*no name/),
      expect.stringMatching(/^C: .*column A/),
    ]);
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
    expect(await detailsOf(`${names.with(index, '').join(',')}\n`)).toEqual([
      expect.stringMatching(new RegExp(`^${letter}: `)),
    ]);
  }
});
