import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RowStatus } from '../../../src/contact/row-status.js';
import type { Job } from '../../../src/job/job.js';
import { findExceeded, measureLimits } from '../../../src/phases/plan/limits.js';

type Limits = Partial<Job['limits']>;

/** What becomes of a plan of `total` rows under these limits. */
function judge(
  limits: Limits,
  { total = 100, invalid = 0, clears = 0, toSend = 0 }: Record<string, number>,
): ReturnType<typeof findExceeded> {
  const job = { limits: { invalid: null, clears: null, changed: null, ...limits } };
  const statuses = new Map<RowStatus, number>([
    ['unchanged', 1],
    ['failed', 1],
    ...(invalid > 0 ? [['invalid', invalid] as const] : []),
  ]);
  const extent = { rows: total, contacts: total, changed: toSend };
  return findExceeded(measureLimits(job, clears, statuses, extent), 'run-1');
}

const code = (...parts: Parameters<typeof judge>) => judge(...parts)?.code ?? null;

test('without a limit a plan may hold whatever it holds', () => {
  expect(judge({}, { total: 10, invalid: 10, clears: 1000, toSend: 10 })).toBeNull();
});

describe('a limit that is a number', () => {
  test.each([
    ['invalid', 'limit.invalid', 'invalid'],
    ['clears', 'limit.clears', 'clears'],
    ['changed', 'limit.changed', 'toSend'],
  ])('%s: is reached and not passed, or passed by one', (limit, passed, counted) => {
    for (const most of [0, 1, 7]) {
      expect(code({ [limit]: most }, { [counted]: most })).toBeNull();
      expect(code({ [limit]: most }, { [counted]: most + 1 })).toBe(passed);
    }
  });

  test('says by how much it is passed, of how many rows, and of which run', () => {
    expect(judge({ clears: 3 }, { total: 40, clears: 5 })).toEqual({
      code: 'limit.clears',
      params: { count: 5, total: 40, limit: 3, runId: 'run-1', enough: 5 },
    });
  });
});

describe('a limit that is a percentage', () => {
  test.each([
    ['10%', 100, 10, null],
    ['10%', 100, 11, 'limit.invalid'],
    ['10%', 25, 2, null],
    ['10%', 25, 3, 'limit.invalid'],
    ['10%', 9, 1, 'limit.invalid'],
    ['0%', 1000, 0, null],
    ['0%', 1000, 1, 'limit.invalid'],
    ['0.5%', 1000, 5, null],
    ['0.5%', 1000, 6, 'limit.invalid'],
    ['100%', 3, 3, null],
  ])('%s of %i rows, and %i invalid: %s', (invalid, total, count, passed) => {
    expect(code({ invalid }, { total, invalid: count })).toBe(passed);
  });

  test('is told as the job writes it', () => {
    expect(judge({ changed: '2.5%' }, { total: 1000, toSend: 26 })).toMatchObject({
      code: 'limit.changed',
      params: { count: 26, total: 1000, limit: '2.5%', enough: '3%' },
    });
  });

  test('is not passed by just that share of the rows, whatever it is', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 1000 }), (hundredths, hundreds) => {
        // 12.34 % of 10,000 times as many rows is a whole number of them.
        const [total, most] = [10_000 * hundreds, hundredths * hundreds];
        const percent = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}%`;
        expect([percent, total, code({ changed: percent }, { total, toSend: most })]).toEqual([percent, total, null]);
        expect(code({ changed: percent }, { total, toSend: most + 1 })).toBe('limit.changed');
      }),
      { numRuns: 1000 },
    );
  });

  test('names the share that would let the plan pass, and a number where no share does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 9000 }), (total, clears) => {
        const enough = judge({ clears: '0%' }, { total, clears })?.params?.enough;
        expect(enough).toSatisfy((it) => (clears > total ? it === clears : /^\d{1,3}%$/.test(it)));
        expect(code({ clears: enough as string }, { total, clears })).toBeNull();
      }),
    );
  });

  test.each(['7%', '29%', '57%', '58%'])('%s of a hundred rows is not passed by as many rows', (invalid) => {
    const count = Number.parseInt(invalid, 10);
    expect(code({ invalid }, { total: 100, invalid: count })).toBeNull();
    expect(code({ invalid }, { total: 100, invalid: count + 1 })).toBe('limit.invalid');
  });
});

test('of several that are passed the first is told: what is wrong with the file, then what would be lost', () => {
  const all = { invalid: 50, clears: 50, toSend: 50 };
  expect(code({ invalid: 0, clears: 0, changed: 0 }, all)).toBe('limit.invalid');
  expect(code({ clears: 0, changed: 0 }, all)).toBe('limit.clears');
  expect(code({ invalid: 50, clears: 50, changed: 0 }, all)).toBe('limit.changed');
});

test.each([0, '0%', '10%'])('what nobody knows is not measured by a limit of %s, and passes none', (clears) => {
  const job = { limits: { invalid: null, clears, changed: null } };
  const measured = measureLimits(job, null, new Map(), { rows: 9, contacts: 9, changed: 9 });
  expect(measured.find(({ name }) => name === 'clears')).toMatchObject({ limit: clears, count: null, isOver: false });
  expect(findExceeded(measured, 'run-1')).toBeNull();
});
