import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDifferences } from '../../src/contact/find-differences.js';
import { readJson } from '../../src/fields/json.js';
import { anyJsonText } from '../helpers/any-json.js';
import { blanks, everyBlank } from '../helpers/blanks.js';
import { contactOf, type Held } from '../helpers/contact-of.js';

const held: readonly Held[] = [
  [1, 'text', '"备注"'],
  [2, 'number', '7'],
  [3, 'location', '{"lat":30.10}'],
];
const planned = contactOf(held, { mobile: '"138"', age: '30', position: '"经理"' });

describe('a contact is as it was planned on', () => {
  test('when nothing differs but the spelling', () => {
    const found = contactOf(
      [
        [3, 'location', '{"lat":30.1}'],
        [2, 'number', '"7"'],
        [1, 'text', '"备注"'],
        [4, 'text', '""'],
      ],
      { mobile: '"138"', age: '"30"', position: '"经理"' },
    );
    expect(findDifferences(planned, found, ['mobile', 'age', 'position'])).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['checkbox', '[1,3]', '["3",1]'],
    ['date', '"2024-01-05"', '"2024-01-05T00:00:00.000Z"'],
    ['numeric', '0.50', '"0.5"'],
  ])('when a %s field holds %s and %s', (type, a, b) => {
    expect(findDifferences(contactOf([[1, type, a]]), contactOf([[1, type, b]]), [])).toEqual([]);
  });

  test('when a standard field that is a number or a day is spelled in another way', () => {
    const [a, b] = [
      contactOf([], { age: '30', birthday: '"2024-01-05"' }),
      contactOf([], { age: '30.0', birthday: '"2024-01-05T00:00:00.000Z"' }),
    ];
    expect(findDifferences(a, b, ['age', 'birthday'])).toEqual([]);
  });

  test.each(everyBlank)('when a %s field that held %s is null, empty or not told', (type, blank) => {
    const expected = contactOf([...held, [4, type, blank]], { mobile: '"138"' });
    for (const other of blanks) {
      expect(findDifferences(expected, contactOf([...held, [4, type, other]]), [])).toEqual([]);
    }
    expect(findDifferences(expected, contactOf(held), [])).toEqual([]);
    expect(findDifferences(contactOf(held), expected, [])).toEqual([]);
  });

  test('when it differs in a standard field that nobody asks for', () => {
    const found = contactOf(held, { mobile: '"138"', age: '31', position: '"总监"', remarkName: '"x"' });
    expect(findDifferences(planned, found, ['mobile'])).toEqual([]);
  });

  test('when a standard field is told on one side alone', () => {
    expect(findDifferences(planned, contactOf(held), ['mobile', 'age'])).toEqual([]);
    expect(findDifferences(contactOf(held), planned, ['mobile', 'age'])).toEqual([]);
  });
});

describe('a contact has drifted', () => {
  test('in the standard fields that are asked for, blank ones included', () => {
    const found = contactOf(held, { mobile: '"139"', age: 'null', position: '"经理"' });
    expect(findDifferences(planned, found, ['mobile', 'age', 'position'])).toEqual([
      { field: 'mobile', expected: '138', found: '139' },
      { field: 'age', expected: readJson('30'), found: null },
    ]);
  });

  test('in any custom field, asked for or not: a PUT would bring the old one back', () => {
    const found = contactOf([
      [1, 'text', '"新的备注"'],
      [3, 'location', '{"lat":30.10}'],
      [4, 'text', '"另一个"'],
    ]);
    expect(findDifferences(planned, found, [])).toEqual([
      { field: 'CustomField_1', expected: '备注', found: '新的备注' },
      { field: 'CustomField_2', expected: readJson('7'), found: null },
      { field: 'CustomField_4', expected: null, found: '另一个' },
    ]);
  });

  test('in one digit of a long number', () => {
    const [a, b] = ['9223372036854775807', '9223372036854775806'].map((digits) => contactOf([[1, 'number', digits]]));
    if (!a || !b) throw new Error('no contacts');
    expect(findDifferences(a, b, [])).toMatchObject([{ field: 'CustomField_1' }]);
  });
});

test('a contact is as itself, whatever it holds, and what differs one way differs the other', () => {
  const contents = fc.array(anyJsonText, { maxLength: 4 });
  const contactWith = (texts: readonly string[]) =>
    contactOf(
      texts.map((content, index): Held => [index + 1, 'location', content]),
      texts[0] === undefined ? {} : { mobile: texts[0] },
    );
  fc.assert(
    fc.property(contents, contents, (a, b) => {
      expect(findDifferences(contactWith(a), contactWith(a), ['mobile'])).toEqual([]);
      const there = findDifferences(contactWith(a), contactWith(b), ['mobile']);
      const back = findDifferences(contactWith(b), contactWith(a), ['mobile']);
      expect(
        back.map(({ field, expected, found }) => ({ field, expected: found, found: expected })).toSorted(byField),
      ).toEqual(there.toSorted(byField));
    }),
  );
});

const byField = (a: { field: string }, b: { field: string }) => a.field.localeCompare(b.field);
