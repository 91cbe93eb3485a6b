import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countLatency } from '../../../src/report/page/latency.js';

function latenciesOf(durations: readonly number[]) {
  const counter = countLatency();
  for (const duration of durations) counter.add('put', duration);
  return counter.latencies();
}

test('of no call there is no latency', () => {
  expect(latenciesOf([])).toEqual([]);
});

test('each endpoint that was called is told by itself', () => {
  const counter = countLatency();
  counter.add('list', 700);
  counter.add('put', 90);
  expect(counter.latencies().map(({ endpoint, count, max }) => ({ endpoint, count, max }))).toEqual([
    { endpoint: 'put', count: 1, max: 90 },
    { endpoint: 'list', count: 1, max: 700 },
  ]);
});

test('the median and the slowest twentieth are told within a tenth, the longest exactly, and every call has its bar', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 120_000 }), { minLength: 1, maxLength: 400 }), (durations) => {
      const [latency] = latenciesOf(durations);
      const sorted = durations.toSorted((a, b) => a - b);
      const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
      expect(latency?.median).toBeGreaterThanOrEqual(at(0.5) - 1);
      expect(latency?.median).toBeLessThanOrEqual(at(0.5) * 1.1 + 1);
      expect(latency?.most).toBeGreaterThanOrEqual(at(0.95) - 1);
      expect(latency?.most).toBeLessThanOrEqual(at(0.95) * 1.1 + 1);
      expect(latency?.max).toBe(sorted.at(-1));
      expect(latency?.bars.reduce((sum, { count }) => sum + count, 0)).toBe(durations.length);
    }),
  );
});
