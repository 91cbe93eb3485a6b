import { expect, test } from 'vitest';
import type { Verdict } from '../../src/wefeng/judge-answer.js';
import { createPauses } from '../../src/wefeng/pauses.js';
import { createRateLimit } from '../../src/wefeng/rate-limit.js';

const accepted: Verdict<string> = { kind: 'accepted', data: 'echo' };
const refused: Verdict<never> = { kind: 'refused', httpStatus: 400, serverCode: '1', serverMessage: 'no' };
const limited = (waitMs: number | null = null, lost = false): Verdict<never> => ({
  kind: 'rateLimited',
  reason: 'HTTP 429',
  lost,
  waitMs,
});

/** Three quotas that write down how long they are paused; each pause is over when the next one comes, if `over`. */
function openPauses() {
  const paused: [string, number][] = [];
  let over = true;
  const rate = (name: string) => ({
    take: () => Promise.reject(new Error('no call')),
    pauseFor(ms: number) {
      paused.push([name, ms]);
      return over;
    },
  });
  const judge = createPauses({ put: rate('put'), get: rate('get'), list: rate('list') });
  return {
    judge,
    paused,
    setOver(isOver: boolean) {
      over = isOver;
    },
    waits: () => paused.filter(([name]) => name === 'put').map(([, ms]) => ms),
  };
}

test('a 429 holds back the calls of all endpoints, for as long as the server says', () => {
  const { judge, paused } = openPauses();
  const verdict = limited(2500);
  expect(judge('get', verdict)).toBe(verdict);
  expect(paused).toEqual([
    ['put', 2500],
    ['get', 2500],
    ['list', 2500],
  ]);
});

test('where the server does not say, or says nothing at all, each pause in a row is twice as long', () => {
  const { judge, waits } = openPauses();
  for (const waitMs of [null, 0, null]) judge('put', limited(waitMs));
  expect(waits()).toEqual([1000, 2000, 4000]);
});

test.each([accepted, refused])(
  'an answer that is $kind ends the row of pauses, of its own endpoint alone',
  (answer) => {
    const { judge, waits } = openPauses();
    judge('put', limited());
    judge('get', answer);
    judge('put', limited());
    expect(judge('put', answer)).toBe(answer);
    judge('put', limited());
    expect(waits()).toEqual([1000, 2000, 1000]);
  },
);

test('a failure does not end it, and pauses nobody', () => {
  const { judge, waits } = openPauses();
  judge('put', limited());
  const failed: Verdict<never> = { kind: 'retry', reason: 'HTTP 500', lost: false };
  expect(judge('put', failed)).toBe(failed);
  judge('put', limited());
  expect(waits()).toEqual([1000, 2000]);
});

test('several calls that meet one pause count once', () => {
  const { judge, waits, setOver } = openPauses();
  judge('put', limited());
  setOver(false);
  for (let call = 0; call < 50; call++) expect(judge('put', limited()).kind).toBe('rateLimited');
  setOver(true);
  judge('put', limited());
  expect(waits().at(-1)).toBe(2000);
});

test('a pause that is new to one endpoint alone counts as well', () => {
  let calls = 0;
  const rate = (isNew: boolean) => ({ ...createRateLimit(1, 1), pauseFor: () => ++calls > 0 && isNew });
  const judge = createPauses({ put: rate(false), get: rate(true), list: rate(false) });
  const verdicts = Array.from({ length: 11 }, () => judge('put', limited(1)).kind);
  expect(verdicts).toEqual([...Array(10).fill('rateLimited'), 'stop']);
  expect(calls).toBe(33);
});

test.each([true, false])('ten pauses in a row are waited out; the eleventh stops the run (in doubt: %s)', (lost) => {
  const { judge } = openPauses();
  for (let pause = 1; pause <= 10; pause++) expect(judge('list', limited(5, lost)).kind).toBe('rateLimited');
  expect(judge('list', limited(5, lost))).toEqual({
    kind: 'stop',
    why: { code: 'stop.rateLimited', params: {} },
    lost,
  });
});

test.each([true, false])(
  'an hour is waited out; what is longer stops the run and pauses nobody (in doubt: %s)',
  (lost) => {
    const { judge, waits } = openPauses();
    expect(judge('put', limited(3_600_000, lost)).kind).toBe('rateLimited');
    const why = { code: 'stop.longPause', params: { minutes: 61 } };
    expect(judge('put', limited(3_600_001, lost))).toEqual({ kind: 'stop', why, lost });
    expect(waits()).toEqual([3_600_000]);
  },
);
