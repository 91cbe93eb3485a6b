import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CallTime, countTimeline } from '../../../src/report/page/timeline.js';

const call = (startedAt: number, more: Partial<CallTime> = {}): CallTime => ({
  endpoint: 'put',
  isRetry: false,
  startedAt,
  durationMs: 100,
  outcome: 'accepted',
  ...more,
});

function timelineOf(calls: readonly CallTime[], rows: readonly number[] = []) {
  const counter = countTimeline();
  for (const each of calls) counter.addCall(each);
  for (const row of rows) counter.addRow(row);
  return counter.timeline();
}

const start = Date.parse('2026-11-22T02:00:00Z');
const everySecond = (count: number) => Array.from({ length: count }, (_, second) => call(start + second * 1000));

describe('a timeline', () => {
  test('of a few calls is none: their number says it all', () => {
    expect(timelineOf(everySecond(9))).toBeNull();
    expect(timelineOf([])).toBeNull();
    expect(timelineOf(Array.from({ length: 50 }, () => call(start)))).toBeNull();
  });

  test('counts calls by endpoint, and what was refused for the rate apart from what was tried again', () => {
    const calls = everySecond(20).concat(
      call(start, { endpoint: 'get' }),
      call(start, { isRetry: true }),
      call(start, { isRetry: true, outcome: 'rateLimited' }),
    );
    const timeline = timelineOf(calls, [start, start + 500]);
    expect(timeline?.stepMs).toBe(1000);
    expect(timeline?.buckets[0]).toEqual({ at: start, put: 3, get: 1, list: 0, retries: 1, limited: 1, rows: 2 });
  });

  test('is as fine as can be drawn, however long the run was', () => {
    for (const seconds of [119, 500, 5000, 100_000]) {
      const timeline = timelineOf(everySecond(seconds));
      expect(timeline?.buckets.length).toBeLessThanOrEqual(120);
      expect(timeline?.buckets.length).toBeGreaterThan(50);
    }
  });

  test('leaves out most of a long pause, and keeps a short one', () => {
    const later = (ms: number) => everySecond(20).map(({ startedAt }) => call(startedAt + ms));
    const day = timelineOf([...everySecond(20), ...later(86_400_000)]);
    expect(day?.stepMs).toBe(1000);
    expect(day?.buckets.length).toBe(44);
    expect(timelineOf([...everySecond(20), ...later(25_000)])?.buckets.length).toBe(45);
  });

  test('loses no call and no row, in whatever order they come', () => {
    const time = fc.integer({ min: start, max: start + 40 * 86_400_000 });
    fc.assert(
      fc.property(fc.array(time, { minLength: 10, maxLength: 9000 }), (times) => {
        const sum = timelineOf(
          times.map((at) => call(at)),
          times,
        )?.buckets.reduce((total, { put, rows }) => ({ put: total.put + put, rows: total.rows + rows }), {
          put: 0,
          rows: 0,
        });
        expect(sum ?? { put: times.length, rows: times.length }).toEqual({ put: times.length, rows: times.length });
      }),
      { numRuns: 40 },
    );
  });
});
