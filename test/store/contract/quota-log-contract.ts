import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { QuotaLog } from '../../../src/store/quota-log.js';
import { createRateLimit } from '../../../src/wefeng/rate-limit.js';

/** Opens the log of an account, as one process after another does. */
export type OpenQuotaLog = (accountId: string) => Promise<QuotaLog>;

const never = new AbortController().signal;
const minute = 60_000;

/** Declares what every QuotaLog does. Each test gets a place where no call was made yet. */
export function declareQuotaLogTests(setUp: () => Promise<OpenQuotaLog>): void {
  describe('the quota log of an account', () => {
    test('tells the next process how long ago a call was answered', async () => {
      const open = await setUp();
      await callIn(await open('account'));
      const answeredAt = performance.now();
      await sleep(50);
      const [age, ...others] = await recentIn(await open('account'));
      expect(others).toEqual([]);
      expect(age).toBeGreaterThanOrEqual(49);
      expect(age).toBeLessThanOrEqual(performance.now() - answeredAt + 100);
    });

    test('takes a call without an answer for one that was answered when the log was opened', async () => {
      const open = await setUp();
      const log = await open('account');
      await log.keep('put', createRateLimit(9, minute)).take(never);
      await log.close();
      await sleep(50);
      const openedAt = performance.now();
      const [age] = await recentIn(await open('account'));
      expect(age).toBeGreaterThanOrEqual(0);
      expect(age).toBeLessThanOrEqual(performance.now() - openedAt + 1);
    });

    test('gives only what is within the window that is asked for, and forgets nothing by that', async () => {
      const open = await setUp();
      await callIn(await open('account'));
      await sleep(50);
      const log = await open('account');
      expect(await log.recentMs('put', 10)).toEqual([]);
      expect(await log.recentMs('put', minute)).toHaveLength(1);
      await log.close();
    });

    test('keeps endpoints apart, and accounts', async () => {
      const open = await setUp();
      await callIn(await open('account'));
      const [log, other] = [await open('account'), await open('other')];
      expect(await log.recentMs('get', minute)).toEqual([]);
      expect(await other.recentMs('put', minute)).toEqual([]);
      await log.close();
      await other.close();
    });

    test('is closed without an error, and the answer of a call that is still under way then throws none', async () => {
      const open = await setUp();
      const log = await open('account');
      const slot = await log.keep('put', createRateLimit(9, minute)).take(never);
      await log.close();
      expect(() => slot.release()).not.toThrow();
      expect(await recentIn(await open('account'))).toHaveLength(1);
    });
  });

  describe('a limit that is kept', () => {
    test('lets go whom the limit lets go, and gives places back', async () => {
      const open = await setUp();
      const log = await open('account');
      const rate = log.keep('put', createRateLimit(1, 10));
      const slot = await rate.take(never);
      let isNext = false;
      const next = rate.take(never).then(({ release }) => {
        isNext = true;
        release();
      });
      await sleep(30);
      expect(isNext).toBe(false);
      slot.release();
      await next;
      expect([rate.pauseFor(1000), rate.pauseFor(1000)]).toEqual([true, false]);
      await log.close();
    });

    test('writes nothing down of a call that was called off before it left', async () => {
      const open = await setUp();
      const log = await open('account');
      const rate = log.keep('put', createRateLimit(1, minute));
      const slot = await rate.take(never);
      const stopping = new AbortController();
      const waiting = rate.take(stopping.signal);
      stopping.abort(new Error('stopped'));
      await expect(waiting).rejects.toThrow('stopped');
      slot.release();
      await log.close();
      expect(await recentIn(await open('account'))).toHaveLength(1);
    });
  });
}

/** Makes one call that is answered at once, and closes the log. */
async function callIn(log: QuotaLog): Promise<void> {
  (await log.keep('put', createRateLimit(9, minute)).take(never)).release();
  await log.close();
}

async function recentIn(log: QuotaLog): Promise<number[]> {
  const recent = await log.recentMs('put', minute);
  await log.close();
  return recent;
}
