import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { connect, contactsOf, listenHttp } from '../helpers/api-server.js';

const never = new AbortController().signal;
const contact = (index: number, more: object = {}) => ({ externalUserId: `wm_${index}`, customFields: [], ...more });
const pageOf = (data: unknown, paging: object = { total: 3 }) => JSON.stringify({ code: 200, data, paging });
const answerWith =
  (...bodies: (string | Buffer)[]): RequestListener =>
  (_, response) =>
    response.end(bodies.length > 1 ? bodies.shift() : bodies[0]);

/** Asks for the second page of two contacts. */
async function askFor(answer: RequestListener, attempts = 1) {
  const { client } = connect(await listenHttp(answer), { attempts, timeoutMs: 20_000 });
  return client.list(2, 2, never);
}

const untrusted = (last: string) => ({ kind: 'exhausted', untrusted: true, last });

describe('an answer that is another page', () => {
  test.each([
    ['by its number', pageOf([contact(1)], { total: 3, pageNum: 1 })],
    ['by its number, written as text', pageOf([contact(1)], { total: 3, pageNum: '3' })],
  ])('%s is no answer', async (_, body) => {
    expect(await askFor(answerWith(body))).toMatchObject(untrusted('another page in the answer'));
  });

  test('since it holds more contacts than were asked for is no answer', async () => {
    const body = pageOf([contact(1), contact(2), contact(3)]);
    expect(await askFor(answerWith(body))).toMatchObject(untrusted('more than the 2 contacts that were asked for'));
  });

  test('is asked for again, and the right one is taken', async () => {
    const wrong = pageOf([contact(1), contact(2)], { total: 3, pageNum: 1 });
    const right = pageOf([contact(3)], { total: 3, pageNum: 2 });
    const outcome = await askFor(answerWith(wrong, right), 2);
    expect(outcome).toMatchObject({ kind: 'accepted', attempts: 2 });
    expect(contactsOf(outcome)).toEqual([contact(3)]);
  });

  test.each([{ pageNum: 2 }, { pageNum: '2' }, {}, { pageNum: null }, { pageNum: 'two' }])(
    'is not one that tells its number or none: %j',
    async (paging) => {
      expect(await askFor(answerWith(pageOf([contact(3)], { total: 3, ...paging })))).toMatchObject({
        kind: 'accepted',
      });
    },
  );
});

describe('a page', () => {
  test('tells which of its items are contacts', async () => {
    const data = [contact(1), null];
    const odd = [[contact(2)], 'wm_3', { customFields: [] }, { externalUserId: '' }, { externalUserId: 4 }];
    for (const item of odd) {
      const outcome = await askFor(answerWith(pageOf([contact(1), item])));
      const ids = outcome.kind === 'accepted' ? outcome.data.items.map(({ externalUserId }) => externalUserId) : [];
      expect(ids).toEqual(['wm_1', null]);
    }
    expect(contactsOf(await askFor(answerWith(pageOf(data))))).toEqual(data);
  });

  test('tells the standard fields that any of its contacts has, also blank ones', async () => {
    const body = pageOf([contact(1, { position: null, nickname: 'x' }), contact(2, { mobile: '139' })]);
    const outcome = await askFor(answerWith(body));
    expect(outcome.kind === 'accepted' && outcome.data.shown).toEqual(new Set(['position', 'mobile']));
  });

  test('cannot be read once it is closed', async () => {
    const outcome = await askFor(answerWith(pageOf([contact(1)])));
    if (outcome.kind !== 'accepted') throw new Error('no page');
    outcome.data.close();
    expect(() => outcome.data.items[0]?.read()).toThrow('the page is closed');
    expect(outcome.data.items[0]?.externalUserId).toBe('wm_1');
  });

  test.each<[string, string | Buffer, string]>([
    [
      'with a damaged contact',
      '{"code":200,"data":[{"externalUserId":"wm_1","a":tru}],"paging":{"total":1}}',
      'not JSON',
    ],
    ['with half a contact', '{"code":200,"data":[{"externalUserId":"wm_1"', 'not JSON'],
    ['with a comma too many', '{"code":200,"data":[{"externalUserId":"wm_1"},],"paging":{"total":1}}', 'not JSON'],
    [
      'with a contact that says two things',
      '{"code":200,"data":[{"externalUserId":"a","externalUserId":"b"}],"paging":{"total":1}}',
      'not JSON',
    ],
    [
      'with a contact without end',
      `{"code":200,"data":[${'['.repeat(100_000)}${']'.repeat(100_000)}],"paging":{"total":1}}`,
      'not JSON',
    ],
    [
      'with two lists',
      '{"code":200,"data":[],"data":[{"externalUserId":"b"}],"paging":{"total":1}}',
      'two members named data',
    ],
    ['that is HTML', '<html>maintenance</html>', 'not JSON'],
    [
      'with two mebibytes of something else',
      pageOf([], { total: 0, more: 'x'.repeat(2 ** 21) }),
      'over 1 MiB beside its contacts',
    ],
    [
      'with a contact of five mebibytes',
      pageOf([contact(1, { more: 'x'.repeat(5 * 2 ** 20) })]),
      'a contact over 4 MiB',
    ],
    [
      'with a contact that is no UTF-8',
      Buffer.from(pageOf([contact(1, { note: '\u00ff\u00c3' })]), 'latin1'),
      'not UTF-8',
    ],
  ])('%s is not believed', async (_, body, last) => {
    expect(await askFor(answerWith(body))).toMatchObject(untrusted(last));
  });

  test.each([
    [401, 'stopped'],
    [500, 'exhausted'],
    [404, 'refused'],
  ])('is none where the status is %i, whatever the body', async (status, kind) => {
    for (const body of [pageOf([contact(1)]), pageOf([contact(1), contact(2), contact(3)]), '<html>']) {
      expect(await askFor((_, response) => response.writeHead(status).end(body))).toMatchObject({ kind });
    }
  });

  test('with every digit of its contacts', async () => {
    const text = '{"code":200,"data":[{"externalUserId":"wm_1","content":9223372036854775807}],"paging":{"total":1}}';
    const [read] = contactsOf(await askFor(answerWith(text)));
    expect(read).toMatchObject({ content: { value: '9223372036854775807' } });
  });
});
