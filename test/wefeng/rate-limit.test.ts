import { getEventListeners, setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createRateLimit, type RateLimit } from '../../src/wefeng/rate-limit.js';
import { createMachines } from '../helpers/told-machines.js';

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

test('who stops waiting leaves no timer behind that would hold the process', () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const rate = createRateLimit(1, 3_600_000, [0]);
  const before = timers();
  const impatient = new AbortController();
  rate.take(impatient.signal).catch(() => {});
  expect(timers()).toBe(before + 1);
  impatient.abort();
  expect(timers()).toBe(before);
});

describe('by a clock that is told, to the millisecond:', () => {
  type Slot = Awaited<ReturnType<RateLimit['take']>>;

  /** A quota of `limit` calls in 1000 ms, and when its calls have left. */
  async function open(limit: number, recentMs: readonly number[] = []) {
    const machines = createMachines(true);
    const rate = createRateLimit(limit, 1000, recentMs, machines.startProcess());
    const departures: number[] = [];
    const slots: Slot[] = [];
    const depart = (slot: Slot) => {
      departures.push(machines.now());
      slots.push(slot);
    };
    return {
      rate,
      machines,
      departures,
      slots,
      /** Lets so many calls wait for a place. */
      async call(calls: number) {
        for (let call = 0; call < calls; call++) void rate.take(never).then(depart);
        await machines.pass(0);
      },
    };
  }

  test.each([1, 2, 5])('%i calls leave at once, and one more a window after the first answer', async (limit) => {
    const { machines, departures, slots, call } = await open(limit);
    await call(limit + 2);
    expect(departures).toEqual(Array(limit).fill(0));
    await machines.pass(5000);
    expect(departures).toHaveLength(limit);
    slots[0]?.release();
    await machines.pass(999);
    expect(departures).toHaveLength(limit);
    await machines.pass(1);
    expect(departures).toHaveLength(limit + 1);
    await machines.pass(60_000);
    expect(departures).toHaveLength(limit + 1);
  });

  test('the places come back in the order of the answers, each after a window of its own', async () => {
    const { machines, departures, slots, call } = await open(3);
    await call(6);
    for (const slot of slots.slice(0, 3)) {
      await machines.pass(100);
      slot.release();
    }
    await machines.pass(60_000);
    expect(departures).toEqual([0, 0, 0, 1100, 1200, 1300]);
  });

  test('those of a process before this one are free a window after their answers, the others at once', async () => {
    const { machines, departures, call } = await open(4, [999, 300, 1000, 5000, -50]);
    await call(5);
    await machines.pass(60_000);
    // What was answered in the future was answered now.
    expect(departures).toEqual([0, 1, 700, 1000]);
  });

  test('of more of them than there are places the latest count', async () => {
    const { machines, departures, call } = await open(2, [900, 100, 500, 200]);
    await call(2);
    await machines.pass(60_000);
    expect(departures).toEqual([800, 900]);
  });

  test('a pause ends when it is over, and one that begins just then is a new one', async () => {
    const { rate, machines, departures, call } = await open(5);
    expect(rate.pauseFor(300)).toBe(true);
    await call(1);
    await machines.pass(100);
    expect(rate.pauseFor(100)).toBe(false);
    await call(1);
    await machines.pass(199);
    expect(departures).toEqual([]);
    await machines.pass(1);
    expect(departures).toEqual([300, 300]);
    expect(rate.pauseFor(50)).toBe(true);
    await call(1);
    expect(rate.pauseFor(200)).toBe(false);
    await machines.pass(60_000);
    expect(departures).toEqual([300, 300, 500]);
  });

  test('who has left the waiting takes no place, and whoever stays is served in order', async () => {
    const { rate, machines, departures, slots, call } = await open(1);
    await call(1);
    const order: string[] = [];
    const leaving = new AbortController();
    const wait = (name: string, signal: AbortSignal) =>
      rate.take(signal).then(
        (slot) => {
          order.push(name);
          slot.release();
        },
        () => order.push(`${name} left`),
      );
    const waiting = [wait('a', never), wait('b', leaving.signal), wait('c', never)];
    leaving.abort();
    await machines.pass(0);
    slots[0]?.release();
    await machines.pass(60_000);
    await Promise.all(waiting);
    expect([departures, order]).toEqual([[0], ['b left', 'a', 'c']]);
  });

  test('who has a place leaves no listener behind, and to stop later takes it from nobody', async () => {
    const { rate, machines, departures, slots, call } = await open(1);
    const stopping = new AbortController();
    const slot = await rate.take(stopping.signal);
    expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
    await call(2);
    stopping.abort();
    slot.release();
    await machines.pass(1000);
    slots[0]?.release();
    await machines.pass(1000);
    expect(departures).toEqual([1000, 2000]);
  });
});
