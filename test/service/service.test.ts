import { expect, test } from 'vitest';
import { remarks, rowsOf, setUpInboxes } from '../helpers/inbox.js';
import { startService } from '../helpers/service.js';
import { until } from '../helpers/until.js';
import { readSummary } from '../helpers/workspace.js';

const everySecond = 'schedule: { cron: "* * * * * *" }';
const slow = 'api: { rate: { limit: 10, per: 1s }, timeout: 3s }';

test('a job fires at its times, until SIGTERM ends the service with exit 0 while nothing is under way', async () => {
  const { sandbox, workspace, addJob, put, filesOf } = await setUpInboxes(4);
  addJob('a', everySecond);
  const service = startService(workspace);
  await service.says(/started with 1 job/);
  put('a', 'one.csv', rowsOf('x', 0, 2));
  await service.says(/is completed/);
  put('a', 'two.csv', rowsOf('y', 2, 4));
  await service.says(/is completed[\s\S]*is completed/);
  const { code } = await service.stop();
  expect(code).toBe(0);
  expect(remarks(sandbox)).toEqual(['x', 'x', 'y', 'y']);
  expect(filesOf('a')).toEqual(['done/one.<run>.csv', 'done/two.<run>.csv']);
});

test('SIGTERM in the middle of a run stops it cleanly, within seconds; at the next start it is resumed before anything new', async () => {
  const { sandbox, workspace, addJob, put, filesOf } = await setUpInboxes(42);
  addJob('a', `${everySecond}\n${slow}`);
  put('a', 'one.csv', rowsOf('x', 0, 40));
  const service = startService(workspace);
  await until(() => sandbox.calls.some(({ endpoint }) => endpoint === 'put'));
  const begun = Date.now();
  const { code } = await service.stop();
  expect(code).toBe(143);
  expect(Date.now() - begun).toBeLessThan(30_000);
  const [folder = ''] = workspace.runFolders();
  expect(readSummary(folder).state).toBe('interrupted');
  expect(filesOf('a')).toEqual(['one.csv']);

  put('a', 'two.csv', rowsOf('new', 40, 42));
  const next = startService(workspace);
  await next.says(/is completed[\s\S]*is completed/);
  await next.stop();
  expect(readSummary(folder)).toMatchObject({ state: 'completed', rows: { total: 40, updated: 40 } });
  expect(remarks(sandbox)).toEqual([...Array(40).fill('x'), 'new', 'new']);
  const puts = sandbox.calls.filter(({ endpoint, applied }) => endpoint === 'put' && applied);
  expect(puts).toHaveLength(42);
  expect(
    puts
      .slice(-2)
      .map(({ externalUserId }) => externalUserId)
      .toSorted(),
  ).toEqual(['wm_000040', 'wm_000041']);
});

test('a trigger that comes while the one before is under way is skipped, and that is said once', async () => {
  const { workspace, addJob, put } = await setUpInboxes(40);
  addJob('a', `${everySecond}\n${slow}`);
  put('a', 'one.csv', rowsOf('x', 0, 40));
  const service = startService(workspace);
  await service.says(/is completed/);
  await service.stop();
  expect(service.said().match(/this one is skipped/g)).toHaveLength(1);
  expect(workspace.runFolders()).toHaveLength(1);
});

test('a run that would outlast the time until the next firing is announced before anything is sent', async () => {
  const { sandbox, workspace, addJob, put } = await setUpInboxes(40);
  addJob('a', `${everySecond}\n${slow}`);
  put('a', 'one.csv', rowsOf('x', 0, 40));
  const service = startService(workspace);
  await service.says(/has 40 calls to make and ends about \d{4}-\d\d-\d\d \d\d:\d\d:\d\d, after the next firing/);
  expect(sandbox.calls.filter(({ endpoint }) => endpoint === 'put').length).toBeLessThan(5);
  await service.stop();
});
