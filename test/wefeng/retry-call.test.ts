import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { message } from '../../src/messages/message.js';
import type { Verdict } from '../../src/wefeng/judge-answer.js';
import { type Outcome, retryCall, type Tries } from '../../src/wefeng/retry-call.js';

const never = new AbortController().signal;
const variables = { baseUrl: 'WEFENG_BASE_URL', secret: 'WEFENG_SECRET' };
const accepted: Verdict<string> = { kind: 'accepted', data: 'echo' };
const failed: Verdict<never> = { kind: 'retry', reason: 'code 500', lost: false };
const lost: Verdict<never> = { kind: 'retry', reason: 'HTTP 502', lost: true };
const busy: Verdict<never> = { kind: 'rateLimited', reason: 'HTTP 429', lost: false, waitMs: 1 };
const unreachable: Verdict<never> = { kind: 'unreachable', reason: 'ECONNREFUSED' };

// No waiting between attempts: the draw is the part of the longest wait.
beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Calls with up to `attempts` attempts that come to these verdicts; those that run out go on as the last one. */
async function call(
  attempts: number,
  verdicts: readonly (Verdict<string> | readonly [Verdict<string>, deadAt: number])[],
  stopping = never,
): Promise<{ outcome: Outcome<string>; told: Tries[] }> {
  const told: Tries[] = [];
  const attempt = async (before: Tries) => {
    const next = verdicts[Math.min(told.length, verdicts.length - 1)] ?? accepted;
    told.push(before);
    const [verdict, deadAt] = 'kind' in next ? [next, 1] : next;
    return { verdict, deadAt };
  };
  const outcome = await retryCall(attempt, { attempts, secret: 's3cret', variables }, stopping);
  return { outcome, told };
}

describe('there are as many attempts as there may be, and no more', () => {
  test.each([1, 2, 3, 7])('%i of them', async (most) => {
    const { outcome, told } = await call(most, [failed]);
    expect(told.map(({ attempts }) => attempts)).toEqual(Array.from({ length: most }, (_, before) => before));
    expect(outcome).toEqual({ kind: 'exhausted', attempts: most, lostUntil: null, aliveUntil: 1, last: 'code 500' });
  });

  test('the last of them may still be the good one', async () => {
    const { outcome } = await call(3, [failed, failed, accepted]);
    expect(outcome).toEqual({ kind: 'accepted', attempts: 3, lostUntil: null, aliveUntil: 1, data: 'echo' });
  });

  test('a 429 is none, before the first and before the last, however many there are', async () => {
    const { outcome, told } = await call(2, [...Array(20).fill(busy), failed, busy, busy, accepted]);
    expect(told).toHaveLength(24);
    expect(outcome).toEqual({ kind: 'accepted', attempts: 2, lostUntil: null, aliveUntil: 1, data: 'echo' });
  });

  test.each<[string, Verdict<string>]>([
    ['an acceptance', accepted],
    ['a refusal', { kind: 'refused', httpStatus: 400, serverCode: '1', serverMessage: 'no' }],
    ['a stop', { kind: 'stop', why: message('stop.rateLimited'), lost: false }],
  ])('after %s there is none', async (_, verdict) => {
    expect((await call(5, [verdict, accepted])).told).toHaveLength(1);
  });
});

test('before each failed attempt is tried again, the wait doubles', async () => {
  vi.mocked(Math.random).mockReturnValue(5).mockReturnValueOnce(0.05).mockReturnValueOnce(0.05);
  const at: number[] = [];
  const attempt = async () => {
    at.push(performance.now());
    return { verdict: failed, deadAt: 1 };
  };
  await retryCall(attempt, { attempts: 3, secret: 's3cret', variables }, never);
  const [first = 0, second = 0, third = 0] = at;
  expect(second - first).toBeGreaterThanOrEqual(49);
  expect(third - second).toBeGreaterThanOrEqual(99);
  // After the last one nobody waits: that wait would be of 20 s.
  expect(performance.now() - third).toBeLessThan(10_000);
});

describe('a lost attempt', () => {
  test('is in doubt until the latest of them is dead, in whatever order they die', async () => {
    const { outcome, told } = await call(4, [[lost, 500], [lost, 300], [failed, 900], accepted]);
    expect(told.map(({ lostUntil }) => lostUntil)).toEqual([null, 500, 500, 500]);
    expect(outcome).toMatchObject({ kind: 'accepted', attempts: 4, lostUntil: 500 });
    expect(
      (
        await call(2, [
          [lost, 300],
          [lost, 500],
        ])
      ).outcome,
    ).toMatchObject({ kind: 'exhausted', lostUntil: 500 });
  });

  test('may be the one that met a 429, or a stop', async () => {
    const waited = await call(1, [[{ ...busy, lost: true }, 700], accepted]);
    expect(waited.outcome).toMatchObject({ kind: 'accepted', attempts: 1, lostUntil: 700 });
    const stop: Verdict<never> = { kind: 'stop', why: message('stop.rateLimited'), lost: true };
    expect((await call(1, [[stop, 700]])).outcome).toMatchObject({ kind: 'stopped', lostUntil: 700 });
  });
});

describe('a call that stops the run', () => {
  test('is one that reaches nobody in all its attempts: it says where, and that nothing was answered', async () => {
    const { outcome, told } = await call(2, [unreachable]);
    expect(told).toHaveLength(2);
    expect(outcome).toEqual({
      kind: 'stopped',
      attempts: 2,
      lostUntil: null,
      aliveUntil: 1,
      answered: false,
      why: message('stop.unreachable', { reason: 'ECONNREFUSED', variable: 'WEFENG_BASE_URL' }),
    });
  });

  test('says so where an attempt before it was answered with a failure', async () => {
    expect((await call(2, [failed, unreachable])).outcome).toMatchObject({ kind: 'stopped', answered: true });
    const stop: Verdict<never> = { kind: 'stop', why: message('stop.rateLimited'), lost: false };
    expect((await call(2, [failed, stop])).outcome).toMatchObject({ kind: 'stopped', answered: true, attempts: 2 });
    expect((await call(2, [busy, stop])).outcome).toMatchObject({ kind: 'stopped', answered: false, attempts: 1 });
  });

  test('ends its waiting as soon as the run is stopping', async () => {
    // A wait of half a minute.
    vi.mocked(Math.random).mockReturnValue(30);
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 20);
    const start = performance.now();
    const { outcome, told } = await call(9, [lost], stopping.signal);
    expect(outcome).toEqual({ kind: 'stopped', attempts: 1, lostUntil: 1, aliveUntil: 1, answered: true, why: null });
    expect(told).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe('what an attempt throws', () => {
  const throwing = (error: unknown, stopping: AbortSignal) =>
    retryCall(() => Promise.reject(error), { attempts: 3, secret: 's3cret', variables }, stopping);

  test.each([
    ['while the run goes on', never],
    ['while it is stopping', AbortSignal.abort(new Error('interrupted'))],
  ])('is thrown on at once, %s', async (_, stopping) => {
    const error = new Error('disk full');
    await expect(throwing(error, stopping)).rejects.toBe(error);
    const aborted = new DOMException('of something else', 'AbortError');
    await expect(throwing(aborted, stopping)).rejects.toBe(aborted);
    const because = new Error('disk full', { cause: stopping.reason });
    await expect(throwing(because, stopping)).rejects.toBe(because);
  });

  test('is no error where it is that the run is stopping', async () => {
    const stopping = AbortSignal.abort(new Error('interrupted'));
    const aborted = Object.assign(new Error('aborted', { cause: stopping.reason }), { name: 'AbortError' });
    for (const error of [stopping.reason, aborted]) {
      expect(await throwing(error, stopping)).toEqual({
        kind: 'stopped',
        attempts: 0,
        lostUntil: null,
        aliveUntil: null,
        answered: false,
        why: null,
      });
    }
  });
});

test('what the server says of a refusal is kept without the secret', async () => {
  const refused: Verdict<never> = {
    kind: 'refused',
    httpStatus: 400,
    serverCode: '7',
    serverMessage: 's3cret does not fit',
  };
  expect((await call(3, [failed, refused])).outcome).toEqual({
    kind: 'refused',
    httpStatus: 400,
    serverCode: '7',
    serverMessage: '*** does not fit',
    attempts: 2,
    lostUntil: null,
    aliveUntil: 1,
  });
});
