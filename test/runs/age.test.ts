import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toAgeMs, toMoment } from '../../src/runs/age.js';

const hour = 3_600_000;

test.each([
  ['12h', 12 * hour],
  ['90d', 90 * 24 * hour],
  ['2w', 14 * 24 * hour],
  ['0d', 0],
  ['99999w', 99_999 * 7 * 24 * hour],
])('%s is a length of time', (text, ms) => {
  expect(toAgeMs(text)).toBe(ms);
});

test.each([
  '',
  '90',
  'd',
  '90D',
  '-1d',
  '+1d',
  '1.5d',
  '090d',
  '00d',
  ' 90d',
  '90 d',
  '90d ',
  '90m',
  '1d12h',
  '９０d',
  '100000d',
])('"%s" is none', (text) => {
  expect(toAgeMs(text)).toBeNaN();
});

test('a text is a length of time just where it is a whole number and a unit, and then a longer one is longer', () => {
  fc.assert(
    fc.property(fc.nat(99_998), fc.constantFrom('h', 'd', 'w'), (count, unit) => {
      expect(toAgeMs(`${count + 1}${unit}`)).toBeGreaterThan(toAgeMs(`${count}${unit}`));
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(Number.isNaN(toAgeMs(text))).toBe(!/^(?:0|[1-9]\d{0,4})[hdw]$/.test(text));
    }),
  );
});

test('since when: so long ago, or from the beginning of a day of the calendar on', () => {
  const now = new Date(2026, 10, 22, 12);
  expect(toMoment('7d', now)).toEqual(new Date(now.getTime() - 7 * 24 * hour));
  expect(toMoment('2026-11-01', now)).toEqual(new Date(2026, 10, 1));
  for (const text of ['2026-02-30', '2026-13-01', '2026-1-1', '2026-W01-1', '20261101', '2026-11-01T00', 'yesterday']) {
    expect(toMoment(text, now)).toBeNull();
  }
});
