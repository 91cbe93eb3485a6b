import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillText } from '../../src/messages/fill-text.js';

const text = '{count} {count|row is|rows are} invalid';

describe('a word agrees with its count', () => {
  test.each([
    [0, '0 rows are invalid'],
    [1, '1 row is invalid'],
    [2, '2 rows are invalid'],
    [21, '21 rows are invalid'],
    [1.5, '1.5 rows are invalid'],
    ['1', '1 row is invalid'],
    ['1,001', '1,001 rows are invalid'],
    ['…', '… rows are invalid'],
  ])('%s', (count, words) => expect(fillText(text, { count })).toBe(words));

  test('one alone is singular', () => {
    fc.assert(
      fc.property(fc.nat(), (count) => {
        const noun = count === 1 ? 'row' : 'rows';
        expect(fillText('{count} {count|row|rows}', { count })).toBe(`${count} ${noun}`);
        const written = count.toLocaleString('en-US');
        expect(fillText('{count} {count|row|rows}', { count: written })).toBe(`${written} ${noun}`);
      }),
    );
  });
});

test('two counts of one text choose each for itself', () => {
  const words = fillText('{done} of {total} {total|row|rows} {done|is|are} done', { done: 1, total: 3 });
  expect(words).toBe('1 of 3 rows is done');
});

test('a value is taken to the letter, even one that looks like a place', () => {
  expect(fillText('{file}: {file|one|many}', { file: '{count|row|rows}' })).toBe('{count|row|rows}: many');
});
