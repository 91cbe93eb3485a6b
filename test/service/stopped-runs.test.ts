import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changeRun } from '../helpers/damage.js';
import { type Inboxes, remarks, rowsOf, setUpInboxes } from '../helpers/inbox.js';
import { startProxy } from '../helpers/proxy.js';
import { startReceiver } from '../helpers/receiver.js';
import { startService } from '../helpers/service.js';
import { until } from '../helpers/until.js';
import { readSummary } from '../helpers/workspace.js';

const everySecond = 'schedule: { cron: "* * * * * *" }';

/** A service whose account refuses every signature once three rows have been sent, until `relent` is called. */
async function setUpRefusal({ sandbox, workspace, put }: Inboxes) {
  let isRefusing = true;
  let puts = 0;
  const baseUrl = await startProxy(sandbox.baseUrl, ({ method }, response) => {
    if (method === 'PUT') puts++;
    if (isRefusing && puts > 3) response.writeHead(401).end('{"code":401,"message":"bad sign"}');
    return null;
  });
  put('a', 'one.csv', rowsOf('x', 0, 20));
  const service = startService(workspace, [], { WEFENG_BASE_URL: baseUrl });
  await service.says(/\[a\] run .* stopped early \(stop\.auth\)/);
  return {
    service,
    baseUrl,
    relent: () => {
      isRefusing = false;
    },
  };
}

test('a run that stops is resumed at the next trigger, before anything new, until it is done', async () => {
  const inboxes = await setUpInboxes(24);
  const { sandbox, workspace, addJob, put, filesOf } = inboxes;
  addJob('a', `${everySecond}\napi: { concurrency: 1, timeout: 3s }`);
  const { service, relent } = await setUpRefusal(inboxes);
  put('a', 'two.csv', rowsOf('new', 20, 24));
  await service.says(/was not finished; it goes on[\s\S]*stopped early/);
  expect(filesOf('a')).toEqual(['one.csv', 'two.csv']);
  relent();
  await service.says(/is completed[\s\S]*is completed/);
  await service.stop();
  expect(workspace.runFolders()).toHaveLength(2);
  expect(remarks(sandbox)).toEqual([...Array(20).fill('x'), ...Array(4).fill('new')]);
  expect(filesOf('a')).toEqual(['done/one.<run>.csv', 'done/two.<run>.csv']);
});

test('a job file that has become wrong meanwhile does not keep a stopped run from going on as it was', async () => {
  const inboxes = await setUpInboxes(20);
  const { workspace, addJob, filesOf } = inboxes;
  addJob('a', `${everySecond}\napi: { concurrency: 1, timeout: 3s }`);
  const { service, relent } = await setUpRefusal(inboxes);
  workspace.write('jobs/a.yaml', 'name: a\nnonsense: 1\n');
  await service.says(/has become wrong/);
  relent();
  await service.says(/is completed/);
  await service.stop();
  expect(filesOf('a')).toEqual(['done/one.<run>.csv']);
});

test('a stopped run whose mapping has changed meanwhile is not guessed at, and not given up: it waits for somebody, and so does its file', async () => {
  const inboxes = await setUpInboxes(20);
  const { sandbox, workspace, addJob, put, filesOf } = inboxes;
  const before = `${everySecond}\napi: { concurrency: 1, timeout: 3s }`;
  addJob('a', before);
  const { service, relent } = await setUpRefusal(inboxes);
  addJob('a', `${everySecond}\nfields: { wxNo: mobile }`);
  await service.says(/has changed/);
  relent();
  put('a', 'two.csv', rowsOf('y', 0, 1));
  await service.says(/is not finished and cannot go on \(run\.jobChanged\)/);
  expect(service.said()).not.toContain('nothing was sent');
  const [folder = ''] = workspace.runFolders();
  expect(readFileSync(join(folder, 'refusal.txt'), 'utf8')).toContain('a.yaml');
  expect(filesOf('a')).toEqual(['one.csv', 'two.csv']);

  addJob('a', before);
  await service.says(/is completed[\s\S]*is completed/);
  await service.stop();
  expect(readSummary(folder)).toMatchObject({ state: 'completed', rows: { total: 20, pending: 0 } });
  expect(remarks(sandbox)).toEqual(['y', ...Array(19).fill('x')]);
});

test('a stopped run, after which somebody has imported newer data by hand, waits for somebody as well', async () => {
  const inboxes = await setUpInboxes(20);
  const { sandbox, workspace, addJob } = inboxes;
  const job = addJob('a', `${everySecond}\napi: { concurrency: 1, timeout: 3s }`);
  const { service, baseUrl, relent } = await setUpRefusal(inboxes);
  await service.stop();
  relent();
  const [stopped = ''] = workspace.runFolders();
  expect(
    await workspace.run(['run', job, '--file', workspace.write('newer.csv', rowsOf('newer', 0, 20))]),
  ).toMatchObject({
    code: 0,
  });
  relent();
  const again = startService(workspace, [], { WEFENG_BASE_URL: baseUrl });
  await again.says(/is not finished and cannot go on \(run\.isOvertaken\)/);
  await again.stop();
  expect(remarks(sandbox)).toEqual(Array(20).fill('newer'));
  expect(readFileSync(join(stopped, 'refusal.txt'), 'utf8')).toContain('with --yes');
});

test('a stopped run whose data is damaged is left to somebody, however far it had come', async () => {
  const inboxes = await setUpInboxes(20);
  const { sandbox, workspace, addJob, put, filesOf } = inboxes;
  addJob('a', `${everySecond}\napi: { concurrency: 1 }`);
  const { service, baseUrl, relent } = await setUpRefusal(inboxes);
  await service.stop();
  relent();
  const [folder = ''] = workspace.runFolders();
  const before = remarks(sandbox);
  for (const sql of ["UPDATE results SET status = 'failed' WHERE row = 2", 'DELETE FROM run']) {
    changeRun(folder, sql);
    put('a', 'two.csv', rowsOf('y', 0, 1));
    const again = startService(workspace, [], { WEFENG_BASE_URL: baseUrl });
    await again.says(/is not finished and cannot go on \(run\.damaged\)/);
    expect(await again.stop()).toMatchObject({ code: 0 });
    expect(again.said()).not.toMatch(/internal error/);
    expect(readFileSync(join(folder, 'refusal.txt'), 'utf8')).toContain('is damaged');
    expect({ files: filesOf('a'), held: remarks(sandbox) }).toEqual({ files: ['one.csv', 'two.csv'], held: before });
  }
  renameSync(folder, join(workspace.folder, 'moved'));
  const last = startService(workspace, [], { WEFENG_BASE_URL: baseUrl });
  await last.says(/is completed[\s\S]*is completed/);
  await last.stop();
  expect(remarks(sandbox)).toEqual(['y', ...Array(19).fill('x')]);
});

test('deleted, such a run is given up: its file is imported anew, by the job as it is now', async () => {
  const inboxes = await setUpInboxes(20);
  const { workspace, addJob, filesOf } = inboxes;
  addJob('a', `${everySecond}\napi: { concurrency: 1, timeout: 3s }`);
  const { service, relent } = await setUpRefusal(inboxes);
  addJob('a', `${everySecond}\nfields: { wxNo: mobile }`);
  await service.says(/has changed/);
  relent();
  await service.says(/cannot go on/);
  // At once, whatever the service is writing there.
  renameSync(workspace.runFolders()[0] ?? '', join(workspace.folder, 'deleted'));
  await service.says(/had sent a part, and its folder is gone: it counts as given up[\s\S]*is completed/);
  await service.stop();
  expect(filesOf('a')).toEqual(['done/one.<run>.csv']);
});

test('whoever could not be told that a run has stopped is told at a later trigger; whoever could is told once', async () => {
  const inboxes = await setUpInboxes(20);
  let isDown = true;
  let refused = 0;
  const receiver = await startReceiver((response) => {
    if (isDown) refused++;
    response.writeHead(isDown ? 400 : 200).end('{"errcode":0}');
  });
  inboxes.addJob(
    'a',
    `${everySecond}\napi: { concurrency: 1, timeout: 3s }\nnotify: { webhook: { url: "${receiver.url}" } }`,
  );
  const { service } = await setUpRefusal(inboxes);
  await until(() => refused > 0);
  isDown = false;
  const before = receiver.received.length;
  await until(() => receiver.received.length > before);
  const told = receiver.received.length;
  const stops = () => service.said().match(/stopped early/g)?.length ?? 0;
  const stopped = stops();
  await until(() => stops() > stopped + 2);
  await service.stop();
  expect(receiver.received.length).toBe(told);
});
