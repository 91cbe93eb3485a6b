import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { fullAccount, fullContact, idOf } from '../helpers/account.js';
import { edit } from '../helpers/crm.js';
import { setUpImport } from '../helpers/import.js';
import { type LatePut, startLateProxy } from '../helpers/late-proxy.js';
import { until } from '../helpers/until.js';
import { readReport } from '../helpers/workspace.js';

// A deadline of 1.5 s for each call; a request that is held comes after 0.5 s: the server applies it within its time.
const [timeoutMs, lateMs] = [1500, 500];
const more = `
duplicates: in-order
limits: { failuresInARow: 100 }
api: { rate: { limit: 1000, per: 1s }, attempts: 2, concurrency: 4, timeout: ${timeoutMs}ms }`;

const remark = 9;
const withRemark = (index: number, note: string) => edit(fullContact(index), remark, note);
const statusesOf = (folder: string) => readReport(folder).map(({ status, code }) => `${status} ${code}`.trim());

const setUp = (rows: string[][], handle: (put: LatePut) => void | Promise<void>, settings = more) =>
  setUpImport({
    account: fullAccount(12),
    header: ['id', '备注'],
    rows,
    more: settings,
    mapping: 'customFields: { 备注: 备注 }',
    between: (baseUrl) => startLateProxy(baseUrl, handle),
  });

const passOn = async ({ deliver, answer }: LatePut) => answer(await deliver());

/** The connection drops when the request has gone out, and the server applies it late. */
const dropAndDeliverLate = async ({ drop, deliver }: LatePut) => {
  drop();
  await sleep(lateMs);
  await deliver();
};

describe('a request whose connection drops and which the server applies late', () => {
  test('never brings an older row back: the next row of its contact waits for it', async () => {
    const rows = Array.from({ length: 12 }, (_, index) => [
      [idOf(index), '第一'],
      [idOf(index), '第二'],
    ]).flat();
    const { run, sandbox } = await setUp(rows, (put) => (put.attempt === 1 ? dropAndDeliverLate(put) : passOn(put)));
    const { code, folder } = await run('run', '<job>');
    expect({ code, statuses: [...new Set(statusesOf(folder))] }).toEqual({ code: 0, statuses: ['updated'] });
    await sleep(lateMs);
    for (let index = 0; index < 12; index++) expect(sandbox.contact(idOf(index))).toEqual(withRemark(index, '第二'));
  });

  test('is not called a failure, nor left unknown, where no other attempt gets through', async () => {
    const { run, sandbox } = await setUp(
      [[idOf(0), '只有一次']],
      dropAndDeliverLate,
      more.replace('attempts: 2', 'attempts: 1'),
    );
    const { code, folder } = await run('run', '<job>');
    expect({ code, statuses: statusesOf(folder) }).toEqual({ code: 0, statuses: ['updated send.settledByReading'] });
    expect(sandbox.contact(idOf(0))).toEqual(withRemark(0, '只有一次'));
  });

  test('does not settle its row before its time, also when the run is killed and resumed', async () => {
    const held: LatePut[] = [];
    let isResumed = false;
    const rows = [
      [idOf(0), '第一'],
      [idOf(0), '第二'],
      [idOf(1), '别的'],
    ];
    const { workspace, job, sandbox } = await setUp(rows, async (put) => {
      if (isResumed || put.contact !== idOf(0)) return passOn(put);
      held.push(put);
    });
    const running = workspace.start(['run', job]);
    await until(() => held.length > 0);
    running.child.kill('SIGKILL');
    await running.ended;
    isResumed = true;
    const [folder = ''] = workspace.runFolders();
    const resumed = workspace.runProcess(['resume', folder]);
    await until(() => sandbox.calls.some(({ externalUserId }) => externalUserId === idOf(1)));
    // The request of the process that is dead arrives while the resumed run is at work.
    await held[0]?.deliver();
    expect(await resumed).toMatchObject({ code: 0 });
    expect([...new Set(readReport(folder).map(({ status }) => status))]).toEqual(['updated']);
    expect(sandbox.contact(idOf(0))).toEqual(withRemark(0, '第二'));
  });
});

test('a contact that holds an older row of ours at the end is sent the newer one again', async () => {
  const held: LatePut[] = [];
  const { run, sandbox } = await setUp(
    [
      [idOf(0), '第一'],
      [idOf(0), '第二'],
    ],
    async (put) => {
      if (put.attempt === 1) {
        held.push(put);
        return put.drop();
      }
      const passed = await put.deliver();
      // Later than any deadline: the server has had the first request all the while.
      if (put.attempt === 3) await held[0]?.deliver();
      put.answer(passed);
    },
  );
  const { code, folder } = await run('run', '<job>');
  expect({ code, statuses: statusesOf(folder) }).toEqual({ code: 0, statuses: ['updated', 'updated'] });
  expect(readReport(folder)[1]).toMatchObject({ attempts: '2' });
  expect(sandbox.contact(idOf(0))).toEqual(withRemark(0, '第二'));
});

test('a request that was answered and comes once more never brings an older row back', async () => {
  const answered: LatePut[] = [];
  const { run, sandbox } = await setUp(
    [
      [idOf(0), '第一'],
      [idOf(0), '第二'],
    ],
    async (put) => {
      const passed = await put.deliver();
      // A gateway repeats the first request when the second is through.
      if (put.attempt === 2) await answered[0]?.deliver();
      answered.push(put);
      put.answer(passed);
    },
  );
  const { code, folder } = await run('run', '<job>');
  expect({ code, statuses: statusesOf(folder) }).toEqual({ code: 0, statuses: ['updated', 'updated'] });
  expect(sandbox.contact(idOf(0))).toEqual(withRemark(0, '第二'));
});

test.each([
  ['asks for something else', '第三'],
  ['asks for what the first one asked', '第一'],
])('a repeated older request does not undo the second of three rows, if the third one %s', async (_, third) => {
  const answered: LatePut[] = [];
  const { run, sandbox } = await setUp(
    ['第一', '第二', third].map((note) => [idOf(0), note]),
    async (put) => {
      const passed = await put.deliver();
      if (put.attempt === 2) await answered[0]?.deliver();
      answered.push(put);
      put.answer(passed);
    },
  );
  const { code, folder } = await run('run', '<job>');
  expect({ code, statuses: statusesOf(folder) }).toEqual({ code: 0, statuses: ['updated', 'updated', 'updated'] });
  expect(sandbox.contact(idOf(0))).toEqual(withRemark(0, third));
});

test('a contact that somebody has edited meanwhile is left alone and called drifted', async () => {
  const { run, sandbox } = await setUp([[idOf(0), '我们的']], async (put) => {
    if (put.attempt === 1) return put.drop();
    put.answer(await put.deliver());
    sandbox.setContact(withRemark(0, '同事刚写的'));
  });
  const { code, folder } = await run('run', '<job>');
  expect({ code, statuses: statusesOf(folder) }).toEqual({ code: 2, statuses: ['drifted drift.afterSending'] });
  expect(sandbox.contact(idOf(0))).toEqual(withRemark(0, '同事刚写的'));
});

test('a row whose contact cannot be read at the end is unknown, even though a later attempt was accepted', async () => {
  const { run, sandbox } = await setUp([[idOf(0), '备注']], async (put) => {
    if (put.attempt === 1) return put.drop();
    put.answer(await put.deliver());
    sandbox.setFaults({ serverError: 1 });
  });
  const { code, folder } = await run('run', '<job>');
  expect({ code, statuses: statusesOf(folder) }).toEqual({ code: 2, statuses: ['unknown send.lostUnread'] });
});
