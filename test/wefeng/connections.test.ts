import { once } from 'node:events';
import type { ClientRequest } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { Client } from '../../src/wefeng/client.js';
import { makeHeldRequest } from '../../src/wefeng/held-request.js';
import { connect, listenOn } from '../helpers/api-server.js';
import { until } from '../helpers/until.js';

const never = new AbortController().signal;
const put = (client: Client, id: string) => client.put(id, '{}', never, async () => true);

function answerOf(id: string, remarkName: string): string {
  const body = JSON.stringify({ code: 200, data: { externalUserId: id, remarkName } });
  return `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

/** A server that hears each request with the number of its connection and of the request on it, from 1. */
async function listenByConnection(answer: (socket: Socket, connection: number, request: number, id: string) => void) {
  const requests: number[] = [];
  const server = createServer((socket) => {
    const connection = requests.push(0);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const request = (requests[connection - 1] ?? 0) + 1;
      requests[connection - 1] = request;
      answer(socket, connection, request, /externalContact\/(\w+)/.exec(String(bytes))?.[1] ?? '');
    });
  });
  const { port } = await listenOn(server);
  return { baseUrl: `http://127.0.0.1:${port}/api/v1`, requests, server };
}

describe('a connection that is kept', () => {
  test('serves one call after another', async () => {
    const { baseUrl, requests } = await listenByConnection((socket, _, __, id) => socket.write(answerOf(id, 'true')));
    const { client } = connect(baseUrl);
    for (const id of ['wm_1', 'wm_2', 'wm_3']) expect(await put(client, id)).toMatchObject({ kind: 'accepted' });
    expect(requests).toEqual([3]);
  });

  test('is closed when an answer comes that nobody has asked for: it never answers the next call', async () => {
    let isSent = false;
    const { baseUrl, requests } = await listenByConnection((socket, connection, _, id) => {
      socket.write(answerOf(id, 'true'));
      // Word for word what the next call waits for, but for what it says.
      if (connection > 1) return;
      setImmediate(() =>
        socket.write(answerOf('wm_2', 'stray'), () => {
          isSent = true;
        }),
      );
    });
    const { client } = connect(baseUrl);
    await put(client, 'wm_1');
    await until(() => isSent);
    const outcome = await put(client, 'wm_2');
    expect(outcome).toMatchObject({ kind: 'accepted', attempts: 1, lostUntil: null, data: { remarkName: 'true' } });
    expect(requests).toEqual([1, 1]);
  });

  test('that the server has closed meanwhile costs no attempt, not even the only one', async () => {
    const { baseUrl, requests } = await listenByConnection((socket, connection, _, id) => {
      socket.write(answerOf(id, 'true'));
      if (connection === 1) setImmediate(() => socket.end());
    });
    const { client, calls } = connect(baseUrl, { attempts: 1 });
    await put(client, 'wm_1');
    expect(await put(client, 'wm_2')).toMatchObject({ kind: 'accepted', attempts: 1, lostUntil: null });
    expect(calls.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    expect(requests).toEqual([1, 1]);
  });
});

test('after an answer that cannot be trusted a PUT goes out on a new connection', async () => {
  const { baseUrl, requests } = await listenByConnection((socket, connection, _, id) =>
    socket.write(connection === 1 ? answerOf('wm_other', 'true') : answerOf(id, 'true')),
  );
  const { client } = connect(baseUrl);
  expect(await put(client, 'wm_1')).toMatchObject({ kind: 'accepted', attempts: 2, lostUntil: expect.any(Number) });
  expect(requests).toEqual([1, 1]);
});

describe('a held request', () => {
  const make = (port: number, mayLeave: () => boolean): { request: ClientRequest; left: () => boolean } => {
    let left = false;
    const onLeft = () => {
      left = true;
    };
    const request = makeHeldRequest(new URL(`http://127.0.0.1:${port}/`), { method: 'PUT' }, { mayLeave, onLeft });
    return { request, left: () => left };
  };

  test('is asked when its connection is ready, and then written whole in the same tick', async () => {
    const { baseUrl } = await listenByConnection((socket) => socket.write(answerOf('wm_1', 'true')));
    const order: string[] = [];
    const { request } = make(Number(new URL(baseUrl).port), () => {
      order.push(request.socket?.connecting === false ? 'ready' : 'connecting');
      queueMicrotask(() => order.push(request.socket?.bytesWritten ? 'written' : 'waiting'));
      return true;
    });
    request.write('{"a":');
    request.end('1}');
    expect(request.socket).toBeFalsy();
    await once(request, 'response');
    expect(order).toEqual(['ready', 'written']);
    request.destroy();
  });

  test('that may not leave writes nothing, and its error says so', async () => {
    const bytes: Buffer[] = [];
    const server = createServer((socket) => void socket.on('data', (chunk) => bytes.push(chunk)));
    const { port } = await listenOn(server);
    const closed = new Promise((resolve) => server.on('connection', (socket) => socket.on('close', resolve)));
    const { request, left } = make(port, () => false);
    request.write('{}');
    request.end();
    const [error] = await once(request, 'error');
    expect(error).toMatchObject({ code: 'ERR_TOO_LATE' });
    await closed;
    expect([left(), bytes]).toEqual([false, []]);
  });
});

test('what a listener throws costs no answer: it is thrown before the next attempt leaves', async () => {
  let count = 0;
  const { baseUrl, requests } = await listenByConnection((socket, _, __, id) => socket.write(answerOf(id, 'true')));
  const { client } = connect(baseUrl, {}, {}, () => {
    if (++count === 1) throw new Error('the log is full');
  });
  expect(await put(client, 'wm_1')).toMatchObject({ kind: 'accepted', attempts: 1 });
  await expect(put(client, 'wm_2')).rejects.toThrow('the log is full');
  expect(() => client.throwFailure()).toThrow('the log is full');
  expect(requests).toEqual([1]);
});
