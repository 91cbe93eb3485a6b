import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isObject } from '../../src/fields/json.js';
import { formatMessage } from '../../src/messages/message.js';
import type { Answer } from '../../src/wefeng/exchange.js';
import { type CodeMeanings, judgeExchange, type ReadSuccess, type Verdict } from '../../src/wefeng/judge-answer.js';

const id = 'wm_1';

/** Trusts an answer that names this contact. */
const readId: ReadSuccess<string> = ({ data }) =>
  isObject(data) && data.externalUserId === id ? { data: id } : { untrusted: 'another contact' };

const accepted = { succeed: true, code: 200, bizCode: '000000', message: 'OK', data: { externalUserId: id } };

const variables = { baseUrl: 'WEFENG_BASE_URL', secret: 'WEFENG_SECRET' };
const settings = { codes: new Map(), variables };

const answer = (status: number, body: unknown, more: Partial<Answer> = {}): Answer => ({
  kind: 'answer',
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  retryAfter: undefined,
  date: undefined,
  location: undefined,
  sentAt: Date.parse('2026-11-22T10:00:00Z'),
  receivedAt: Date.parse('2026-11-22T10:00:00Z'),
  ...more,
});

const judge = (
  status: number,
  body: unknown,
  more: Partial<Answer> = {},
  meanings: CodeMeanings = new Map(),
): Verdict<string> => judgeExchange(answer(status, body, more), readId, { codes: meanings, variables });

test('only HTTP 200 with code 200 whose content is trusted is success, and gives what it says', () => {
  expect(judge(200, accepted)).toEqual({ kind: 'accepted', data: id });
});

test.each([
  ['an empty body', ''],
  ['an HTML page', '<html>log in</html>'],
  ['broken JSON', '{"code":200'],
  ['a list', [accepted]],
  ['no code', { ...accepted, code: undefined }],
  ['a code that is text', { ...accepted, code: '200' }],
  ['a code that is an object', { ...accepted, code: { value: 200 } }],
  ['a code that is a fraction', { ...accepted, code: 200.5 }],
  ['another contact', { ...accepted, data: { externalUserId: 'wm_2' } }],
  ['no contact', { ...accepted, data: null }],
  ['succeed false beside code 200', { ...accepted, succeed: false }],
  ['the same key twice', '{"code":500,"code":200,"data":{"externalUserId":"wm_1"}}'],
  ['a hundred thousand brackets', '['.repeat(100_000)],
])('HTTP 200 with %s is not success: the row may have been applied, and is tried again', (_, body) => {
  expect(judge(200, body)).toMatchObject({ kind: 'retry', lost: true });
});

test.each([201, 202, 204, 206])('HTTP %i is not success, whatever it carries', (status) => {
  expect(judge(status, accepted)).toEqual({ kind: 'retry', reason: `HTTP ${status}`, lost: true, untrusted: true });
});

test('why HTTP 200 was not believed is told', () => {
  const why = (body: unknown, more: Partial<Answer> = {}) => {
    const verdict = judge(200, body, more);
    return verdict.kind === 'retry' && verdict.reason;
  };
  expect(why('<html>')).toBe('not JSON');
  expect(why('', { body: null })).toBe('not UTF-8');
  expect(why({ ...accepted, succeed: false })).toBe('code 200, succeed false');
  expect(why({ ...accepted, data: null })).toBe('another contact');
});

test.each([400, 404, 409, 413, 422])('HTTP %i fails the row with the message of the server', (status) => {
  expect(judge(status, { code: 1234, message: '参数错误' })).toEqual({
    kind: 'refused',
    httpStatus: status,
    serverCode: '1234',
    serverMessage: '参数错误',
  });
  expect(judge(status, 'plain text')).toMatchObject({ kind: 'refused', serverCode: String(status) });
});

test('a business code fails the row', () => {
  expect(judge(200, { code: 40035, message: '手机号错误' })).toEqual({
    kind: 'refused',
    httpStatus: 200,
    serverCode: '40035',
    serverMessage: '手机号错误',
  });
});

test.each([
  [401, {}],
  [403, {}],
  [200, { code: 401 }],
  [200, { code: 403 }],
  [400, { code: 401 }],
])('HTTP %i with %o stops the run: every row would fail alike', (status, body) => {
  const code = 'code' in body ? body.code : null;
  const reason = status === 200 ? `code ${code}` : `HTTP ${status}`;
  expect(judge(status, body)).toEqual({
    kind: 'stop',
    why: { code: 'stop.auth', params: { reason, variable: 'WEFENG_SECRET' } },
    lost: false,
  });
});

test.each([
  ['behind', 'Sun, 22 Nov 2026 10:10:00 GMT', 'stop.authClockBehind'],
  ['ahead', 'Sun, 22 Nov 2026 09:50:00 GMT', 'stop.authClockAhead'],
])('a refused signature is laid to our clock first, where it is %s, and how far', (_, date, code) => {
  const verdict = judge(401, {}, { date });
  expect(verdict).toMatchObject({ kind: 'stop', why: { code, params: { variable: 'WEFENG_SECRET' } } });
  const words = verdict.kind === 'stop' ? [formatMessage(verdict.why, 'zh'), formatMessage(verdict.why, 'en')] : [];
  expect(words[0]).toMatch(/^本机时间比服务器[快慢] (?:599|600) 秒，请先校准/);
  expect(words[1]).toMatch(/^this machine's clock is (?:599|600) s (?:ahead|behind)/);
});

test.each([['Sun, 22 Nov 2026 10:00:30 GMT'], ['Thu, 01 Jan 1970 00:00:00 GMT'], ['yesterday'], [undefined]])(
  'with a Date of %s a refused signature is not laid to the clock',
  (date) => {
    const verdict = judge(401, {}, { date });
    expect(verdict).toMatchObject({ kind: 'stop', why: { code: 'stop.auth' } });
    expect(verdict.kind === 'stop' && formatMessage(verdict.why, 'en')).not.toContain('clock');
  },
);

test.each([300, 301, 302, 303, 304, 307, 308])('HTTP %i stops the run and names the host alone', (status) => {
  const verdict = judge(status, '', { location: 'https://user:secret@elsewhere.example/path?sign=abc' });
  const params = { status, host: 'elsewhere.example', variable: 'WEFENG_BASE_URL' };
  expect(verdict).toEqual({ kind: 'stop', why: { code: 'stop.redirect', params }, lost: false });
  expect(JSON.stringify(verdict)).not.toMatch(/secret|sign=/);
});

test.each([undefined, '', '/elsewhere', 'http://'])('a redirect to %j names no host', (location) => {
  expect(judge(302, '', { location })).toMatchObject({ kind: 'stop', why: { params: { host: '-' } } });
});

test('429, in the status or in the body, is waited out', () => {
  expect(judge(429, '', { retryAfter: '3' })).toEqual({
    kind: 'rateLimited',
    reason: 'HTTP 429',
    lost: false,
    waitMs: 3000,
  });
  expect(judge(200, { code: 429 })).toMatchObject({ kind: 'rateLimited', waitMs: null });
});

test('errors of the API itself are tried again and were not applied; those of a gateway may have been', () => {
  expect(judge(500, { code: 500 })).toEqual({ kind: 'retry', reason: 'HTTP 500', lost: false });
  expect(judge(200, { code: 503 })).toEqual({ kind: 'retry', reason: 'code 503', lost: false });
  expect(judge(408, { code: 408 })).toMatchObject({ kind: 'retry' });
  expect(judge(502, { code: 502 })).toMatchObject({ kind: 'retry', lost: true });
  expect(judge(504, { code: 504 })).toMatchObject({ kind: 'retry', lost: true });
  expect(judge(504, '<html>')).toMatchObject({ kind: 'retry', lost: true });
  expect(judge(500, '<html>')).toMatchObject({ kind: 'retry', lost: true });
});

test('a server that says when to come back is waited for, and is not failing; what a gateway says stays in doubt', () => {
  const busy = judge(503, { code: 503 }, { retryAfter: '2' });
  expect(busy).toMatchObject({ kind: 'rateLimited', lost: false, waitMs: 2000 });
  expect(judge(502, '<html>', { retryAfter: '2' })).toMatchObject({ kind: 'rateLimited', lost: true });
});

test('a refusal that carries no code of its own is told by its HTTP status', () => {
  expect(judge(404, { code: 200, message: 'OK' })).toMatchObject({ kind: 'refused', serverCode: '404' });
  expect(judge(422, `{"code":${'9'.repeat(400)}}`)).toMatchObject({ kind: 'refused', serverCode: '422' });
});

test('a code that is not known takes nothing from the meaning of the HTTP status', () => {
  expect(judge(503, { code: 40001 })).toEqual({ kind: 'retry', reason: 'HTTP 503', lost: false });
  expect(judge(429, { code: 40001 })).toMatchObject({ kind: 'rateLimited' });
  expect(judge(401, { code: 40001 })).toMatchObject({ kind: 'stop' });
});

test.each([
  [499, 'refused'],
  [500, 'retry'],
  [599, 'retry'],
  [600, 'refused'],
])('the code %i is one of the server’s own failures, or none: %s', (code, kind) => {
  expect(judge(200, { code })).toMatchObject({ kind });
});

test('a message of the server that is no text is none', () => {
  for (const message of [7, null, { a: 1 }, undefined]) {
    expect(judge(400, { code: 1, message })).toMatchObject({ kind: 'refused', serverMessage: '' });
  }
  expect(judge(400, '<html>')).toMatchObject({ serverMessage: 'HTTP 400' });
});

test('the job may know better what a code means', () => {
  const meanings: CodeMeanings = new Map([
    [20001, 'retry'],
    [20002, 'stop'],
    [503, 'fail'],
  ]);
  expect(judge(200, { code: 20001 }, {}, meanings)).toMatchObject({ kind: 'retry' });
  expect(judge(400, { code: 20002 }, {}, meanings)).toMatchObject({ kind: 'stop' });
  expect(judge(503, { code: 503 }, {}, meanings)).toMatchObject({ kind: 'refused' });
  // What 200 means nobody knows better: it is no failure.
  expect(judge(404, { code: 200 }, {}, new Map([[200, 'retry']]))).toMatchObject({ kind: 'refused' });
});

test('no answer: what cannot have arrived did not, and a certificate that fails stops the run', () => {
  const silence = { kind: 'noAnswer', certificate: false, reason: 'X' } as const;
  expect(judgeExchange({ ...silence, mayHaveArrived: true }, readId, settings)).toMatchObject({
    kind: 'retry',
    lost: true,
  });
  expect(judgeExchange({ ...silence, mayHaveArrived: false }, readId, settings)).toMatchObject({
    kind: 'unreachable',
  });
  for (const mayHaveArrived of [true, false]) {
    const why = { code: 'stop.certificate', params: { reason: 'X', variable: 'WEFENG_BASE_URL' } };
    const verdict = judgeExchange({ ...silence, mayHaveArrived, certificate: true }, readId, settings);
    expect(verdict).toEqual({ kind: 'stop', why, lost: false });
  }
});

test('no body of any kind is success unless it is this one, and none breaks the judge', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((data) => `{"code":200,"data":${data}}`),
      ),
      (body) => {
        expect(judge(200, body).kind).not.toBe('accepted');
      },
    ),
  );
});

test('what a success means is asked of successes alone, and is told with why it is not trusted', () => {
  let asked = 0;
  const distrust: ReadSuccess<never> = () => {
    asked++;
    return { untrusted: 'no page of contacts' };
  };
  for (const [status, body] of [
    [201, accepted],
    [500, accepted],
    [200, { ...accepted, code: 500 }],
  ] as const) {
    judgeExchange(answer(status, body), distrust, settings);
  }
  judgeExchange(answer(200, { ...accepted, succeed: false }), distrust, settings);
  expect(asked).toBe(0);
  const verdict = judgeExchange(answer(200, accepted), distrust, settings);
  expect(verdict).toEqual({ kind: 'retry', reason: 'no page of contacts', lost: true, untrusted: true });
});
