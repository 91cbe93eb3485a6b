import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { get, list, put, withSandbox } from './call-sandbox.js';

test('calls over the quota get 429 with the whole seconds until a slot is free', () =>
  withSandbox({ rate: { limit: 2, perMs: 5000 } }, async (sandbox) => {
    const replies = [await get(sandbox, 'wm1'), await get(sandbox, 'wm1'), await get(sandbox, 'wm1')];
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 429]);
    const [first, , refused] = sandbox.calls.map(({ at }) => at);
    const seconds = Math.ceil((Number(first) + 5000 - Number(refused)) / 1000);
    expect(replies[2]?.headers.get('retry-after')).toBe(String(seconds));
    expect(replies[2]?.json).toMatchObject({ succeed: false, code: 429, data: null });
    expect(sandbox.calls[2]).toMatchObject({ httpStatus: 429, code: 429, applied: false, fault: null });
  }));

test('each endpoint has a quota of its own', () =>
  withSandbox({ rate: { limit: 1, perMs: 60_000 } }, async (sandbox) => {
    const page = { pageNum: 1, pageSize: 1 };
    const first = [await get(sandbox, 'wm1'), await put(sandbox, 'wm1', {}), await list(sandbox, page)];
    expect(first.map((reply) => reply.status)).toEqual([200, 200, 200]);
    const second = [await get(sandbox, 'wm1'), await put(sandbox, 'wm1', {}), await list(sandbox, page)];
    expect(second.map((reply) => reply.status)).toEqual([429, 429, 429]);
  }));

test('what was refused does not count, and a slot is free one window after its own arrival', () =>
  withSandbox({ rate: { limit: 2, perMs: 300 } }, async (sandbox) => {
    for (let call = 0; call < 40; call++) {
      await get(sandbox, 'wm1');
      await wait(Math.random() * 100);
    }
    const admitted: number[] = [];
    for (const { at, httpStatus } of sandbox.calls) {
      const isFull = admitted.filter((earlier) => at - earlier < 300).length >= 2;
      expect(httpStatus).toBe(isFull ? 429 : 200);
      if (!isFull) admitted.push(at);
    }
    expect(admitted.length).toBeGreaterThan(2);
    expect(admitted.length).toBeLessThan(40);
  }));

test('calls with a wrong signature spend no quota', () =>
  withSandbox({ rate: { limit: 1, perMs: 60_000 } }, async (sandbox) => {
    await get(sandbox, 'wm1', { sign: 'x' });
    expect((await get(sandbox, 'wm1')).status).toBe(200);
  }));

test('in no window are there more admitted arrivals than the limit, over thousands of calls', () =>
  withSandbox({ rate: { limit: 50, perMs: 100 } }, async (sandbox) => {
    for (let round = 0; round < 40; round++) {
      await Promise.all(Array.from({ length: 75 }, () => get(sandbox, 'wm1')));
    }
    const admitted = sandbox.calls.filter((call) => call.httpStatus === 200).map((call) => call.at);
    const crowded = admitted.filter((at, index) => at - (admitted[index - 50] ?? -Infinity) < 100);
    expect(admitted.length).toBeGreaterThan(100);
    expect(crowded).toEqual([]);
  }));
