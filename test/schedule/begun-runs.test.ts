import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { remarks, rowsOf, setUpInboxes } from '../helpers/inbox.js';
import { startService } from '../helpers/service.js';
import { until } from '../helpers/until.js';

test.each([['SIGTERM'], ['END'],['MID']])('a log folder that was moved away and back %s', async (how) => {
  const { sandbox, workspace, addJob, put, filesOf, once } = await setUpInboxes(60);
  addJob('a', 'schedule: { cron: "* * * * * *" }\napi: { rate: { limit: 20, per: 1s } }');
  put('a', 'one.csv', rowsOf('x', 0, 60));
  const service = startService(workspace);
  await until(() => sandbox.calls.filter(({ endpoint }) => endpoint === 'put').length > 5);
  renameSync(workspace.logDir, `${workspace.logDir}.away`);
  if (how === 'SIGTERM') await service.stop();
  if (how === 'END') await new Promise((r) => setTimeout(r, 6000));
  if (how === 'MID') await new Promise((r) => setTimeout(r, 500));
  if (existsSync(workspace.logDir)) {console.log(readdirSync(workspace.logDir, {recursive:true})); rmSync(workspace.logDir,{recursive:true});}
  renameSync(`${workspace.logDir}.away`, workspace.logDir);
  const ended = await service.stop();
  console.log(ended.stderr, filesOf('a'));
  console.log((await once()).stderr, filesOf('a'));
  expect(remarks(sandbox)).toEqual(Array(60).fill('x'));
});
