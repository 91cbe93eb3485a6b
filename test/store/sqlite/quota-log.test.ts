import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../../src/sandbox/sandbox.js';
import type { Moment } from '../../../src/store/machine-clock.js';
import type { QuotaLog } from '../../../src/store/quota-log.js';
import { openQuotaLog } from '../../../src/store/sqlite/quota-log.js';
import type { Endpoint } from '../../../src/wefeng/endpoint.js';
import { createRateLimit } from '../../../src/wefeng/rate-limit.js';
import { createAccount, customers, jobYaml, toCsv } from '../../helpers/customers.js';
import { busiestWindow } from '../../helpers/quota.js';
import { mountSmallDisk } from '../../helpers/small-disk.js';
import { makeTempFolder } from '../../helpers/temp-folder.js';
import { untilAtOnce } from '../../helpers/until.js';
import { createWorkspace, SECRET } from '../../helpers/workspace.js';
import { declareQuotaLogTests } from '../contract/quota-log-contract.js';

const never = new AbortController().signal;
const minute = 60_000;
const hour = 60 * minute;

/** Opens the log of the account at a moment, or from moment to moment. */
async function open(logDir: string, readClock: () => Moment): Promise<QuotaLog> {
  const log = await openQuotaLog(logDir, 'account', readClock);
  onTestFinished(() => log.close());
  return log;
}

/** What the log of the account, opened anew, knows of an endpoint. */
const recentMs = async (logDir: string, readClock: () => Moment, endpoint: Endpoint, perMs: number) =>
  (await open(logDir, readClock)).recentMs(endpoint, perMs);

const databaseOf = (logDir: string): string => join(logDir, '.accounts', 'account.quota.db');

/** Does something to the file of a log, as another program would. */
function onFile(logDir: string, sql: string): void {
  const db = new Database(databaseOf(logDir));
  db.exec(sql);
  db.close();
}

declareQuotaLogTests(async () => {
  const logDir = makeTempFolder();
  return (accountId) => openQuotaLog(logDir, accountId);
});

const start: Moment = { wallMs: 1_900_000_000_000, monotonicMs: 5 * hour + 0.25, boot: 'a' };
const later = (ms: number, changes: Partial<Moment> = {}): Moment => ({
  wallMs: start.wallMs + ms,
  monotonicMs: start.monotonicMs + ms,
  boot: start.boot,
  ...changes,
});

/** A log that holds one call, answered at this moment. */
async function answeredAt(moment: Moment): Promise<string> {
  const logDir = makeTempFolder();
  const log = await open(logDir, () => moment);
  (await log.keep('put', createRateLimit(1, minute)).take(never)).release();
  await log.close();
  return logDir;
}

test('the next process knows when each call was answered; one that never was weighs as of now, and only once', async () => {
  const logDir = makeTempFolder();
  let now = start;
  const rate = (await open(logDir, () => now)).keep('put', createRateLimit(10, minute));
  const answered = await rate.take(never);
  await rate.take(never);
  answered.release();
  now = later(2000);
  expect(await recentMs(logDir, () => now, 'put', minute)).toEqual([2000, 0]);
  now = later(5000);
  expect(await recentMs(logDir, () => now, 'put', minute)).toEqual([5000, 3000]);
  expect(await recentMs(logDir, () => now, 'put', 4000)).toEqual([3000]);
  // A job with a short window forgets nothing that one with a longer window must know.
  expect(await recentMs(logDir, () => now, 'put', minute)).toEqual([5000, 3000]);
  expect(await recentMs(logDir, () => now, 'get', minute)).toEqual([]);
  // After the longest window there is, nothing is left of it.
  now = later(25 * hour);
  expect(await recentMs(logDir, () => now, 'put', 30 * hour)).toEqual([]);
});

describe('how long ago a call was answered', () => {
  test.each([
    ['as the clocks say', 0],
    ['whatever the wall clock says: an hour more', hour],
    ['whatever the wall clock says: an hour less', -hour],
  ])('within one boot is known, %s', async (_, step) => {
    const logDir = await answeredAt(start);
    const now = later(7000, { wallMs: start.wallMs + 7000 + step });
    expect(await recentMs(logDir, () => now, 'put', minute)).toEqual([7000]);
  });

  test.each([
    ['after a restart of the machine', { monotonicMs: hour, boot: 'b' }],
    ['on another machine, which has been up for longer', { monotonicMs: 90 * hour, boot: 'b' }],
    ['on a system that does not name its boots', { boot: null }],
    ['by a monotonic clock that has gone back', { monotonicMs: start.monotonicMs - 1 }],
  ])('is unknown %s: it counts as just now, and from then on by the clock there', async (_, changes) => {
    const logDir = await answeredAt(start);
    const now = later(3 * hour, changes);
    expect(await recentMs(logDir, () => now, 'put', minute)).toEqual([0]);
    const then = { ...now, wallMs: now.wallMs + 7000, monotonicMs: now.monotonicMs + 7000 };
    expect(await recentMs(logDir, () => then, 'put', minute)).toEqual([7000]);
  });

  const nameless = { ...start, boot: null };
  test.each([
    ['both clocks agree', 7000, 7000, 7000],
    ['the wall clock was corrected a little', 7000, 7900, 7000],
    ['the wall clock has drifted for twenty hours', 20 * hour, 20 * hour - minute, 20 * hour],
    ['the wall clock was set forward', 7000, 7000 + hour, 0],
    ['the wall clock was set back', 7000, 7000 - hour, 0],
    ['the machine was restarted, or suspended', 7000, hour, 0],
    ['the folder was moved here', 4 * hour, 7000, 0],
  ])('without names of boots is known as far as both clocks agree: %s', async (_, passed, wallPassed, age) => {
    const logDir = await answeredAt(nameless);
    const now = later(passed, { wallMs: start.wallMs + wallPassed, boot: null });
    expect(await recentMs(logDir, () => now, 'put', 24 * hour)).toEqual([age]);
  });
});

test.each([
  ['names its boots', 'a'],
  ['does not name its boots', null],
])(
  'a log of an earlier version, on a system that %s, is taken over: its calls count as just now, once',
  async (_, boot) => {
    const logDir = makeTempFolder();
    const at = (ms: number) => later(ms, { boot });
    mkdirSync(join(logDir, '.accounts'));
    const writeOld = (answer: number | null) =>
      `INSERT INTO departures (endpoint, answeredAt) VALUES ('put', ${answer});`;
    onFile(
      logDir,
      `PRAGMA journal_mode = WAL;
    CREATE TABLE departures (seq INTEGER PRIMARY KEY, endpoint TEXT NOT NULL, answeredAt INTEGER);
    ${writeOld(start.wallMs - hour)} ${writeOld(null)}`,
    );
    expect(await recentMs(logDir, () => at(0), 'put', minute)).toEqual([0, 0]);
    expect(await recentMs(logDir, () => at(7000), 'put', minute)).toEqual([7000, 7000]);
    // The earlier version may come back meanwhile.
    onFile(logDir, writeOld(start.wallMs + 7000));
    const log = await open(logDir, () => at(9000));
    expect(await log.recentMs('put', minute)).toEqual([9000, 9000, 0]);
    (await log.keep('put', createRateLimit(1, minute)).take(never)).release();
    expect(await recentMs(logDir, () => at(10_000), 'put', minute)).toEqual([10_000, 10_000, 1000, 1000]);
  },
);

describe('an answer that cannot be written down', () => {
  const broken = "CREATE TRIGGER broken BEFORE UPDATE ON departures BEGIN SELECT RAISE(ABORT, 'no room'); END";

  test('is not lost; no other call leaves, and the next process takes the call for one of just now', async () => {
    const logDir = makeTempFolder();
    let now = start;
    const log = await open(logDir, () => now);
    const [puts, gets] = [log.keep('put', createRateLimit(9, minute)), log.keep('get', createRateLimit(9, minute))];
    const [first, second] = [await puts.take(never), await puts.take(never)];
    onFile(logDir, broken);
    first.release();
    onFile(logDir, 'DROP TRIGGER broken');
    await expect(puts.take(never)).rejects.toThrow('no room');
    await expect(gets.take(never)).rejects.toThrow('no room');
    now = later(1000);
    second.release();
    await log.close();
    now = later(5000);
    expect(await recentMs(logDir, () => now, 'put', minute)).toEqual([0, 4000]);
    expect(await recentMs(logDir, () => now, 'get', minute)).toEqual([]);
  });

  test('keeps back at once who would have to wait', async () => {
    const logDir = makeTempFolder();
    const rate = (await open(logDir, () => start)).keep('put', createRateLimit(1, hour));
    const slot = await rate.take(never);
    onFile(logDir, broken);
    slot.release();
    await expect(rate.take(never)).rejects.toThrow('no room');
  });

  test('keeps back who was waiting for its place', async () => {
    const logDir = makeTempFolder();
    const log = await open(logDir, () => start);
    const rate = log.keep('put', createRateLimit(1, 10));
    const slot = await rate.take(never);
    const waiting = rate.take(never);
    onFile(logDir, broken);
    slot.release();
    await expect(waiting).rejects.toThrow('no room');
  });

  test('on a full disk stops the run before the next call', async ({ skip }) => {
    const logDir = makeTempFolder();
    const disk = mountSmallDisk(logDir, 1024) ?? skip('no right to mount a small disk');
    let now = start;
    const log = await open(logDir, () => now);
    const rate = log.keep('put', createRateLimit(9, minute));
    const slots = [await rate.take(never), await rate.take(never)];
    disk.fill(0);
    for (const slot of slots) slot.release();
    const stopped = { ending: 'stopped', why: { code: 'stop.disk' } };
    await expect(rate.take(never)).rejects.toMatchObject(stopped);
    await log.close();
    now = later(5000);
    await expect(open(logDir, () => now)).rejects.toMatchObject(stopped);
    disk.clear();
    expect(await recentMs(logDir, () => now, 'put', minute)).toEqual([0, 0]);
  });
});

test('a call that cannot be written down does not leave, and its place is given back', async () => {
  const logDir = makeTempFolder();
  const log = await open(logDir, () => start);
  const rate = log.keep('put', createRateLimit(1, 10));
  onFile(logDir, "CREATE TRIGGER broken BEFORE INSERT ON departures BEGIN SELECT RAISE(ABORT, 'no room'); END");
  await expect(rate.take(never)).rejects.toThrow('no room');
  onFile(logDir, 'DROP TRIGGER broken');
  (await rate.take(never)).release();
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
  await untilAtOnce(() => sandbox.calls.length >= 3);
  killed.child.kill('SIGKILL');
  await killed.ended;
  expect(await workspace.runProcess(['run', job, '--file', fileOf('b.csv', 5, 9)])).toMatchObject({ code: 0 });
  expect(await workspace.run(['run', job, '--file', fileOf('c.csv', 9, 12)])).toMatchObject({ code: 0 });
  expect(sandbox.calls.filter(({ httpStatus }) => httpStatus === 429)).toEqual([]);
  expect(busiestWindow(sandbox.calls, rate.perMs)).toBeLessThanOrEqual(rate.limit);
});
