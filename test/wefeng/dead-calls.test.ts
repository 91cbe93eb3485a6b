import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { listenOn } from '../helpers/api-server.js';
import { startStallingProxy } from '../helpers/stalling-proxy.js';
import { until } from '../helpers/until.js';

const tls = (name: string) => join(import.meta.dirname, '../fixtures/tls', name);

/** Sends bodies of so many bytes from a process of its own, which trusts the certificate of the tests. */
async function putFromProcess(port: number, protocol: string, bytes: number, timeoutMs: number, count = 1) {
  const script = join(import.meta.dirname, '../helpers/put-once.mjs');
  const args = [script, `${protocol}://127.0.0.1:${port}/api/v1`, bytes, timeoutMs, count].map(String);
  const env = { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: tls('cert.pem') };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout);
}

/** A server that writes down how much of each request came; `whole` are those that came to their end. */
async function startWitness(protocol: string) {
  const seen = { requests: 0, whole: 0 };
  const answer: RequestListener = (request: IncomingMessage, response) => {
    seen.requests++;
    request
      .on('error', () => {})
      .on('end', () => {
        seen.whole++;
        response.end(JSON.stringify({ code: 200, data: { externalUserId: 'wm_1', customField: '[]' } }));
      });
    request.resume();
  };
  const server =
    protocol === 'https'
      ? createHttpsServer({ cert: readFileSync(tls('cert.pem')), key: readFileSync(tls('key.pem')) }, answer)
      : createServer(answer);
  const { port } = await listenOn(server);
  return { port, seen };
}

const size = 1_000_000;

test.each(['http', 'https'])(
  '%s: a call past its deadline never arrives, whatever is released later',
  async (protocol) => {
    const { port, seen } = await startWitness(protocol);
    const proxy = await startStallingProxy(port, 60_000);
    const [outcome] = await putFromProcess(proxy.port, protocol, size, 1500);
    expect(outcome).toEqual({ kind: 'exhausted', lost: true, last: 'ETIMEDOUT' });
    await proxy.release();
    expect(seen).toEqual({ requests: 1, whole: 0 });
  },
);

test.each(['http', 'https'])(
  '%s: a call through the same proxy arrives when it is released in time',
  async (protocol) => {
    const { port, seen } = await startWitness(protocol);
    const proxy = await startStallingProxy(port, 60_000);
    const sent = putFromProcess(proxy.port, protocol, size, 60_000);
    await until(() => proxy.stalled() > 0);
    void proxy.release();
    const [outcome] = await sent;
    expect(outcome).toMatchObject({ kind: 'accepted', lost: false });
    expect(seen).toEqual({ requests: 1, whole: 1 });
  },
);

test.each(['http', 'https'])('%s: twenty calls that are given up at once leave the process alive', async (protocol) => {
  const { port, seen } = await startWitness(protocol);
  const proxy = await startStallingProxy(port, 20_000);
  const outcomes = await putFromProcess(proxy.port, protocol, size, 3000, 20);
  expect(outcomes).toHaveLength(20);
  // On a slow machine some have not even been connected by then.
  for (const { kind, lost } of outcomes) expect([kind, lost]).toEqual(lost ? ['exhausted', true] : ['stopped', false]);
  await proxy.release();
  expect(seen.whole).toBe(0);
});
