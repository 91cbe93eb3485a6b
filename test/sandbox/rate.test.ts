import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { get, list, put, withSandbox } from './call-sandbox.js';

test('calls over the quota get 429 with the whole seconds until a slot is free', () =>
  withSandbox({ rate: { limit: 2, perMs: 5000 } }, async (sandbox) => {
    const replies = [await get(sandbox, 'wm1'), await get(sandbox, 'wm1'), await get(sandbox, 'wm1')];
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 429]);
    expect(replies[2]?.headers.get('retry-after')).toBe('5');
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
  withSandbox({ rate: { limit: 2, perMs: 600 } }, async (sandbox) => {
    await get(sandbox, 'wm1');
    await wait(300);
    await get(sandbox, 'wm1');
    const refused = await get(sandbox, 'wm1');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    await wait(320);
    expect((await get(sandbox, 'wm1')).status).toBe(200);
    expect((await get(sandbox, 'wm1')).status).toBe(429);
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
