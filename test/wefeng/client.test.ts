import { createHash } from 'node:crypto';
import { getEventListeners } from 'node:events';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { writeJson } from '../../src/fields/json.js';
import type { Client } from '../../src/wefeng/client.js';
import { connect, listenAndWriteDown, listenHttp, listenRaw } from '../helpers/api-server.js';

const id = 'wm_1';
const never = new AbortController().signal;
const good = JSON.stringify({ succeed: true, code: 200, data: { externalUserId: id } });

/** What comes of a body that is taken in the end. */
const acceptedAfter = (attempts: number, lostUntil: unknown = null) => ({
  kind: 'accepted',
  attempts,
  lostUntil,
  aliveUntil: expect.any(Number),
  data: { externalUserId: id },
});

const put = (client: Client) => client.put(id, '{"mobile":"1"}', never, async () => true);

test('a call is a signed PUT of the very body, as JSON', async () => {
  const { baseUrl, seen } = await listenAndWriteDown(good);
  const { client, calls } = connect(baseUrl);
  expect(await put(client)).toEqual(acceptedAfter(1));
  const [call, ...others] = seen;
  expect(call).toMatchObject({ method: 'PUT', type: 'application/json', body: '{"mobile":"1"}' });
  expect(call?.path).toBe('/api/v1/externalContact/wm_1');
  expect(Math.abs(Number(call?.timestamp) - Date.now() / 1000)).toBeLessThan(2);
  expect(call?.sign).toBe(createHash('sha256').update(`abc&${call?.timestamp}`).digest('hex'));
  expect(others).toEqual([]);
  expect(calls).toMatchObject([{ endpoint: 'put', isRetry: false, outcome: 'accepted' }]);
});

test('the echo is given with the digits that it was written with', async () => {
  const { baseUrl } = await listenAndWriteDown(
    '{"code":200,"data":{"externalUserId":"wm_1","udeskCustomerId":9223372036854775807}}',
  );
  const outcome = await put(connect(baseUrl).client);
  expect(outcome.kind === 'accepted' && writeJson(outcome.data)).toBe(
    '{"externalUserId":"wm_1","udeskCustomerId":9223372036854775807}',
  );
});

test('each attempt is signed for its own time', async () => {
  const timestamps: string[] = [];
  const baseUrl = await listenHttp((request, response) => {
    timestamps.push(new URL(request.url ?? '', 'http://x').searchParams.get('timestamp') ?? '');
    if (timestamps.length === 1) response.writeHead(429, { 'retry-after': '2' }).end('{}');
    else response.end(good);
  });
  expect(await put(connect(baseUrl).client)).toEqual(acceptedAfter(1));
  expect(Number(timestamps[1]) - Number(timestamps[0])).toBeGreaterThanOrEqual(2);
});

test('a 429 is no attempt, not even where one attempt is all there is, and holds back the other calls', async () => {
  let count = 0;
  const baseUrl = await listenHttp((_, response) => {
    count++;
    if (count === 1) response.writeHead(429, { 'retry-after': '1' }).end('{}');
    else response.end(good);
  });
  const { client, calls } = connect(baseUrl, { attempts: 1 });
  const start = performance.now();
  expect(await put(client)).toEqual(acceptedAfter(1));
  const held = put(client);
  expect(await held).toEqual(acceptedAfter(1));
  expect(performance.now() - start).toBeGreaterThanOrEqual(999);
  expect(calls.map(({ outcome, isRetry }) => [outcome, isRetry])).toEqual([
    ['rateLimited', false],
    ['accepted', false],
    ['accepted', false],
  ]);
});

test('a Retry-After is waited out with whatever error it comes, and is no attempt', async () => {
  let count = 0;
  const baseUrl = await listenHttp((_, response) => {
    if (++count === 1) response.writeHead(503, { 'retry-after': '1' }).end('{"code":503}');
    else response.end(good);
  });
  expect(await put(connect(baseUrl, { attempts: 1 }).client)).toEqual(acceptedAfter(1));
});

test('a doubt that ends in a stop stays a doubt', async () => {
  const baseUrl = await listenHttp((_, response) => response.writeHead(502, { 'retry-after': '99999' }).end('<html>'));
  expect(await put(connect(baseUrl).client)).toMatchObject({ kind: 'stopped', lostUntil: expect.any(Number) });
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
  expect(await put(client)).toMatchObject({ kind: 'exhausted', lostUntil: expect.any(Number), attempts: 2 });
  expect(calls).toMatchObject([{ isRetry: false }, { isRetry: true }]);
  expect(calls).toHaveLength(2);
});

test('a black hole and a slow drip end at the deadline', async () => {
  const hole = connect(await listenRaw(() => {}), { attempts: 1, timeoutMs: 300 });
  const drip = connect(
    await listenRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
      const timer = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(timer));
    }),
    { attempts: 1, timeoutMs: 300 },
  );
  const start = performance.now();
  expect(await put(hole.client)).toMatchObject({ kind: 'exhausted', lostUntil: expect.any(Number), last: 'ETIMEDOUT' });
  expect(await put(drip.client)).toMatchObject({ kind: 'exhausted', lostUntil: expect.any(Number), last: 'ETIMEDOUT' });
  expect(performance.now() - start).toBeLessThan(10_000);
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
  expect(await put(connect(endless, { attempts: 1, timeoutMs: 5000 }).client)).toMatchObject({
    kind: 'exhausted',
    lostUntil: expect.any(Number),
  });
  // Some of it is on its way, in the buffers of both ends.
  expect(sent).toBeLessThan(16 * 1024 * 1024);

  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, 32));
  const zipped = await listenHttp((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
  expect(await put(connect(zipped, { attempts: 1 }).client)).toMatchObject({
    kind: 'exhausted',
    lostUntil: expect.any(Number),
    last: 'not UTF-8',
  });
});

test('after a lost answer the same body is sent again, and a good answer settles it', async () => {
  const baseUrl = await listenRaw((socket, request) => {
    if (request === 1) socket.destroy();
    else socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${good.length}\r\n\r\n${good}`);
  });
  expect(await put(connect(baseUrl).client)).toEqual(acceptedAfter(2, expect.any(Number)));
});

test('a connection that is refused cannot have carried anything: the run is to stop, and the row is not in doubt', async () => {
  const { client } = connect('http://127.0.0.1:9/api/v1');
  expect(await put(client)).toMatchObject({ kind: 'stopped', lostUntil: null, why: { code: 'stop.unreachable' } });
});

test('a server that speaks no TLS, or proves nothing, stops the run and is not tried again', async () => {
  const plain = (await listenHttp((_, response) => response.end(good))).replace('http:', 'https:');
  const { client, calls } = connect(plain, { attempts: 5 });
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
  expect(await client.put(id, '{}', stopping.signal, async () => true)).toEqual(acceptedAfter(1));
});

describe('a call that no answer comes to', () => {
  /** A server that says nothing; `asked` resolves when a request has come. */
  async function hang(attempts: number) {
    const stopping = new AbortController();
    let tell = () => {};
    const asked = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const baseUrl = await listenHttp(() => tell());
    return { stopping, asked, ...connect(baseUrl, { attempts, graceMs: 300, timeoutMs: 60_000 }) };
  }

  test.each([1, 5])('has its grace once the run is stopping, and is then in doubt (%i attempts)', async (attempts) => {
    const { client, calls, stopping, asked } = await hang(attempts);
    const sent = client.put(id, '{}', stopping.signal, async () => true);
    await asked;
    const start = performance.now();
    stopping.abort();
    const outcome = await sent;
    expect(performance.now() - start).toBeGreaterThanOrEqual(299);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(outcome).toMatchObject({
      lostUntil: expect.any(Number),
      attempts: 1,
      kind: attempts === 1 ? 'exhausted' : 'stopped',
    });
    expect(calls).toMatchObject([{ outcome: 'retry' }]);
    // Neither a listener nor a timer is left.
    expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
  });

  test('is a reading, and ends as if nobody had asked', async () => {
    const { client, stopping, asked } = await hang(5);
    const read = client.list(1, 10, stopping.signal);
    await asked;
    stopping.abort();
    expect(await read).toMatchObject({ kind: 'stopped', why: null });
  });

  test('leaves when the run has just been stopped, and has no more than its grace either', async () => {
    const { client, stopping } = await hang(5);
    const start = performance.now();
    const sent = client.put(id, '{}', stopping.signal, async () => {
      stopping.abort();
      return true;
    });
    expect(await sent).toMatchObject({ kind: 'stopped', lostUntil: expect.any(Number) });
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

test('calls that were answered leave no listener on the run that may be stopped', async () => {
  const { signal } = new AbortController();
  const { baseUrl } = await listenAndWriteDown(good);
  const { client } = connect(baseUrl);
  for (let call = 0; call < 3; call++) await client.put(id, '{}', signal, async () => true);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('a clock that is off is told of with every answer that shows it, a refusal as well', async () => {
  const baseUrl = await listenHttp((_, response) => {
    response.setHeader('date', new Date(Date.now() + 600_000).toUTCString());
    response.writeHead(401).end('{}');
  });
  const { client, clocks } = connect(baseUrl);
  expect(await put(client)).toMatchObject({ kind: 'stopped', why: { code: 'stop.authClockBehind' } });
  expect(clocks).toHaveLength(1);
  expect(Math.abs((clocks[0] ?? 0) + 600)).toBeLessThanOrEqual(1);
});

test('a server that tells no time, or the right one, has no clock to tell of', async () => {
  const timeless = await listenHttp((_, response) => {
    response.sendDate = false;
    response.end(good);
  });
  const right = await listenHttp((_, response) => response.end(good));
  for (const baseUrl of [timeless, right]) {
    const { client, clocks } = connect(baseUrl);
    expect(await put(client)).toEqual(acceptedAfter(1));
    expect(clocks).toEqual([]);
  }
});

test('while the run is stopping nothing new leaves, and what was refused for good is not in doubt', async () => {
  const stopping = new AbortController();
  let requests = 0;
  const baseUrl = await listenHttp((_, response) => {
    requests++;
    stopping.abort();
    response.writeHead(503).end('{"code":503}');
  });
  const { client } = connect(baseUrl, { attempts: 5 });
  expect(await client.put(id, '{}', stopping.signal, async () => true)).toMatchObject({
    kind: 'stopped',
    lostUntil: null,
  });
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

test('a disk that fails while the run is stopping is not taken for the stop', async () => {
  const stopping = new AbortController();
  const { baseUrl } = await listenAndWriteDown(good);
  const fail = async () => {
    stopping.abort();
    throw new Error('disk full');
  };
  await expect(connect(baseUrl).client.put(id, '{}', stopping.signal, fail)).rejects.toThrow('disk full');
});

test('an attempt that may not depart is not made, and is the last', async () => {
  let requests = 0;
  const baseUrl = await listenHttp((_, response) => {
    requests++;
    response.writeHead(503).end('{"code":503}');
  });
  const { client, calls } = connect(baseUrl, { attempts: 5 });
  const answers = [true, false, true];
  const outcome = await client.put(id, '{}', never, async () => answers.shift() ?? true);
  expect(outcome).toEqual({ kind: 'withheld', attempts: 1, lostUntil: null, aliveUntil: expect.any(Number) });
  expect([requests, calls.length, answers.length]).toEqual([1, 1, 1]);
});
