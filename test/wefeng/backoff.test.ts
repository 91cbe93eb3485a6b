import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs, pauseMs, retryAfterMs } from '../../src/wefeng/backoff.js';

test('the wait before a retry lies between nothing and a doubling that ends at a minute', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (failures, random) => {
        const wait = backoffMs(failures, random);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(Math.min(60_000, 1000 * 2 ** (failures - 1)));
      },
    ),
  );
  expect([1, 2, 3, 4, 7, 8, 100].map((failures) => backoffMs(failures, 1))).toEqual([
    1000, 2000, 4000, 8000, 60_000, 60_000, 60_000,
  ]);
});

test('a pause that the server does not name doubles up to a minute', () => {
  expect([1, 2, 3, 7, 50].map(pauseMs)).toEqual([1000, 2000, 4000, 60_000, 60_000]);
});

test('Retry-After is read as seconds, or as a date by the clock of the server', () => {
  const date = 'Sun, 22 Nov 2026 10:00:00 GMT';
  expect(retryAfterMs('7', date)).toBe(7000);
  expect(retryAfterMs('0', date)).toBe(0);
  expect(retryAfterMs(' 7 ', date)).toBe(7000);
  expect(retryAfterMs('Sun, 22 Nov 2026 10:00:30 GMT', date)).toBe(30_000);
  expect(retryAfterMs('999999999', date)).toBe(999_999_999_000);
});

test('a Retry-After that says nothing is nothing', () => {
  const date = 'Sun, 22 Nov 2026 10:00:00 GMT';
  for (const header of [undefined, '', 'soon', '-5', '1e3', '2050-01-01', date, 'Sun, 22 Nov 2026 09:00:00 GMT']) {
    expect([header, retryAfterMs(header, date)]).toEqual([header, null]);
  }
  expect(retryAfterMs('Sun, 22 Nov 2026 10:00:30 GMT', undefined)).toBeNull();
});
