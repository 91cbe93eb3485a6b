import { expect, test } from 'vitest';
import { remarks, rowsOf, setUpInboxes } from '../../helpers/inbox.js';
import { startService } from '../../helpers/service.js';
import { until } from '../../helpers/until.js';

const everySecond = 'schedule: { cron: "* * * * * *" }';
const slow = 'api: { rate: { limit: 10, per: 1s }, timeout: 3s }';

test('two jobs on one account take turns: never two runs at once; the later waits and says so', async () => {
  const { sandbox, workspace, addJob, put } = await setUpInboxes(40, { rate: { limit: 10, perMs: 1000 } });
  addJob('a', `${everySecond}\n${slow}`);
  addJob('b', `${everySecond}\n${slow}`);
  put('a', 'one.csv', rowsOf('x', 0, 20));
  put('b', 'one.csv', rowsOf('y', 20, 40));
  const service = startService(workspace);
  await service.says(/is completed[\s\S]*is completed/);
  await service.stop();
  expect(service.said()).toMatch(/\[[ab]\] the account is in use by \d{8}-\d{6}-[0-9a-f]{4}; waiting for its turn/);
  const order = sandbox.calls
    .filter(({ endpoint }) => endpoint === 'put')
    .map(({ externalUserId }) => String(externalUserId) < 'wm_000020');
  expect(order.filter((isFirst, index) => isFirst !== order[index - 1])).toHaveLength(2);
  expect(sandbox.calls.filter(({ httpStatus }) => httpStatus === 429)).toEqual([]);
});

test('a job that waits longer than it may gives up for this time, and takes its file at a later one', async () => {
  const { workspace, addJob, put, filesOf } = await setUpInboxes(60, { rate: { limit: 10, perMs: 1000 } });
  addJob('a', `${everySecond}\n${slow}`);
  addJob('b', `schedule: { cron: "* * * * * *", wait: 300ms }\n${slow}`);
  put('a', 'one.csv', rowsOf('x', 0, 30));
  const service = startService(workspace);
  await service.says(/\[a\] run .* begins/);
  put('b', 'one.csv', rowsOf('y', 30, 32));
  await service.says(/\[b\] its turn has not come in time/);
  await service.says(/\[b\] run .* is completed/);
  await service.stop();
  expect(filesOf('b')).toEqual(['done/one.<run>.csv']);
});

test('jobs wait for a run of another process, too, which keeps its place', async () => {
  const { sandbox, workspace, addJob, put } = await setUpInboxes(40, { rate: { limit: 10, perMs: 1000 } });
  const job = addJob('a', slow);
  addJob('b', `${everySecond}\n${slow}`);
  const file = workspace.write('by-hand.csv', rowsOf('x', 0, 30));
  const service = startService(workspace, ['jobs/b.yaml']);
  await service.says(/started with/);
  const byHand = workspace.start(['run', job, '--file', file, '--yes']);
  await until(() => sandbox.calls.some(({ endpoint }) => endpoint === 'put'));
  put('b', 'one.csv', rowsOf('y', 30, 40));
  await service.says(/\[b\] the account is in use by/);
  await service.says(/\[b\] run .* is completed/);
  await service.stop();
  expect((await byHand.ended).code).toBe(0);
  expect(remarks(sandbox)).toEqual([...Array(30).fill('x'), ...Array(10).fill('y')]);
  expect(sandbox.calls.filter(({ httpStatus }) => httpStatus === 429)).toEqual([]);
});
