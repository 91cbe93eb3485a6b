import { expect, test } from 'vitest';
import { toMoment } from '../../src/runs/age.js';

const hour = 3_600_000;

test('since when: so long ago, or from the beginning of a day of the calendar on', () => {
  const now = new Date(2026, 10, 22, 12);
  expect(toMoment('7d', now)).toEqual(new Date(now.getTime() - 7 * 24 * hour));
  expect(toMoment('30m', now)).toEqual(new Date(now.getTime() - hour / 2));
  expect(toMoment('99999999w', now)).toEqual(new Date(0));
  expect(toMoment('2026-11-01', now)).toEqual(new Date(2026, 10, 1));
  for (const text of ['2026-02-30', '2026-13-01', '2026-1-1', '2026-W01-1', '20261101', '2026-11-01T00', 'yesterday']) {
    expect(toMoment(text, now)).toBeNull();
  }
});
