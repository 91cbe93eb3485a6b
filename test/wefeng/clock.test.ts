import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockAheadSeconds } from '../../src/wefeng/clock.js';

const noon = Date.parse('2026-11-22T12:00:00Z');

/** An answer that came to our clock at these moments (s from noon), and whose Date says this. */
const answer = (sent: number, received: number, date: string | undefined) => ({
  ...({ kind: 'answer', status: 200, body: '', retryAfter: undefined, location: undefined } as const),
  date,
  sentAt: noon + sent * 1000,
  receivedAt: noon + received * 1000,
});

const dateAt = (seconds: number) => new Date(noon + seconds * 1000).toUTCString();

test.each([
  [600, -600],
  [-600, 600],
  [62, -62],
  [-62, 62],
  [86_400 * 400, -86_400 * 400],
])('a server that is %i s from us: our clock is %i s ahead', (server, ahead) => {
  const told = clockAheadSeconds(answer(0, 0.2, dateAt(server)));
  expect(Math.abs((told ?? 0) - ahead)).toBeLessThanOrEqual(1);
});

test.each([0, 1, -1, 30, -30, 59, -59])('%i s are no matter', (server) => {
  expect(clockAheadSeconds(answer(0, 0.2, dateAt(server)))).toBe(null);
});

test('a call that took long leaves open when the server looked at its clock: only what is certain is told', () => {
  expect(clockAheadSeconds(answer(0, 240, dateAt(0)))).toBe(null);
  expect(clockAheadSeconds(answer(0, 240, dateAt(239)))).toBe(null);
  expect(clockAheadSeconds(answer(0, 240, dateAt(420)))).toBe(-300);
  // Our own clock was set while the call was under way.
  expect(clockAheadSeconds(answer(0, 7200, dateAt(1)))).toBe(null);
  expect(clockAheadSeconds(answer(7200, 0, dateAt(1)))).toBe(null);
});

test.each([
  undefined,
  '',
  'yesterday',
  '5',
  '2026-11-22',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Fri, 31 Dec 9999 23:59:59 GMT',
  'Sun, 99 Nov 2026 12:00:00 GMT',
  'Sun, 22 Nov 2026 12:00:00',
])('of a Date of %j nothing is said', (date) => {
  expect(clockAheadSeconds(answer(0, 0.2, date))).toBe(null);
});

test('whatever stands in the header, nothing is thrown', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (date) => {
      expect(clockAheadSeconds(answer(0, 0.2, date))).toBe(null);
    }),
  );
});
