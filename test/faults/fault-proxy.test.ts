import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { fullAccount, idOf } from '../helpers/account.js';
import { until } from '../helpers/until.js';
import { SECRET } from '../helpers/workspace.js';
import { hash, now } from '../sandbox/call-sandbox.js';
import { createDraws } from './draws.js';
import { startFaultProxy } from './fault-proxy.js';
import { type FaultName, faultNames } from './kinds.js';

const shortMs = 300;
// A machine that is busy is not to be too late for what is to come late.
const longMs = 1500;

/** A sandbox, and a proxy before it that has every call meet one fault. */
async function setUp(fault: FaultName | null, { seed = '1', timeoutMs = shortMs } = {}) {
  const rate = { limit: 1000, perMs: 1000 };
  const sandbox = await startSandbox({ contacts: fullAccount(9), secret: SECRET, rate });
  const shares = fault === null ? {} : { [fault]: 1 };
  const proxy = await startFaultProxy({
    target: sandbox.baseUrl,
    seed,
    shares,
    mostInARow: 1000,
    timeoutMs,
    releaseMs: 2 * timeoutMs,
  });
  onTestFinished(async () => {
    await proxy.close();
    await sandbox.close();
  });
  return { sandbox, proxy, line: () => openLine(proxy.baseUrl) };
}

/** A connection to the proxy, byte by byte. */
function openLine(baseUrl: string) {
  const { port, pathname } = new URL(baseUrl);
  const socket = connect(Number(port), '127.0.0.1');
  let heard = '';
  let isOver = false;
  socket.on('data', (chunk) => {
    heard += chunk.toString('latin1');
  });
  for (const name of ['end', 'error', 'close']) {
    socket.on(name, () => {
      isOver = true;
    });
  }
  onTestFinished(() => void socket.destroy());
  return {
    socket,
    put(contact: string) {
      const timestamp = now();
      const body = '{"position":"总监","customFields":[]}';
      const target = `${pathname}/externalContact/${contact}?sign=${hash(`${SECRET}&${timestamp}`)}&timestamp=${timestamp}`;
      const length = Buffer.byteLength(body);
      const head = `PUT ${target} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}`;
      socket.write(`${head}\r\n\r\n${body}`);
    },
    heard: () => heard,
    answers: () => heard.split('HTTP/1.1 200 OK').length - 1,
    isOver: () => isOver,
  };
}

describe('a network with faults', () => {
  test('lets calls through as they are where no fault is drawn, and writes them down', async () => {
    const { sandbox, proxy, line } = await setUp(null);
    const client = line();
    client.put(idOf(0));
    await until(() => client.answers() === 1);
    client.put(idOf(1));
    await until(() => client.answers() === 2);
    expect(client.heard()).toContain(`"externalUserId":"${idOf(0)}"`);
    expect(sandbox.calls.map(({ applied, sign }) => [applied, sign])).toEqual(
      proxy.passages.map(({ sign }) => [true, sign]),
    );
    expect(proxy.passages).toMatchObject([
      { seq: 1, endpoint: 'put', subject: idOf(0), fault: null, struckBy: null, events: [{ what: 'delivered' }] },
      { seq: 2, endpoint: 'put', subject: idOf(1), fault: null, struckBy: null },
    ]);
  });

  test('applies a request late whose connection has dropped, unless this machine was too slow for that', async () => {
    const { sandbox, proxy, line } = await setUp('lateApplication', { timeoutMs: longMs });
    for (let index = 0; index < 9; index++) {
      const client = line();
      client.put(idOf(index));
      await until(client.isOver);
      expect(client.heard()).toBe('');
    }
    await proxy.quiet();
    const inTime = proxy.passages.filter(({ events }) => events.at(-1)?.what === 'delivered');
    expect(sandbox.calls).toHaveLength(inTime.length);
    for (const { at, subject } of inTime) {
      const call = sandbox.calls.find(({ externalUserId }) => externalUserId === subject);
      expect(call).toMatchObject({ applied: true });
      expect((call?.at ?? 0) - at).toBeGreaterThan(20);
    }
    expect(inTime.length).toBeGreaterThan(0);
  });

  test.each([
    ['delivers what was left in a line that was closed', 'destroy', 1],
    ['loses what was left in a line that was reset', 'resetAndDestroy', 0],
  ] as const)('%s while it stalled', async (_, leave, delivered) => {
    const { sandbox, proxy, line } = await setUp('stall', { seed: '3' });
    const client = line();
    client.put(idOf(0));
    await until(() => proxy.passages.length === 1);
    client.socket[leave]();
    await proxy.quiet();
    expect(sandbox.calls).toHaveLength(delivered);
  });

  test('delivers a request once more, and answers it once', async () => {
    const { sandbox, proxy, line } = await setUp('lateDuplicate', { timeoutMs: longMs });
    const clients = [0, 1, 2, 3, 4].map((index) => {
      const client = line();
      client.put(idOf(index));
      return client;
    });
    await until(() => clients.every(({ answers }) => answers() === 1));
    await proxy.quiet();
    expect(clients.map(({ answers }) => answers())).toEqual([1, 1, 1, 1, 1]);
    expect(sandbox.calls.length).toBeGreaterThan(5);
  });

  test('answers twice: at once, while the line is idle, or when the next call has come', async () => {
    const { proxy, line } = await setUp('duplicateAnswer');
    const seen = new Set<string>();
    for (let index = 0; index < 40 && seen.size < 3; index++) {
      const client = line();
      const first = proxy.passages.length;
      client.put(idOf(index % 9));
      await until(() => (proxy.passages[first]?.events.length ?? 0) > 1);
      const when = proxy.passages[first]?.events.find(({ what }) => what.includes('twice'))?.what ?? '';
      seen.add(when);
      if (when.includes('next')) client.put(idOf(index % 9));
      await until(() => client.answers() > 1);
      expect(proxy.passages[first + 1]?.struckBy).toBe(when.includes('next') ? 'duplicateAnswer' : undefined);
    }
    expect(seen.size).toBe(3);
  });

  test('is deaf for a while: connections are refused, and then taken again', async () => {
    const { proxy, line } = await setUp('refused');
    const client = line();
    client.put(idOf(0));
    await until(() => client.answers() === 1);
    const refused = line();
    await until(refused.isOver);
    await proxy.quiet();
    const again = line();
    again.put(idOf(1));
    await until(() => again.answers() === 1);
  });

  test.each(faultNames)('comes to rest after %s, and knows what the server has got', async (fault) => {
    const { sandbox, proxy, line } = await setUp(fault);
    for (let index = 0; index < 9; index++) {
      const client = line();
      client.put(idOf(index));
      await until(() => proxy.passages.length === index + 1);
      setTimeout(() => client.socket.destroy(), shortMs);
      if (fault === 'refused') await proxy.quiet();
    }
    await proxy.quiet();
    const delivered = proxy.passages.flatMap(({ events }) => events.filter(({ what }) => what === 'delivered'));
    expect(sandbox.calls).toHaveLength(delivered.length);
    expect(proxy.passages.map((passage) => passage.fault)).toEqual(proxy.passages.map(() => fault));
  });
});

describe('the dice', () => {
  const draw = (seed: string, order: readonly number[]) => {
    const dice = createDraws(seed, { drip: 0.2, gzip: 0.1 }, 1000);
    return new Map(order.map((index) => [index, dice('put', idOf(index)).fault]));
  };
  const order = Array.from({ length: 2000 }, (_, index) => index);

  test('fall the same for a seed, in whatever order the contacts come', () => {
    expect(new Map([...draw('7', order.toReversed())].toReversed())).toEqual(draw('7', order));
    expect(draw('8', order)).not.toEqual(draw('7', order));
  });

  test('give each fault its share', () => {
    const drawn = [...draw('7', order).values()];
    const shareOf = (name: string | null) => drawn.filter((fault) => fault === name).length / drawn.length;
    expect([shareOf('drip'), shareOf('gzip')].map((share) => Math.round(share * 10))).toEqual([2, 1]);
  });

  test('let no more calls of a contact meet one in a row than they are told to', () => {
    const dice = createDraws('1', { drip: 1 }, 2);
    const drawn = Array.from({ length: 6 }, () => dice('put', 'a').fault);
    expect(drawn).toEqual(['drip', 'drip', null, 'drip', 'drip', null]);
  });
});
