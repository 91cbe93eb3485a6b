import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FAULT_NAMES } from '../../src/sandbox/faults.js';
import { readFaultForm, writeFaultForm } from '../../src/sandbox/page/fault-form.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { get, put, withSandbox } from './call-sandbox.js';
import { readPage } from './read-page.js';

const none = writeFaultForm({}).values;

test('a fault switched on by hand meets the next call, and the page says so', () =>
  withSandbox({}, async (sandbox) => {
    const reply = await submit(sandbox, { ...none, serverError: '100', clockSkew: '+60' });
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/#state']);
    expect((await get(sandbox, 'wm1')).status).toBeGreaterThanOrEqual(500);
    expect(sandbox.calls).toHaveLength(1);
    const page = await readPage(sandbox.url);
    expect(page).toContain('<title>2 项故障开着 · 微丰沙箱</title>');
    expect(page).toContain('name="serverError" value="100"');
    expect(page).toContain('name="clockSkew" value="60"');
  }));

test('a preset replaces all that was set, and "off" ends it', () =>
  withSandbox({ faults: { serverError: 1, clockSkewSeconds: 60 } }, async (sandbox) => {
    await submit(sandbox, { preset: 'throttled' });
    const page = await readPage(sandbox.url);
    expect(page).toContain('<title>1 项故障开着 · 微丰沙箱</title>');
    expect(page).toContain('name="rateLimited" value="30"');
    await submit(sandbox, { preset: 'off' });
    expect(await readPage(sandbox.url)).toContain('<title>没有故障 · 微丰沙箱</title>');
    expect((await put(sandbox, 'wm1', {})).json.code).toBe(200);
  }));

test('switching draws no dice: the same calls meet the same faults', async () => {
  const meet = async (switches: number) => {
    const seen: unknown[] = [];
    await withSandbox({ faults: { serverError: 0.5 }, seed: 9 }, async (sandbox) => {
      for (let count = 0; count < 12; count++) {
        for (let times = 0; times < switches; times++) await submit(sandbox, { ...none, serverError: '50' });
        await get(sandbox, 'wm1');
      }
      seen.push(...sandbox.calls.map((call) => call.fault));
    });
    return seen;
  };
  expect(await meet(2)).toEqual(await meet(0));
});

test.each([
  [{ rateLimited: '150' }, 'rateLimited', '请填 0 到 100 的数字'],
  [{ rateLimited: '-1' }, 'rateLimited', '请填 0 到 100 的数字'],
  [{ silent: 'often' }, 'silent', '请填 0 到 100 的数字'],
  [{ silent: '1e1' }, 'silent', '请填 0 到 100 的数字'],
  [{ silent: '５' }, 'silent', '请填 0 到 100 的数字'],
  [{ latencyMin: '80', latencyMax: '20' }, 'latencyMax', '最长不能小于最短'],
  [{ latencyMax: '600001' }, 'latencyMax', '请填 0 到 600000 的数字'],
  [{ clockSkew: '1.5' }, 'clockSkew', '请填整数秒'],
  [{ clockSkew: '2000000000' }, 'clockSkew', '请填整数秒'],
  [{ clockSkew: '"><script>' }, 'clockSkew', '请填整数秒'],
])('%j is refused beside its field, what was typed is kept, and nothing changes', (typed, field, sentence) =>
  withSandbox({ faults: { htmlError: 1 } }, async (sandbox) => {
    const reply = await submit(sandbox, { ...none, htmlError: '25', ...typed });
    const page = await reply.text();
    expect(reply.status).toBe(422);
    expect(page).toContain('<title>没有改动，请改正 · 微丰沙箱</title>');
    expect(page).toMatch(new RegExp(`id="${field}-problem" class="problem">${sentence}`));
    expect(page).toMatch(new RegExp(`id="${field}" [^>]*aria-describedby="${field}-problem [^>]*aria-invalid="true"`));
    for (const [name, value] of Object.entries({ htmlError: '25', ...typed })) {
      const kept = value.replace(/[">]/g, (mark) => (mark === '"' ? '&quot;' : '&gt;')).replace('<', '&lt;');
      expect(page).toContain(`name="${name}" value="${kept}"`);
    }
    expect((await get(sandbox, 'wm1')).status).toBe(502);
  }),
);

test('probabilities that add up to more than 100 % are refused with their sum', () =>
  withSandbox({}, async (sandbox) => {
    const reply = await submit(sandbox, { ...none, silent: '60', truncated: '60.5' });
    expect(reply.status).toBe(422);
    expect(await reply.text()).toContain('各项加起来是 120.5%，不能超过 100%');
    expect((await get(sandbox, 'wm1')).status).toBe(200);
  }));

test.each([
  ['only a part of it', 'serverError=100'],
  ['a field of no fault', new URLSearchParams({ ...none, explode: '1' }).toString()],
  ['a field twice', `${new URLSearchParams(none)}&silent=5`],
  ['a preset that is not there', 'preset=nuclear'],
  ['a preset and more', `preset=offline&${new URLSearchParams(none)}`],
  ['nothing', ''],
])('a form with %s changes nothing', (_, body) =>
  withSandbox({}, async (sandbox) => {
    const reply = await submit(sandbox, body);
    expect([reply.status, (await reply.text()).includes('收到的表单不完整')]).toEqual([422, true]);
    expect((await get(sandbox, 'wm1')).status).toBe(200);
  }),
);

test.each<[string, Record<string, string>]>([
  ['of another site', { origin: 'https://evil.example' }],
  ['of another port of this machine', { origin: 'http://127.0.0.1:1' }],
  ['of a page without an origin', { origin: 'null' }],
  ['whose browser says it comes from elsewhere', { origin: 'OWN', 'sec-fetch-site': 'cross-site' }],
  ['of another port, as the browser says', { 'sec-fetch-site': 'same-site' }],
  ['that says nothing of where it comes from', {}],
])('a form %s switches nothing', (_, headers) =>
  withSandbox({}, async (sandbox) => {
    const own = new URL(sandbox.url).origin;
    const sent = headers.origin === 'OWN' ? { ...headers, origin: own } : headers;
    const reply = await submit(sandbox, { preset: 'offline' }, sent);
    expect([reply.status, await reply.text()]).toEqual([403, expect.stringContaining('没有改动')]);
    expect((await get(sandbox, 'wm1')).status).toBe(200);
  }),
);

test.each([
  ['of another type', 'preset=offline', 'text/plain'],
  ['without end', `preset=offline&x=${'x'.repeat(3_000_000)}`, 'application/x-www-form-urlencoded'],
])('a body %s switches nothing', (_, body, contentType) =>
  withSandbox({}, async (sandbox) => {
    const headers = { origin: new URL(sandbox.url).origin, 'content-type': contentType };
    const reply = await submit(sandbox, body, headers);
    expect(reply.status).toBe(400);
    expect((await get(sandbox, 'wm1')).status).toBe(200);
  }),
);

test('the form keeps what was looked for, and its address opened by hand leads to the page', () =>
  withSandbox({}, async (sandbox) => {
    expect(await readPage(`${sandbox.url}?q=wm&page=2`)).toContain('action="/faults?q=wm&amp;page=2"');
    const address = `${sandbox.url}faults?q=wm&next=//evil.example`;
    const reply = await fetch(address, { redirect: 'manual' });
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/?q=wm']);
    expect(sandbox.calls).toHaveLength(0);
  }));

test('whatever plan is on, its form sent back unchanged is that plan again', () => {
  const shares = fc.array(fc.integer({ min: 0, max: 1111 }), { minLength: 9, maxLength: 9 });
  const range = fc.tuple(fc.integer({ min: 0, max: 600_000 }), fc.integer({ min: 1, max: 600_000 }));
  const skew = fc.integer({ min: -1e9, max: 1e9 }).filter((seconds) => seconds !== 0);
  fc.assert(
    fc.property(shares, range, skew, (parts, [one, other], clockSkewSeconds) => {
      const faults = FAULT_NAMES.map((name, index) => [name, (parts[index] ?? 0) / 10_000] as const);
      const latencyMs = { min: Math.min(one, other), max: Math.max(one, other) };
      const on = Object.fromEntries(faults.filter(([, probability]) => probability > 0));
      const sent = new URLSearchParams(writeFaultForm({ ...on, latencyMs, clockSkewSeconds }).values);
      const { plan } = readFaultForm(sent);
      // A percent may come back off in its last binary digit.
      expect({ ...plan, ...on }).toEqual({ ...on, latencyMs, clockSkewSeconds });
      for (const [name, probability] of faults) expect(plan?.[name] ?? 0).toBeCloseTo(probability, 12);
    }),
  );
});

function submit(
  sandbox: Sandbox,
  form: string | Readonly<Record<string, string>>,
  headers: Record<string, string> = { origin: new URL(sandbox.url).origin },
): Promise<Response> {
  const body = typeof form === 'string' ? form : new URLSearchParams(form).toString();
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return fetch(`${sandbox.url}faults`, { method: 'POST', redirect: 'manual', headers: { ...type, ...headers }, body });
}
