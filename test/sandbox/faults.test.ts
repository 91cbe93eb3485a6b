import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { FaultName } from '../../src/sandbox/faults.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { get, list, put, signUrl, withSandbox } from './call-sandbox.js';
import { createAccount } from './sample-account.js';

test('rateLimited answers 429 with Retry-After 1 and stores nothing', () =>
  withSandbox({ faults: { rateLimited: 1 } }, async (sandbox) => {
    const reply = await put(sandbox, 'wm1', { mobile: '1' });
    expect([reply.status, reply.headers.get('retry-after'), reply.json.code]).toEqual([429, '1', 429]);
    expect(sandbox.calls[0]).toMatchObject({ fault: 'rateLimited', applied: false });
  }));

test('serverError answers 500, 502, 503 and 504 with JSON and stores nothing', () =>
  withSandbox({ faults: { serverError: 1 } }, async (sandbox) => {
    const statuses = new Set<number>();
    for (let count = 0; count < 40; count++) {
      const reply = await put(sandbox, 'wm1', { mobile: '1' });
      expect(reply.json.code).toBe(reply.status);
      statuses.add(reply.status);
    }
    expect([...statuses].sort()).toEqual([500, 502, 503, 504]);
    expect(sandbox.contact('wm1')?.mobile).toBe('13300000000');
  }));

test('htmlError answers 502 with a page', () =>
  withSandbox({ faults: { htmlError: 1 } }, async (sandbox) => {
    const reply = await put(sandbox, 'wm1', { mobile: '1' });
    expect(reply.status).toBe(502);
    expect(reply.headers.get('content-type')).toBe('text/html');
    expect(reply.text).toContain('<html>');
    expect(sandbox.calls[0]).toMatchObject({ httpStatus: 502, code: null, applied: false });
  }));

test('resetBefore resets the connection and stores nothing', () =>
  withSandbox({ faults: { resetBefore: 1 } }, async (sandbox) => {
    expect(await findErrorCode(sandbox)).toBe('ECONNRESET');
    expect(sandbox.contact('wm1')?.mobile).toBe('13300000000');
    expect(sandbox.calls[0]).toMatchObject({ httpStatus: null, code: null, applied: false, fault: 'resetBefore' });
  }));

test('resetAfter stores, then resets the connection', () =>
  withSandbox({ faults: { resetAfter: 1 } }, async (sandbox) => {
    expect(await findErrorCode(sandbox)).toBe('ECONNRESET');
    expect(sandbox.contact('wm1')?.mobile).toBe('1');
    expect(sandbox.calls[0]).toMatchObject({ httpStatus: null, code: null, applied: true });
  }));

test('truncated stores, then sends half the body under the full length', () =>
  withSandbox({ faults: { truncated: 1 } }, async (sandbox) => {
    const response = await fetch(signUrl(sandbox, '/externalContact/wm1'), {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"mobile":"1"}',
    });
    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(300);
    await expect(response.text()).rejects.toThrow();
    expect(sandbox.contact('wm1')?.mobile).toBe('1');
    expect(sandbox.calls[0]).toMatchObject({ httpStatus: 200, code: null, applied: true });
  }));

test('wrongContact stores, and the answer names another contact', () =>
  withSandbox({ faults: { wrongContact: 1 }, contacts: createAccount('wm1', 'wm2') }, async (sandbox) => {
    const reply = await put(sandbox, 'wm1', { mobile: '1' });
    expect(reply.json).toMatchObject({ code: 200, data: { externalUserId: 'wm2' } });
    expect((await get(sandbox, 'wm2')).json.data?.externalUserId).toBe('wm1');
    expect([sandbox.contact('wm1')?.mobile, sandbox.contact('wm2')?.mobile]).toEqual(['1', '13300000000']);
  }));

test('businessError is an HTTP success with code 50000 whose message repeats mobile and sign', () =>
  withSandbox({ faults: { businessError: 1 } }, async (sandbox) => {
    const reply = await put(sandbox, 'wm1', { mobile: '1' });
    expect(reply).toMatchObject({ status: 200, json: { succeed: false, code: 50000, bizCode: '050000', data: null } });
    expect(reply.json.message).toContain('13300000000');
    expect(reply.json.message).toContain(sandbox.calls[0]?.sign);
    expect(sandbox.contact('wm1')?.mobile).toBe('13300000000');
  }));

test('silent never answers, until the sandbox is closed', () =>
  withSandbox({ faults: { silent: 1 } }, async (sandbox) => {
    const answer = put(sandbox, 'wm1', { mobile: '1' }).catch(() => 'closed');
    expect(await Promise.race([answer, wait(200, 'waiting')])).toBe('waiting');
    await sandbox.close();
    expect(await answer).toBe('closed');
    expect(sandbox.calls[0]).toMatchObject({ fault: 'silent', httpStatus: null, applied: false });
  }));

test('a clock that is off shows in Date, and signatures are judged by it', () =>
  withSandbox({ faults: { clockSkewSeconds: -200 } }, async (sandbox) => {
    const skewOf = ({ headers }: { headers: Headers }) => (Date.parse(headers.get('date') ?? '') - Date.now()) / 1000;
    const accepted = await get(sandbox, 'wm1');
    expect(accepted.status).toBe(200);
    expect(Math.abs(skewOf(accepted) + 200)).toBeLessThan(3);
    sandbox.setFaults({ clockSkewSeconds: 400 });
    const refused = await get(sandbox, 'wm1');
    expect(refused.status).toBe(401);
    expect(Math.abs(skewOf(refused) - 400)).toBeLessThan(3);
    expect(() => sandbox.setFaults({ clockSkewSeconds: Number.NaN })).toThrow('clock');
  }));

test('a PUT the rules refuse is not stored by a fault that stores', () =>
  withSandbox({ faults: { truncated: 1 } }, async (sandbox) => {
    await expect(put(sandbox, 'wm1', { gender: 9 })).rejects.toThrow();
    expect(sandbox.calls[0]?.applied).toBe(false);
  }));

test('get and list meet the dice too', () =>
  withSandbox({ faults: { htmlError: 1 } }, async (sandbox) => {
    expect((await get(sandbox, 'wm1')).status).toBe(502);
    expect((await list(sandbox, { pageNum: 1, pageSize: 1 })).status).toBe(502);
  }));

test('latency delays every call by its range', () =>
  withSandbox({ faults: { latencyMs: { min: 80, max: 90 } } }, async (sandbox) => {
    const start = performance.now();
    await get(sandbox, 'wm1');
    expect(performance.now() - start).toBeGreaterThanOrEqual(79);
  }));

test('the same seed and the same calls meet the same faults, with latency or without; another seed meets others', async () => {
  const plan = { rateLimited: 0.2, serverError: 0.2, businessError: 0.2 };
  const first = await collectFaults(plan, 7);
  expect(first.filter((fault) => fault === null).length).toBeGreaterThan(0);
  expect(new Set(first).size).toBe(4);
  expect(await collectFaults({ ...plan, latencyMs: { min: 0, max: 2 } }, 7)).toEqual(first);
  expect(await collectFaults(plan, 8)).not.toEqual(first);
});

test('the plan can be changed while it runs', () =>
  withSandbox({ faults: { htmlError: 1 } }, async (sandbox) => {
    expect((await get(sandbox, 'wm1')).status).toBe(502);
    sandbox.setFaults({});
    expect((await get(sandbox, 'wm1')).status).toBe(200);
    expect(() => sandbox.setFaults({ silent: 0.6, truncated: 0.6 })).toThrow('add up to 1.2');
  }));

test('a wrong plan does not start', async () => {
  await expect(withSandbox({ faults: { silent: 2 } }, async () => undefined)).rejects.toThrow('from 0 to 1');
});

async function collectFaults(faults: Parameters<Sandbox['setFaults']>[0], seed: number): Promise<(FaultName | null)[]> {
  let found: (FaultName | null)[] = [];
  await withSandbox({ faults, seed }, async (sandbox) => {
    for (let count = 0; count < 50; count++) await put(sandbox, 'wm1', {});
    found = sandbox.calls.map((call) => call.fault);
  });
  return found;
}

function findErrorCode(sandbox: Sandbox): Promise<string | undefined> {
  return new Promise((resolve) => {
    const url = signUrl(sandbox, '/externalContact/wm1');
    const call = request(url, { method: 'PUT', headers: { 'content-type': 'application/json' } });
    call.on('response', () => resolve('answered'));
    call.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    call.end('{"mobile":"1"}');
  });
}
