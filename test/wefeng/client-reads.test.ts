import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { writeJson } from '../../src/fields/json.js';
import { connect, contactsOf, listenAndWriteDown, listenHttp } from '../helpers/api-server.js';
import { until } from '../helpers/until.js';

const never = new AbortController().signal;
const contact = { externalUserId: 'wm_1', name: '心乱如麻', customFields: [] };
const answerWith = (more: object) => JSON.stringify({ succeed: true, code: 200, message: 'OK', ...more });
const goodContact = answerWith({ data: contact });
const goodPage = answerWith({ data: [contact], paging: { total: 1 } });
const signOf = (timestamp = '') => createHash('sha256').update(`abc&${timestamp}`).digest('hex');
const mebibytes = (count: number) => 'x'.repeat(count * 1024 * 1024);

describe('a contact is read', () => {
  test('by a signed GET that carries nothing', async () => {
    const { baseUrl, seen } = await listenAndWriteDown(goodContact);
    const { client, calls } = connect(baseUrl);
    expect(await client.get('wm_1', never)).toEqual({
      kind: 'accepted',
      attempts: 1,
      lostUntil: null,
      aliveUntil: expect.any(Number),
      data: contact,
    });
    const [call, ...others] = seen;
    expect(call).toMatchObject({ method: 'GET', path: '/api/v1/externalContact/wm_1', type: null, body: '' });
    expect(call?.sign).toBe(signOf(call?.timestamp));
    expect(others).toEqual([]);
    expect(calls).toMatchObject([{ endpoint: 'get', isRetry: false, outcome: 'accepted' }]);
  });

  test('at the path of the job', async () => {
    const { baseUrl, seen } = await listenAndWriteDown(goodContact);
    const { client } = connect(baseUrl, { getPath: '/v2/:externalUserID/detail' });
    await client.get('wm_1', never);
    expect(seen.map(({ path }) => path)).toEqual(['/api/v1/v2/wm_1/detail']);
  });

  test('with every digit that the server wrote', async () => {
    const text = '{"externalUserId":"wm_1","customFields":[{"content":9223372036854775807},{"content":1.0}]}';
    const { baseUrl } = await listenAndWriteDown(`{"code":200,"data":${text}}`);
    const outcome = await connect(baseUrl).client.get('wm_1', never);
    expect(outcome.kind === 'accepted' && writeJson(outcome.data)).toBe(text);
  });

  test.each([
    ['of another contact', { data: { ...contact, externalUserId: 'wm_2' } }],
    ['of a contact that differs in case', { data: { ...contact, externalUserId: 'WM_1' } }],
    ['of no contact', { data: null }],
    ['of a list', { data: [contact] }],
    ['without data', {}],
  ])('never out of an answer %s', async (_, more) => {
    const { baseUrl } = await listenAndWriteDown(answerWith(more));
    const { client } = connect(baseUrl, { attempts: 1 });
    const last = 'another contact in the answer';
    const untrusted = {
      kind: 'exhausted',
      attempts: 1,
      lostUntil: expect.any(Number),
      aliveUntil: expect.any(Number),
      last,
      untrusted: true,
    };
    expect(await client.get('wm_1', never)).toEqual(untrusted);
  });

  test('or refused, with the HTTP status by which a missing interface is known', async () => {
    const baseUrl = await listenHttp((_, response) => response.writeHead(404).end('<html>'));
    expect(await connect(baseUrl).client.get('wm_1', never)).toMatchObject({ kind: 'refused', httpStatus: 404 });
  });
});

describe('a page of contacts is read', () => {
  test('by a signed POST that says which page, and how long it is to be', async () => {
    const { baseUrl, seen } = await listenAndWriteDown(goodPage);
    const { client, calls } = connect(baseUrl);
    const outcome = await client.list(3, 500, never);
    expect(outcome).toMatchObject({ kind: 'accepted', attempts: 1, data: { total: 1 } });
    expect(contactsOf(outcome)).toEqual([contact]);
    const [call, ...others] = seen;
    expect(call).toMatchObject({ method: 'POST', path: '/api/v1/externalContact/list', type: 'application/json' });
    expect(call?.body).toBe('{"pageNum":3,"pageSize":500}');
    expect(call?.sign).toBe(signOf(call?.timestamp));
    expect(others).toEqual([]);
    expect(calls).toMatchObject([{ endpoint: 'list', isRetry: false, outcome: 'accepted' }]);
  });

  test('at the path of the job', async () => {
    const { baseUrl, seen } = await listenAndWriteDown(goodPage);
    await connect(baseUrl, { listPath: '/v2/contacts' }).client.list(1, 1000, never);
    expect(seen.map(({ path }) => path)).toEqual(['/api/v1/v2/contacts']);
  });

  test('with a total that is a number written as text', async () => {
    const { baseUrl } = await listenAndWriteDown(answerWith({ data: [contact], paging: { total: '12' } }));
    expect(await connect(baseUrl).client.list(1, 1000, never)).toMatchObject({ kind: 'accepted', data: { total: 12 } });
  });

  test('empty, where the account has no contact', async () => {
    const { baseUrl } = await listenAndWriteDown(answerWith({ data: [], paging: { total: 0 } }));
    const outcome = await connect(baseUrl).client.list(1, 1000, never);
    expect(outcome).toMatchObject({ kind: 'accepted', data: { items: [], total: 0 } });
  });

  test.each([
    ['no data', { paging: { total: 1 } }],
    ['data that is null', { data: null, paging: { total: 1 } }],
    ['one contact in place of a list', { data: contact, paging: { total: 1 } }],
    ['no paging', { data: [contact] }],
    ['no total', { data: [contact], paging: {} }],
    ['a total that is a word', { data: [contact], paging: { total: 'one' } }],
    ['a total below nothing', { data: [contact], paging: { total: -1 } }],
    ['half a contact in its total', { data: [contact], paging: { total: 0.5 } }],
    ['a total beyond all counting', { data: [contact], paging: { total: 1e300 } }],
    ['a total of nothing known', { data: [contact], paging: { total: null } }],
  ])('never out of an answer with %s', async (_, more) => {
    const { baseUrl } = await listenAndWriteDown(answerWith(more));
    const { client } = connect(baseUrl, { attempts: 1 });
    const last = expect.stringMatching(/^no (list of contacts in data|paging.total)$/);
    const untrusted = {
      kind: 'exhausted',
      attempts: 1,
      lostUntil: expect.any(Number),
      aliveUntil: expect.any(Number),
      last,
      untrusted: true,
    };
    expect(await client.list(1, 1000, never)).toEqual(untrusted);
  });

  test('again, where the first answer was no page', async () => {
    const bodies: string[] = [];
    const baseUrl = await listenHttp(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      bodies.push(body);
      response.end(bodies.length === 1 ? answerWith({ data: null }) : goodPage);
    });
    const { client, calls } = connect(baseUrl);
    expect(await client.list(2, 10, never)).toMatchObject({ kind: 'accepted', attempts: 2 });
    expect(bodies).toEqual(['{"pageNum":2,"pageSize":10}', '{"pageNum":2,"pageSize":10}']);
    expect(calls.map(({ outcome, isRetry }) => [outcome, isRetry])).toEqual([
      ['retry', false],
      ['accepted', true],
    ]);
  });

  test('never while the run is stopping', async () => {
    const { baseUrl, seen } = await listenAndWriteDown(goodPage);
    const outcome = await connect(baseUrl).client.list(1, 1000, AbortSignal.abort(new Error('interrupted')));
    expect(outcome).toEqual({
      kind: 'stopped',
      attempts: 0,
      lostUntil: null,
      aliveUntil: null,
      answered: false,
      why: null,
    });
    expect(seen).toEqual([]);
  });
});

describe('how long an answer may be', () => {
  test('a page may hold ten mebibytes; one contact may not, and neither may an echo', async () => {
    const ids = Array.from({ length: 10 }, (_, index) => ({ externalUserId: `wm_${index}` }));
    const data = ids.map((id) => mebibytes(1).replaceAll('x', ' ') + JSON.stringify(id));
    const baseUrl = await listenHttp((request, response) => {
      const one = answerWith({ data: { ...contact, remark: mebibytes(10) } });
      response.end(request.method === 'POST' ? `{"code":200,"data":[${data}],"paging":{"total":10}}` : one);
    });
    const connectAnew = () => connect(baseUrl, { attempts: 1, timeoutMs: 60_000 }).client;
    expect(await connectAnew().list(1, 1000, never)).toMatchObject({ kind: 'accepted', data: { items: ids } });
    const tooLong = {
      kind: 'exhausted',
      attempts: 1,
      lostUntil: expect.any(Number),
      aliveUntil: expect.any(Number),
      last: 'answer over 1 MiB',
    };
    expect(await connectAnew().get('wm_1', never)).toEqual(tooLong);
    expect(await connectAnew().put('wm_1', '{}', never, async () => true)).toEqual(tooLong);
  });

  test('a page without end is broken off as well', async () => {
    const baseUrl = await listenHttp((_, response) => {
      const chunk = Buffer.alloc(1024 * 1024, 32);
      const more = () => {
        while (response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    const { client, calls } = connect(baseUrl, { attempts: 6, timeoutMs: 30_000 });
    expect(await client.list(1, 1000, never)).toEqual({ kind: 'tooLong' });
    // To ask for the same once more would be in vain.
    expect(calls.length).toBe(1);
  });
});

describe('a 429', () => {
  test.each(['put', 'get', 'list'] as const)('of %s holds back the calls of all endpoints', async (limited) => {
    const methods = { put: 'PUT', get: 'GET', list: 'POST' };
    const arrivals: number[] = [];
    const baseUrl = await listenHttp((request, response) => {
      arrivals.push(performance.now());
      if (arrivals.length === 1) {
        expect(request.method).toBe(methods[limited]);
        response.writeHead(429, { 'retry-after': '1' }).end('{}');
      } else response.end(request.method === 'POST' ? goodPage : goodContact);
    });
    const { client, calls } = connect(baseUrl, { attempts: 1 });
    const call = {
      put: () => client.put('wm_1', '{}', never, async () => true),
      get: () => client.get('wm_1', never),
      list: () => client.list(1, 1000, never),
    };
    const first = call[limited]();
    await until(() => calls.length > 0);
    const others = (['put', 'get', 'list'] as const).map((endpoint) => call[endpoint]());
    for (const outcome of await Promise.all([first, ...others])) expect(outcome.kind).toBe('accepted');
    const [paused = 0, ...later] = arrivals;
    expect(later).toHaveLength(4);
    for (const at of later) expect(at - paused).toBeGreaterThanOrEqual(995);
  });

  test('on every endpoint in turn ends in a stop, not in waiting for ever', async () => {
    const baseUrl = await listenHttp((_, response) => response.writeHead(429, { 'retry-after': '999999' }).end('{}'));
    const { client } = connect(baseUrl);
    const why = { code: 'stop.longPause' };
    expect(await client.list(1, 1000, never)).toMatchObject({ kind: 'stopped', lostUntil: null, why });
    expect(await client.get('wm_1', never)).toMatchObject({ kind: 'stopped', lostUntil: null, why });
  });
});

test('each endpoint has a quota of its own: one that is used up holds back its own calls alone', async () => {
  const { baseUrl, seen } = await listenAndWriteDown(goodContact);
  const { client } = connect(baseUrl, {}, { get: 1 });
  await client.get('wm_1', never);
  const start = performance.now();
  const second = client.get('wm_1', never);
  expect(await client.put('wm_1', '{}', never, async () => true)).toMatchObject({ kind: 'accepted' });
  expect(seen.map(({ method }) => method)).toEqual(['GET', 'PUT']);
  expect(await second).toMatchObject({ kind: 'accepted' });
  expect(performance.now() - start).toBeGreaterThanOrEqual(950);
});
