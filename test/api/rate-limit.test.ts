import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRateLimit } from '../../src/api/rate-limit.js';

const never = new AbortController().signal;
setMaxListeners(0, never);

const busiest = (times: number[], perMs: number): number =>
  Math.max(...times.map((end) => times.filter((at) => at <= end && end - at < perMs).length));

test('whatever the way does to a call, no window of the server sees more than the limit, and the quota is used', async () => {
  const [limit, perMs] = [20, 300];
  const rate = createRateLimit(limit, perMs);
  const arrivals: number[] = [];
  const call = async () => {
    const slot = await rate.take(never);
    await sleep(Math.random() * 120);
    arrivals.push(performance.now());
    await sleep(Math.random() * 30);
    slot.release();
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: limit * 6 }, call));
  expect(busiest(arrivals, perMs)).toBeLessThanOrEqual(limit);
  // Six windows' worth: five of waiting and the way of the calls, far from one call at a time.
  expect(performance.now() - start).toBeLessThan(perMs * 6 * 3);
});

test('calls of a process before this one still weigh, until a window after their answer', async () => {
  const start = performance.now();
  const rate = createRateLimit(2, 200, [0, 150]);
  await rate.take(never);
  expect(performance.now() - start).toBeGreaterThanOrEqual(49);
  await rate.take(never);
  expect(performance.now() - start).toBeGreaterThanOrEqual(199);
});

test('more recent calls than places fill all places', async () => {
  const start = performance.now();
  const rate = createRateLimit(1, 100, [0, 10, 20, 90, 500]);
  await rate.take(never);
  expect(performance.now() - start).toBeGreaterThanOrEqual(99);
});

test('a pause holds back everyone, and a shorter one does not end it', async () => {
  const rate = createRateLimit(10, 1000);
  const waiting = [rate.take(never)];
  await waiting[0];
  const start = performance.now();
  expect(rate.pauseFor(150)).toBe(true);
  expect(rate.pauseFor(10)).toBe(false);
  await Promise.all([rate.take(never), rate.take(never)]);
  expect(performance.now() - start).toBeGreaterThanOrEqual(149);
});

test('a place given back twice is one place', async () => {
  const rate = createRateLimit(1, 50);
  const slot = await rate.take(never);
  const start = performance.now();
  slot.release();
  slot.release();
  await rate.take(never);
  const second = rate.take(AbortSignal.timeout(150)).then(
    () => 'taken',
    () => 'waited',
  );
  expect(performance.now() - start).toBeGreaterThanOrEqual(49);
  expect(await second).toBe('waited');
});

test('who stops waiting leaves the place to the next', async () => {
  const rate = createRateLimit(1, 30);
  const held = await rate.take(never);
  const impatient = new AbortController();
  const first = rate.take(impatient.signal);
  const second = rate.take(never);
  impatient.abort(new Error('stopping'));
  await expect(first).rejects.toThrow('stopping');
  await expect(rate.take(impatient.signal)).rejects.toThrow('stopping');
  held.release();
  (await second).release();
});
