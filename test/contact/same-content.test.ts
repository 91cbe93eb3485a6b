import fc from 'fast-check';
import { LosslessNumber } from 'lossless-json';
import { describe, expect, test } from 'vitest';
import { sameContent } from '../../src/contact/same-content.js';
import { contentTypes } from '../../src/fields/content-types.js';
import { readJson } from '../../src/fields/json.js';
import { anyJsonText } from '../helpers/any-json.js';

const types = [...contentTypes, 'location', ''];
const same = (type: string, a: string, b: string) => sameContent(readJson(a), readJson(b), type);

describe('one content, spelled in two ways', () => {
  test.each([
    ['number', '1', '"1"'],
    ['number', '1', '1.0'],
    ['number', '1', '1e0'],
    ['number', '100', '1e2'],
    ['number', '100', '1.00E+2'],
    ['number', '-7', '"-7"'],
    ['number', '0', '-0'],
    ['number', '0', '0.00'],
    ['number', '9223372036854775807', '"9223372036854775807"'],
    ['number', '9223372036854775807', '9.223372036854775807e18'],
    ['numeric', '0.5', '0.50'],
    ['numeric', '0.5', '"0.5"'],
    ['numeric', '0.5', '5e-1'],
    ['numeric', '0.0015', '"1.5e-3"'],
    ['numeric', '12345678901234567890.123456789', '12345678901234567890.1234567890'],
    ['droplist', '2', '"2"'],
    ['chained_droplist', '[4,5]', '["4","5"]'],
    ['chained_droplist', '[4]', '4'],
    ['checkbox', '[1,3]', '[3,1]'],
    ['checkbox', '[1,3]', '["3","1"]'],
    ['checkbox', '[1]', '1'],
    ['date', '"2024-01-05"', '"2024-01-05T00:00:00.000Z"'],
    ['date', '"2024-01-05"', '"2024-01-05 00:00:00"'],
    ['datetime', '"2024-01-05 10:20:30"', '"2024-01-05T10:20:30.000Z"'],
    ['datetime', '"2024-01-05 10:20:30"', '"2024-01-05T10:20:30Z"'],
    ['datetime', '"2024-01-05T10:20:30.5Z"', '"2024-01-05T10:20:30.500Z"'],
    ['datetime', '"2024-01-05T10:20:30.12Z"', '"2024-01-05 10:20:30.120"'],
    ['text', '"1"', '1'],
    ['phone', '"13800138000"', '13800138000'],
    ['area_text', '"1.0"', '1.0'],
    ['location', '{"lat":30.10,"lng":1}', '{"lng":1,"lat":30.1}'],
    ['location', '[1.0]', '[1]'],
    ['location', '5', '"5.0"'],
  ])('%s: %s and %s', (type, a, b) => {
    expect([same(type, a, b), same(type, b, a)]).toEqual([true, true]);
  });

  test('a blank one is null, absent, empty text or an empty list, in a field of any type', () => {
    for (const type of types) {
      for (const a of ['null', '""', '[]']) {
        for (const b of ['null', '""', '[]']) expect([type, a, b, same(type, a, b)]).toEqual([type, a, b, true]);
        expect(sameContent(undefined, readJson(a), type)).toBe(true);
        expect(sameContent(readJson(a), undefined, type)).toBe(true);
      }
      expect(sameContent(undefined, undefined, type)).toBe(true);
    }
  });
});

describe('two contents', () => {
  test.each([
    ['number', '9223372036854775807', '9223372036854775806'],
    ['number', '9007199254740993', '9007199254740992'],
    ['number', '9007199254740993', '"9007199254740992"'],
    ['number', '1', '-1'],
    ['number', '1', '10'],
    ['number', '10', '100'],
    ['number', '0', 'null'],
    ['numeric', '0.1', '0.10000000000000000000000000001'],
    ['numeric', '1.5', '15'],
    ['numeric', '5', '"05"'],
    ['numeric', '"x5"', '"y5"'],
    ['numeric', '"5x"', '"5y"'],
    ['numeric', '"-"', '"+"'],
    ['droplist', '1', '2'],
    ['droplist', '0', '""'],
    ['chained_droplist', '[4,5]', '[5,4]'],
    ['chained_droplist', '[4,5]', '[4]'],
    ['chained_droplist', '[4,5]', '45'],
    ['chained_droplist', '[12,3]', '[1,23]'],
    ['checkbox', '[1,3]', '[1]'],
    ['checkbox', '[1,3]', '[1,2]'],
    ['checkbox', '[1,1]', '[1]'],
    ['checkbox', '[13]', '[1,3]'],
    ['date', '"2024-01-05"', '"2024-01-06"'],
    ['date', '"2024-01-05"', '"2024-01-05T10:00:00.000Z"'],
    ['date', '"2024-01-05"', '"2024-01-05T00:00:00.001Z"'],
    ['datetime', '"2024-01-05 10:20:30"', '"2024-01-05T10:20:30.001Z"'],
    ['datetime', '"2024-01-05 10:20:30"', '"2024-01-05 10:20:31"'],
    ['datetime', '"2024-01-05 10:20:30"', '"2024-01-05T10:20:30.000+08:00"'],
    ['date', '"x 2024-01-05"', '"x 2024-01-05 00:00:00"'],
    ['date', '"2024-01-05 x"', '"2024-01-05 00:00:00 x"'],
    ['datetime', '"x 2024-01-05 10:20:30"', '"x 2024-01-05T10:20:30.000Z"'],
    ['datetime', '"2024-01-05 10:20:30 x"', '"2024-01-05T10:20:30.000Z x"'],
    ['text', '"1"', '"1.0"'],
    ['text', '"a"', '"A"'],
    ['text', '"a"', '"a "'],
    ['text', '" "', '""'],
    ['text', '"\u00e9"', '"e\u0301"'],
    ['text', '"2024-01-05"', '"2024-01-05T00:00:00.000Z"'],
    ['phone', '"13800138000"', '"+8613800138000"'],
    ['area_text', '"a\\n"', '"a\\r\\n"'],
    ['location', '{"lat":1}', '{"lat":2}'],
    ['location', '{"lat":1}', '{"lat":"1"}'],
    ['location', '{"lat":1}', '{"lat":1,"lng":null}'],
    ['location', '[1,2]', '[2,1]'],
    ['location', '["a","b"]', '["a,b"]'],
    ['location', 'false', 'null'],
    ['location', '{}', 'null'],
  ])('%s: %s and %s are not one', (type, a, b) => {
    expect([same(type, a, b), same(type, b, a)]).toEqual([false, false]);
  });
});

describe('whatever the contents are', () => {
  const type = fc.constantFrom(...types);

  test('each is the same as itself, and as itself read again', () => {
    fc.assert(
      fc.property(type, anyJsonText, (type, text) => {
        expect(same(type, text, text)).toBe(true);
        expect(sameContent(readJson(text), readJson(` ${text}\n`), type)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('it is the same which of two comes first, and what two are the same as is the same', () => {
    // Few enough to meet each other.
    const few = fc.constantFrom('1', '"1"', '1.0', '[1]', '["1"]', '"1.0"', 'null', '[]', '"2024-01-05"', '{"1":1}');
    const either = fc.oneof(few, anyJsonText);
    fc.assert(
      fc.property(type, either, either, either, (type, a, b, c) => {
        expect(same(type, a, b)).toBe(same(type, b, a));
        if (same(type, a, b) && same(type, b, c)) expect(same(type, a, c)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('two whole numbers are one when they are equal, digit for digit', () => {
    const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(long, fc.bigInt({ min: -2n, max: 2n }), (a, step) => {
        const [first, second] = [a, a + step].map((number) => new LosslessNumber(String(number)));
        expect(sameContent(first, second, 'number')).toBe(step === 0n);
        expect(sameContent(String(a), second, 'number')).toBe(step === 0n);
      }),
    );
  });

  test('two texts are one when they are equal, character for character', () => {
    const text = fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', ' ', '1', '"', '\n', '🧾') });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(sameContent(a, b, 'text')).toBe(a === b);
      }),
    );
  });
});
