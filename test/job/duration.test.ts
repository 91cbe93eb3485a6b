import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toMilliseconds } from '../../src/job/duration.js';
import { parseDuration } from '../../src/sandbox/duration.js';

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

const durations: [string, number][] = [
  ['500ms', 500],
  ['0s', 0],
  ['0d', 0],
  ['1s', second],
  ['30s', 30 * second],
  ['2m', 2 * minute],
  ['90m', 90 * minute],
  ['12h', 12 * hour],
  ['90d', 90 * day],
  ['2w', 14 * day],
  ['99999w', 99_999 * 7 * day],
  ['99999999ms', 99_999_999],
];

const mistakes = [
  ...['', '90', 'd', 's', '90D', '1S', '-1d', '+1d', '1.5d', '090d', '00d', ' 90d', '90 d', '90d ', '1d12h', '９０d'],
  ...['100000000d', '1y', '1mo', '1sec', '1e3s', '0x1s', '1s\n', 'Infinitys', 'NaNs', '1constructor'],
];

// The program and the sandbox share no code: each has a parser of its own.
describe.each([
  ['the program', toMilliseconds],
  ['the sandbox', parseDuration],
])('%s reads a duration', (_, parse) => {
  test.each(durations)('%s', (text, ms) => expect(parse(text)).toBe(ms));

  test.each(mistakes)('but not "%s"', (text) => expect(parse(text)).toBeNaN());

  test('and a number alone where a place says its unit', () => {
    expect([parse('1000', 'ms'), parse('600', 's'), parse('0', 'ms'), parse('060', 's')]).toEqual([
      1000, 600_000, 0, 60_000,
    ]);
    expect([parse('1s', 'ms'), parse('20ms', 's')]).toEqual([1000, 20]);
    for (const text of ['', '-1', '1.5', '1234567890', '1 ']) expect(parse(text, 'ms')).toBeNaN();
  });
});

test('both read any text alike', () => {
  const near = fc.stringMatching(/^[0-9]{0,9}[a-z]{0,2}$/);
  fc.assert(
    fc.property(fc.oneof(fc.string(), near), fc.constantFrom('ms' as const, 's' as const, undefined), (text, unit) => {
      expect(parseDuration(text, unit)).toBe(toMilliseconds(text, unit));
      if (unit === undefined) {
        expect(Number.isNaN(toMilliseconds(text))).toBe(!/^(?:0|[1-9]\d{0,7})(?:ms|s|m|h|d|w)$/.test(text));
      }
    }),
  );
});
