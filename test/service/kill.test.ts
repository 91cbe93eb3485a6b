import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { createAccount } from '../helpers/customers.js';
import { remarks, rowsOf, setUpInboxes } from '../helpers/inbox.js';
import { busiestWindow } from '../helpers/quota.js';
import { startService } from '../helpers/service.js';
import { until } from '../helpers/until.js';
import { readSummary, SECRET } from '../helpers/workspace.js';

// FULL=1 runs it for several minutes.
const [kills, filesPerJob, rowsPerFile] = process.env.FULL ? [12, 40, 60] : [3, 3, 20];
const patienceMs = process.env.FULL ? 1_200_000 : 300_000;
const rate = { limit: 40, perMs: 1000 };
const api = 'api: { rate: { limit: 40, per: 1s }, timeout: 3s, attempts: 12 }';
const everySecond = 'schedule: { cron: "* * * * * *" }';
const fallible = 'inbox: { stableFor: 100ms }';

test(
  `a service of three jobs on two accounts, killed ${kills} times: each file is imported once, nothing is left unresumed, no window is over the quota`,
  async () => {
    const contacts = filesPerJob * rowsPerFile;
    const faults = { serverError: 0.02, resetBefore: 0.02, resetAfter: 0.02 };
    const { sandbox: first, workspace, addJob, put, filesOf } = await setUpInboxes(contacts, { rate, faults });
    const second = await startSandbox({ contacts: createAccount(2 * contacts), secret: SECRET, rate, faults });
    onTestFinished(() => second.close());
    const variables = { WEFENG_SHOP_BASE_URL: second.baseUrl, WEFENG_SHOP_SECRET: SECRET };
    addJob('one', [everySecond, api, fallible].join('\n'));
    addJob('two', [everySecond, api, fallible, 'account: shop'].join('\n'));
    addJob('three', [everySecond, api, fallible, 'account: shop'].join('\n'));
    const offsets = { one: 0, two: 0, three: contacts };

    const killsMs = Array.from({ length: kills }, () => 600 + Math.random() * 2500);
    let dropped = 0;
    const dropNext = () => {
      if (dropped === filesPerJob) return;
      for (const [job, offset] of Object.entries(offsets)) {
        const from = offset + dropped * rowsPerFile;
        put(job, `${dropped}.csv`, rowsOf(`${job} ${dropped}`, from, from + rowsPerFile));
      }
      dropped++;
    };
    for (const ms of killsMs) {
      for (let count = 0; count < Math.ceil(filesPerJob / kills); count++) dropNext();
      const service = startService(workspace, [], variables);
      await sleep(ms);
      const { code } = await service.stop('SIGKILL');
      expect(code).toBe(null);
    }
    while (dropped < filesPerJob) dropNext();
    const service = startService(workspace, [], variables);
    // The last kill may have left it nothing to do: before it has begun, a signal would just end it.
    await service.says(/the service has started/);
    const isDone = (job: string) => filesOf(job).every((name) => name.startsWith('done/'));
    await until(() => ['one', 'two', 'three'].every(isDone) && countOpenClaims(workspace.logDir) === 0, patienceMs);
    expect((await service.stop()).code).toBe(0);

    for (const job of ['one', 'two', 'three']) {
      expect(filesOf(job)).toEqual(
        Array.from({ length: filesPerJob }, (_, index) => `done/${index}.<run>.csv`).toSorted(),
      );
    }
    const summaries = workspace.runFolders().map((folder) => readSummary(folder));
    expect(summaries).toHaveLength(3 * filesPerJob);
    for (const { state, rows } of summaries) {
      expect([state, rows.updated + rows.unchanged]).toEqual(['completed', rowsPerFile]);
    }
    const expected = (job: string) =>
      Array.from({ length: contacts }, (_, index) => `${job} ${Math.floor(index / rowsPerFile)}`);
    expect(remarks(first)).toEqual(expected('one'));
    expect(remarks(second)).toEqual([...expected('two'), ...expected('three')]);
    for (const { calls } of [first, second]) {
      expect(busiestWindow(calls, rate.perMs)).toBeLessThanOrEqual(rate.limit);
      expect(calls.filter(({ httpStatus }) => httpStatus === 429)).toEqual([]);
    }
  },
  2 * patienceMs,
);

/** What the service has still to finish, or to put away. */
function countOpenClaims(logDir: string): number {
  const db = new Database(join(logDir, '.schedule', 'book.db'));
  const { n } = db.prepare('SELECT COUNT(*) AS n FROM claims WHERE outcome IS NULL').get([]) as { n: number };
  db.close();
  return n;
}
