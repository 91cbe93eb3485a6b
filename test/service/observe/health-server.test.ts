import { once } from 'node:events';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { RunError } from '../../../src/messages/run-error.js';
import { type HealthReport, type HealthServer, startHealthServer } from '../../../src/service/observe/health-server.js';
import { createMetrics } from '../../../src/service/observe/metrics.js';
import { parseOpenMetrics } from '../../helpers/open-metrics.js';
import { until } from '../../helpers/until.js';

const report: HealthReport = {
  status: 'ok',
  brokenJobFiles: 1,
  jobs: [
    {
      ...{ name: 'vip客户', state: 'running', next: '2026-11-24T02:00:00.000+08:00' },
      lastEnd: { at: '2026-11-23T02:03:04.000+08:00', outcome: 'problems' },
      troubles: [],
    },
    { name: 'b', state: 'idle', next: null, lastEnd: null, troubles: [] },
  ],
};

async function start(health: () => HealthReport = () => report, host = '127.0.0.1'): Promise<HealthServer> {
  const server = await startHealthServer({ host, port: 0 }, createMetrics(), async () => health());
  onTestFinished(() => server.close());
  return server;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

async function ask(url: string, method = 'GET', headers: Record<string, string> = {}): Promise<Answer> {
  const asking = request(url, { method, headers }).end();
  const [response] = await once(asking, 'response');
  let text = '';
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, headers: response.headers, text };
}

/** A connection that says just these bytes; gives it, and all that it hears until it is ended. */
function open({ url }: HealthServer, bytes: string): { socket: Socket; heard: Promise<string> } {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => {}).write(bytes);
  onTestFinished(() => void socket.destroy());
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  return { socket, heard: new Promise((resolve) => socket.on('close', () => resolve(text))) };
}

describe('/healthz', () => {
  test('tells that the service is there, and of each job its state, when it fires next, and how it last ended', async () => {
    const { url } = await start();
    const { status, headers, text } = await ask(`${url}healthz`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
    expect(JSON.parse(text)).toEqual(report);
  });

  test('is 503 while the service is stopping', async () => {
    let stopping = false;
    const { url } = await start(() => ({ status: stopping ? 'stopping' : 'ok', brokenJobFiles: 0, jobs: [] }));
    expect((await ask(`${url}healthz?verbose`)).status).toBe(200);
    stopping = true;
    const { status, text } = await ask(`${url}healthz`);
    expect([status, JSON.parse(text)]).toEqual([503, { status: 'stopping', brokenJobFiles: 0, jobs: [] }]);
  });

  test('is 500, and no word more, when the service cannot tell; it can be asked again', async () => {
    let broken = true;
    const { url } = await start(() => {
      if (broken) throw new Error('张三 13800138000');
      return report;
    });
    const { status, text } = await ask(`${url}healthz`);
    expect([status, text]).toEqual([500, 'internal error\n']);
    broken = false;
    expect((await ask(`${url}healthz`)).status).toBe(200);
  });
});

test('/metrics is OpenMetrics, and says so', async () => {
  const { url } = await start();
  const { status, headers, text } = await ask(`${url}metrics`);
  expect([status, headers['content-type']]).toEqual([
    200,
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
  ]);
  expect(parseOpenMetrics(text).size).toBeGreaterThan(10);
});

test('HEAD answers as GET does, without the text', async () => {
  const { url } = await start();
  for (const path of ['healthz', 'metrics']) {
    const [head, get] = [await ask(url + path, 'HEAD'), await ask(url + path)];
    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
  }
});

test.each([
  ['GET', '', 404],
  ['GET', 'healthz/', 404],
  ['GET', 'HEALTHZ', 404],
  ['GET', '../../etc/passwd', 404],
  ['POST', 'healthz', 405],
  ['DELETE', 'metrics', 405],
  ['OPTIONS', 'metrics', 405],
  ['POST', 'x', 404],
])('%s /%s is %i', async (method, path, status) => {
  const { url } = await start();
  const answer = await ask(url + path, method);
  expect([answer.status, answer.headers.allow]).toEqual([status, status === 405 ? 'GET, HEAD' : undefined]);
});

describe('a page of the Internet whose name leads to this machine', () => {
  test('is not answered: on loopback only the names of this machine are', async () => {
    const { url } = await start();
    const { port } = new URL(url);
    const statusOf = async (host: string) => [host, (await ask(`${url}metrics`, 'GET', { host })).status];
    const own = ['localhost', `localhost:${port}`, 'LOCALHOST', '127.0.0.1', `127.0.0.1:${port}`, `[::1]:${port}`];
    for (const host of own) expect(await statusOf(host)).toEqual([host, 200]);
    const foreign = ['evil.example', `evil.example:${port}`, 'localhost.evil.example', '127.0.0.1.evil.example', '::1'];
    for (const host of foreign) expect(await statusOf(host)).toEqual([host, 421]);
  });

  test('nor by another spelling of the address, or by a name in the request line', async () => {
    const server = await start(() => report, '::ffff:127.0.0.1').catch(() => null);
    if (server) expect((await ask(`${server.url}healthz`, 'GET', { host: 'evil.example' })).status).toBe(421);
    const { heard } = open(await start(), 'GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(await heard).toMatch(/^HTTP\/1\.1 404 /);
  });

  test('is told from a simple client that names no host', async () => {
    const { heard } = open(await start(), 'GET /healthz HTTP/1.0\r\n\r\n');
    expect(await heard).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('does not matter where the service was told to listen for others', async () => {
    const { url } = await start(() => report, '0.0.0.0');
    const { port } = new URL(url);
    const { status } = await ask(`http://127.0.0.1:${port}/healthz`, 'GET', { host: 'import.internal' });
    expect(status).toBe(200);
  });
});

describe('an address that cannot be used', () => {
  const codeOf = (address: { host: string; port: number }) =>
    startHealthServer(address, createMetrics(), async () => report).then(
      () => 'it listens',
      (error) => (error instanceof RunError ? [error.ending, error.why.code, error.why.params] : error),
    );

  test('is told, with what to do: its port is taken', async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    const params = { host: '127.0.0.1', port };
    expect(await codeOf(params)).toEqual(['refused', 'health.portTaken', params]);
  });

  test('is told, with what to do: it is not of this machine', async () => {
    const params = { host: '192.0.2.1', reason: 'EADDRNOTAVAIL' };
    expect(await codeOf({ host: '192.0.2.1', port: 0 })).toEqual(['refused', 'health.noAddress', params]);
  });
});

describe('the server ends within a second', () => {
  test.each([
    ['nobody is connected', ''],
    ['somebody has said nothing', ' '],
    ['somebody has said half of a request', 'GET /healthz HTTP/1.1\r\nHost: loc'],
    [
      'somebody has not sent the body that was announced',
      'POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n',
    ],
    ['somebody would ask again', 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n'],
  ])('when %s', async (_, bytes) => {
    const server = await start();
    // By themselves they would stay for five seconds.
    const connections = bytes === '' ? [] : Array.from({ length: 5 }, () => open(server, bytes.trim()));
    await sleep(50);
    const startedAt = performance.now();
    await server.close();
    expect(performance.now() - startedAt).toBeLessThan(4000);
    await Promise.all(connections.map(({ heard }) => heard));
    // A second time is no harm.
    await server.close();
  });

  test('and what is being answered is answered', async () => {
    let isAsked = false;
    const slow = {
      render: () => {
        isAsked = true;
        return sleep(100, { contentType: 'text/plain', text: 'late' });
      },
    };
    const server = await startHealthServer({ host: '127.0.0.1', port: 0 }, slow, async () => report);
    const answer = ask(`${server.url}metrics`);
    await until(() => isAsked);
    await server.close();
    expect((await answer).text).toBe('late');
  });
});

test('who sends too much or too slowly is cut off, and others are answered all the same', async () => {
  const server = await start();
  const flood = open(server, `GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(12_000)}`);
  expect(await flood.heard).toMatch(/^HTTP\/1\.1 431 /);
  const garbage = open(server, '\u0016\u0003\u0001 not HTTP\r\n\r\n');
  expect(await garbage.heard).toMatch(/^HTTP\/1\.1 400 /);
  const startedAt = performance.now();
  const slow = open(server, 'GET /healthz HTTP/1.1\r\nHost: loc');
  expect((await ask(`${server.url}healthz`)).status).toBe(200);
  expect(await slow.heard).toMatch(/^HTTP\/1\.1 408 /);
  expect(performance.now() - startedAt).toBeLessThan(30_000);
});
