import { createHash } from 'node:crypto';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { type Call, type Client, createClient } from '../../src/api/client.js';
import { createRateLimit } from '../../src/api/rate-limit.js';

const id = 'wm_1';
const never = new AbortController().signal;
const good = JSON.stringify({ succeed: true, code: 200, data: { externalUserId: id } });

async function listen(server: Server, protocol = 'http'): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
}

const listenHttp = (answer: RequestListener) => listen(createHttpServer(answer));

/** A server that answers each request with these bytes, HTTP or not. */
const listenRaw = (answer: (socket: Socket, request: number) => void) => {
  let requests = 0;
  return listen(createServer((socket) => socket.on('error', () => {}).on('data', () => answer(socket, ++requests))));
};

function connect(baseUrl: string, attempts = 2, timeoutMs = 2000): { client: Client; calls: Call[] } {
  const calls: Call[] = [];
  const settings = { baseUrl, secret: 'abc', signFormat: '{secret}&{timestamp}', timeoutMs, concurrency: 8, attempts };
  const client = createClient({ ...settings, codes: new Map() }, createRateLimit(1000, 1000), (call) =>
    calls.push(call),
  );
  onTestFinished(() => client.close());
  return { client, calls };
}

const put = (client: Client) => client.put(id, '{"mobile":"1"}', never, async () => {});

test('a call is a signed PUT of the very body, as JSON', async () => {
  const seen: { method?: string; url?: string; type?: string; body: string }[] = [];
  const baseUrl = await listenHttp(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url = '', headers } = request;
    seen.push({ method, url, type: headers['content-type'] ?? '', body });
    response.end(good);
  });
  const { client, calls } = connect(baseUrl);
  expect(await put(client)).toEqual({ kind: 'accepted', attempts: 1 });
  const [call] = seen;
  const url = new URL(call?.url ?? '', 'http://x');
  const timestamp = url.searchParams.get('timestamp') ?? '';
  expect(call).toMatchObject({ method: 'PUT', type: 'application/json', body: '{"mobile":"1"}' });
  expect(url.pathname).toBe('/api/v1/externalContact/wm_1');
  expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(2);
  expect(url.searchParams.get('sign')).toBe(createHash('sha256').update(`abc&${timestamp}`).digest('hex'));
  expect(calls).toMatchObject([{ endpoint: 'put', outcome: 'accepted' }]);
});

test('each attempt is signed for its own time', async () => {
  const timestamps: string[] = [];
  const baseUrl = await listenHttp((request, response) => {
    timestamps.push(new URL(request.url ?? '', 'http://x').searchParams.get('timestamp') ?? '');
    if (timestamps.length === 1) response.writeHead(429, { 'retry-after': '2' }).end('{}');
    else response.end(good);
  });
  expect(await put(connect(baseUrl).client)).toEqual({ kind: 'accepted', attempts: 1 });
  expect(Number(timestamps[1]) - Number(timestamps[0])).toBeGreaterThanOrEqual(2);
});

test('a 429 is no attempt, not even where one attempt is all there is, and holds back the other calls', async () => {
  let count = 0;
  const baseUrl = await listenHttp((_, response) => {
    count++;
    if (count === 1) response.writeHead(429, { 'retry-after': '1' }).end('{}');
    else response.end(good);
  });
  const { client, calls } = connect(baseUrl, 1);
  const start = performance.now();
  expect(await put(client)).toEqual({ kind: 'accepted', attempts: 1 });
  const held = put(client);
  expect(await held).toEqual({ kind: 'accepted', attempts: 1 });
  expect(performance.now() - start).toBeGreaterThanOrEqual(999);
  expect(calls.map(({ outcome }) => outcome)).toEqual(['rateLimited', 'accepted', 'accepted']);
});

test('a Retry-After is waited out with whatever error it comes, and is no attempt', async () => {
  let count = 0;
  const baseUrl = await listenHttp((_, response) => {
    if (++count === 1) response.writeHead(503, { 'retry-after': '1' }).end('{"code":503}');
    else response.end(good);
  });
  expect(await put(connect(baseUrl, 1).client)).toEqual({ kind: 'accepted', attempts: 1 });
});

test('a doubt that ends in a stop stays a doubt', async () => {
  const baseUrl = await listenHttp((_, response) => response.writeHead(502, { 'retry-after': '99999' }).end('<html>'));
  expect(await put(connect(baseUrl).client)).toMatchObject({ kind: 'stopped', lost: true });
});

test('a server that asks to wait for longer than an hour stops the run', async () => {
  const baseUrl = await listenHttp((_, response) => response.writeHead(429, { 'retry-after': '999999999' }).end('{}'));
  expect(await put(connect(baseUrl).client)).toMatchObject({ kind: 'stopped', why: { code: 'stop.longPause' } });
});

test.each<[string, (socket: Socket) => void]>([
  ['hangs up before an answer', (socket) => socket.destroy()],
  ['resets the connection', (socket) => socket.resetAndDestroy()],
  ['cuts its headers short', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le')],
  ['cuts its body short', (socket) => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n${good}`)],
  ['breaks off a chunk', (socket) => socket.end(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n${good}`)],
  ['has a garbage status line', (socket) => socket.end('SSH-2.0-OpenSSH\r\n\r\n')],
  ['floods headers', (socket) => socket.end(`HTTP/1.1 200 OK\r\n${'x: yyyyyyyyyyyyyyyyyyy\r\n'.repeat(5000)}\r\n`)],
  [
    'gives both a length and chunks',
    (socket) => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`),
  ],
])('a server that %s has not answered: tried again, and then it is not known', async (_, answer) => {
  const { client, calls } = connect(await listenRaw(answer));
  expect(await put(client)).toMatchObject({ kind: 'exhausted', lost: true, attempts: 2 });
  expect(calls).toHaveLength(2);
});

test('a black hole and a slow drip end at the deadline', async () => {
  const hole = connect(await listenRaw(() => {}), 1, 300);
  const drip = connect(
    await listenRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
      const timer = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(timer));
    }),
    1,
    300,
  );
  const start = performance.now();
  expect(await put(hole.client)).toMatchObject({ kind: 'exhausted', lost: true, last: 'ETIMEDOUT' });
  expect(await put(drip.client)).toMatchObject({ kind: 'exhausted', lost: true, last: 'ETIMEDOUT' });
  expect(performance.now() - start).toBeLessThan(3000);
});

test('an answer without end is broken off, and a compressed one is not inflated', async () => {
  let sent = 0;
  const endless = await listenHttp((_, response) => {
    const timer = setInterval(() => {
      sent += 262_144;
      response.write(Buffer.alloc(262_144, 32));
    }, 1);
    response.on('close', () => clearInterval(timer));
  });
  expect(await put(connect(endless, 1, 5000).client)).toMatchObject({ kind: 'exhausted', lost: true });
  // Some of it is on its way, in the buffers of both ends.
  expect(sent).toBeLessThan(16 * 1024 * 1024);

  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, 32));
  const zipped = await listenHttp((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
  expect(await put(connect(zipped, 1).client)).toMatchObject({ kind: 'exhausted', lost: true, last: 'not JSON' });
});

test('after a lost answer the same body is sent again, and a good answer settles it', async () => {
  const baseUrl = await listenRaw((socket, request) => {
    if (request === 1) socket.destroy();
    else socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${good.length}\r\n\r\n${good}`);
  });
  expect(await put(connect(baseUrl).client)).toEqual({ kind: 'accepted', attempts: 2 });
});

test('a connection that is refused cannot have carried anything: the run is to stop, and the row is not in doubt', async () => {
  const { client } = connect('http://127.0.0.1:9/api/v1');
  expect(await put(client)).toMatchObject({ kind: 'stopped', lost: false, why: { code: 'stop.unreachable' } });
});

test('a server that speaks no TLS, or proves nothing, stops the run and is not tried again', async () => {
  const plain = (await listenHttp((_, response) => response.end(good))).replace('http:', 'https:');
  const { client, calls } = connect(plain, 5);
  expect(await put(client)).toMatchObject({ kind: 'stopped', why: { code: 'stop.certificate' } });
  expect(calls).toHaveLength(1);
});

test('an answer that comes while the run is stopping still counts', async () => {
  const stopping = new AbortController();
  const baseUrl = await listenHttp((_, response) => {
    stopping.abort();
    setTimeout(() => response.end(good), 100);
  });
  const { client } = connect(baseUrl);
  expect(await client.put(id, '{}', stopping.signal, async () => {})).toEqual({ kind: 'accepted', attempts: 1 });
});

test('while the run is stopping nothing new leaves, and what was refused for good is not in doubt', async () => {
  const stopping = new AbortController();
  let requests = 0;
  const baseUrl = await listenHttp((_, response) => {
    requests++;
    stopping.abort();
    response.writeHead(503).end('{"code":503}');
  });
  const { client } = connect(baseUrl, 5);
  expect(await client.put(id, '{}', stopping.signal, async () => {})).toMatchObject({ kind: 'stopped', lost: false });
  expect(requests).toBe(1);
});

test('nothing leaves when its intent cannot be written, and its place is given back', async () => {
  let requests = 0;
  const baseUrl = await listenHttp((_, response) => {
    requests++;
    response.end(good);
  });
  const { client } = connect(baseUrl);
  const fail = async () => {
    throw new Error('disk full');
  };
  await expect(client.put(id, '{}', never, fail)).rejects.toThrow('disk full');
  expect(requests).toBe(0);
});
