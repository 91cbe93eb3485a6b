import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Inboxes, remarks, rowsOf, setUpInboxes } from '../helpers/inbox.js';
import { startProxy } from '../helpers/proxy.js';
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
    relent: () => {
      isRefusing = false;
    },
  };
}

test('a run that stops is resumed at the next firing, before anything new, until it is done', async () => {
  const inboxes = await setUpInboxes(24);
  const { sandbox, workspace, addJob, put, filesOf } = inboxes;
  addJob('a', `${everySecond}\napi: { concurrency: 1 }`);
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
  addJob('a', `${everySecond}\napi: { concurrency: 1 }`);
  const { service, relent } = await setUpRefusal(inboxes);
  workspace.write('jobs/a.yaml', 'name: a\nnonsense: 1\n');
  await service.says(/has become wrong/);
  relent();
  await service.says(/is completed/);
  await service.stop();
  expect(filesOf('a')).toEqual(['done/one.<run>.csv']);
});

test('a stopped run whose mapping has changed meanwhile is not guessed at: its file goes to failed/, and why is written down', async () => {
  const inboxes = await setUpInboxes(20);
  const { workspace, addJob, filesOf } = inboxes;
  addJob('a', `${everySecond}\napi: { concurrency: 1 }`);
  const { service, relent } = await setUpRefusal(inboxes);
  addJob('a', `${everySecond}\nfields: { wxNo: mobile }`);
  await service.says(/has changed/);
  relent();
  await service.says(/was refused \(run\.jobChanged\)/);
  await until(() => filesOf('a').length === 1 && filesOf('a')[0]?.startsWith('failed/') === true);
  await service.stop();
  const [folder = ''] = workspace.runFolders();
  expect(readSummary(folder).state).toBe('stopped');
  expect(readFileSync(join(folder, 'refusal.txt'), 'utf8')).toContain('a.yaml');
});
