import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { get, put, SECRET, signUrl, withSandbox } from './call-sandbox.js';
import { createAccount } from './sample-account.js';

test.each([
  '/api/v1/externalContact',
  '/api/v1/externalContact/',
  '/api/v1/externalContact/a/b',
  '/api/v1/externalContact/%E0%A4%A',
  '/favicon.ico',
  '//',
  '*',
  'http://example.com/',
  '/api/v1/externalContact/../../x',
])('the target %s gets 404 in JSON', (target) =>
  withSandbox({}, async (sandbox) => {
    const answer = await sendRaw(sandbox, `GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).toContain('"code":404');
    expect(sandbox.calls[0]).toMatchObject({ endpoint: 'other', externalUserId: null, httpStatus: 404 });
  }),
);

test('a method an endpoint does not have gets 404', () =>
  withSandbox({}, async (sandbox) => {
    expect((await fetch(signUrl(sandbox, '/externalContact/wm1'), { method: 'DELETE' })).status).toBe(404);
    expect((await fetch(signUrl(sandbox, '/externalContact/wm1'), { method: 'POST', body: '{}' })).status).toBe(404);
  }));

test('a body over 1 MiB gets 413, one just under it is read', () =>
  withSandbox({}, async (sandbox) => {
    const size = 1024 * 1024 - '{"address":""}'.length;
    expect((await put(sandbox, 'wm1', { address: 'x'.repeat(size) })).json.code).toBe(200);
    const reply = await put(sandbox, 'wm1', { address: 'x'.repeat(3 * size) });
    expect([reply.status, reply.json.code]).toEqual([413, 413]);
    expect((await get(sandbox, 'wm1')).status).toBe(200);
  }));

test.each([
  ['nothing', ''],
  ['no JSON', '{mobile'],
  ['a list', '[]'],
  ['a number', '12345678901234567890'],
  ['deep nesting', '['.repeat(500_000)],
  ['deep nesting that is closed', `{"mobile":${'['.repeat(2000)}${']'.repeat(2000)}}`],
  ['__proto__', '{"__proto__":{"mobile":"1"}}'],
  ['a constructor', '{"constructor":1}'],
  ['a field code of __proto__', '{"customFields":[{"id":1,"fieldCode":"__proto__","contentType":"text"}]}'],
  ['one key twice', '{"mobile":"1","mobile":"2"}'],
  ['a number of 300,000 digits', `{"age":${'9'.repeat(300_000)}}`],
])('a body of %s is a business error', (_, body) =>
  withSandbox({}, async (sandbox) => {
    const reply = await put(sandbox, 'wm1', body);
    expect([reply.status, reply.json.code]).toEqual([200, 400]);
    expect(reply.text.length).toBeLessThan(1000);
    expect(sandbox.contact('wm1')?.mobile).toBe('13300000000');
  }),
);

test('a body that is no UTF-8 is a business error', () =>
  withSandbox({}, async (sandbox) => {
    const body = Buffer.from([...Buffer.from('{"mobile":"'), 0xb5, 0xe7, ...Buffer.from('"}')]);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(signUrl(sandbox, '/externalContact/wm1'), { method: 'PUT', headers, body });
    expect(await response.json()).toMatchObject({ code: 400 });
  }));

test.each(['__proto__', 'constructor', 'list'])('the id %s is just an unknown contact', (id) =>
  withSandbox({}, async (sandbox) => {
    expect((await put(sandbox, id, { mobile: '1' })).json.code).toBe(404);
    expect((await get(sandbox, id)).json.code).toBe(404);
  }),
);

test('clients that leave in the middle are recorded and do no harm', () =>
  withSandbox({ faults: { latencyMs: { min: 600, max: 600 } } }, async (sandbox) => {
    const target = new URL(signUrl(sandbox, '/externalContact/wm1'));
    const head = `PUT ${target.pathname}${target.search} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`;
    await sendAndLeave(sandbox, `${head}content-length: 100\r\n\r\n{"mobile":"half`);
    await sendAndLeave(sandbox, `${head}content-length: 14\r\n\r\n{"mobile":"1"}`);
    await sendAndLeave(sandbox, 'PUT /api/v1/ext');
    await wait(800);
    expect(sandbox.calls.map((call) => [call.httpStatus, call.applied])).toEqual([
      [null, false],
      [null, true],
    ]);
    expect(sandbox.calls[0]?.body).toBe('{"mobile":"half');
    expect((await get(sandbox, 'wm1')).json.data?.mobile).toBe('1');
  }));

test('what is no HTTP gets 400, and the next call is served', () =>
  withSandbox({}, async (sandbox) => {
    expect(await sendRaw(sandbox, '\u0016\u0003\u0001 hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect((await get(sandbox, 'wm1')).status).toBe(200);
  }));

test('several calls on one connection are answered in order', () =>
  withSandbox({}, async (sandbox) => {
    const target = new URL(signUrl(sandbox, '/externalContact/wm1'));
    const head = `GET ${target.pathname}${target.search} HTTP/1.1\r\nhost: x\r\n`;
    const answer = await sendRaw(sandbox, `${head}\r\n${head}connection: close\r\n\r\n`);
    expect(answer.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  }));

test('closing ends connections that idle, too, and a second close is fine', async () => {
  const sandbox = await startSandbox({ contacts: createAccount('wm1'), secret: SECRET });
  const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
  await once(socket, 'connect');
  const closed = once(socket.resume(), 'close');
  await sandbox.close();
  await closed;
  await expect(sandbox.close()).resolves.toBeUndefined();
});

test('a port that is taken is an error', () =>
  withSandbox({}, async (sandbox) => {
    const port = Number(new URL(sandbox.url).port);
    const second = startSandbox({ contacts: createAccount(), secret: SECRET, port });
    await expect(second).rejects.toThrow('EADDRINUSE');
  }));

async function sendRaw(sandbox: Sandbox, text: string): Promise<string> {
  const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
  socket.write(text);
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  return answer;
}

async function sendAndLeave(sandbox: Sandbox, text: string): Promise<void> {
  const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
  socket.write(text);
  await wait(30);
  socket.destroy();
}
