import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createRateLimit } from '../../src/api/rate-limit.js';
import { openQuotaLog, type QuotaLog } from '../../src/run/quota-log.js';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { createAccount, customers, jobYaml, toCsv } from '../helpers/customers.js';
import { busiestWindow } from '../helpers/quota.js';
import { createWorkspace, SECRET } from '../helpers/workspace.js';

const never = new AbortController().signal;

function open(logDir: string): QuotaLog {
  const log = openQuotaLog(logDir, 'account', 'put');
  onTestFinished(() => log.close());
  return log;
}

test('the next process knows when each call was answered; one that never was weighs as of now, and only once', async () => {
  const { logDir } = createWorkspace();
  const rate = open(logDir).keep(createRateLimit(10, 1000));
  const answered = await rate.take(never);
  await rate.take(never);
  answered.release();
  await sleep(60);
  const openedAt = Date.now();
  const [killed = 0, earlier = 0] = open(logDir)
    .recentMs(10_000)
    .toSorted((a, b) => a - b);
  expect(killed).toBeLessThanOrEqual(Date.now() - openedAt + 1);
  expect(earlier - killed).toBeGreaterThanOrEqual(59);
  await sleep(60);
  expect(open(logDir).recentMs(10_000)).toHaveLength(2);
  expect(open(logDir).recentMs(50)).toEqual([]);
  // A job with a short window forgets nothing that one with a longer window must know.
  expect(open(logDir).recentMs(10_000)).toHaveLength(2);
});

test('a run right after another one, and after a killed one, keeps the quota of the account', async () => {
  const rate = { limit: 6, perMs: 4000 };
  const sandbox = await startSandbox({ contacts: createAccount(20), secret: SECRET, rate });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(sandbox.baseUrl);
  const job = workspace.write('job.yaml', jobYaml('api: { rate: { limit: 6, per: 4s }, concurrency: 3 }'));
  const fileOf = (name: string, from: number, to: number) =>
    workspace.write(name, toCsv(customers(20).slice(from, to)));

  const killed = workspace.start(['run', job, '--file', fileOf('a.csv', 0, 5)]);
  while (sandbox.calls.length < 3) await sleep(2);
  killed.child.kill('SIGKILL');
  await killed.ended;
  expect(await workspace.runProcess(['run', job, '--file', fileOf('b.csv', 5, 9)])).toMatchObject({ code: 0 });
  expect(await workspace.run(['run', job, '--file', fileOf('c.csv', 9, 12)])).toMatchObject({ code: 0 });
  expect(sandbox.calls.filter(({ httpStatus }) => httpStatus === 429)).toEqual([]);
  expect(busiestWindow(sandbox.calls, rate.perMs)).toBeLessThanOrEqual(rate.limit);
});
