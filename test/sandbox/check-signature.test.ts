import { expect, test } from 'vitest';
import { get, hash, now, put, SECRET, withSandbox } from './call-sandbox.js';

test('a call signed with the secret and the time of now is accepted', () =>
  withSandbox({}, async (sandbox) => {
    const reply = await put(sandbox, 'wm1', { mobile: '1' });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('date')).not.toBeNull();
    expect(sandbox.calls[0]).toMatchObject({
      seq: 1,
      endpoint: 'put',
      externalUserId: 'wm1',
      applied: true,
      code: 200,
    });
    expect(sandbox.calls[0]?.skewSeconds).toBeLessThanOrEqual(1);
  }));

test.each([
  ['another secret', () => hash(`other&${now()}`)],
  ['upper case', () => hash(`${SECRET}&${now()}`).toUpperCase()],
  ['no signature', () => ''],
])('a call with %s gets HTTP 401 and stores nothing', (_, sign) =>
  withSandbox({}, async (sandbox) => {
    const reply = await put(sandbox, 'wm1', { mobile: '1' }, { sign: sign() });
    expect(reply.status).toBe(401);
    expect(reply.json).toMatchObject({ succeed: false, code: 401, data: null });
    expect(sandbox.contact('wm1')?.mobile).toBe('13300000000');
    expect(sandbox.calls[0]).toMatchObject({ httpStatus: 401, code: 401, applied: false, body: '{"mobile":"1"}' });
  }),
);

test.each([-302, 302])('a timestamp %i seconds off is refused, though its signature is right', (offset) =>
  withSandbox({}, async (sandbox) => {
    expect((await get(sandbox, 'wm1', { timestamp: now() + offset })).status).toBe(401);
    expect((await get(sandbox, 'wm1', { timestamp: now() + Math.sign(offset) * 298 })).status).toBe(200);
  }),
);

test.each(['soon', '', '1.5e9', '-1'])('the timestamp "%s" is refused', (timestamp) =>
  withSandbox({}, async (sandbox) => {
    expect((await get(sandbox, 'wm1', { timestamp })).status).toBe(401);
    expect(sandbox.calls[0]?.timestamp).toBeNull();
  }),
);

test('another format is what is hashed, whatever the secret is made of', () =>
  withSandbox({ secret: "$&{timestamp}'", signFormat: '{timestamp}#{secret}', maxSkewSeconds: 10 }, async (sandbox) => {
    const timestamp = now();
    const sign = hash(`${timestamp}#$&{timestamp}'`);
    expect((await get(sandbox, 'wm1', { sign, timestamp })).status).toBe(200);
    expect((await get(sandbox, 'wm1')).status).toBe(401);
  }));
