import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { healthOf } from '../helpers/health.js';
import { rowsOf, setUpInboxes } from '../helpers/inbox.js';
import { expectOneImport, setUpWorld, untilSettled, untilTrouble } from '../helpers/unsettled.js';
import { until } from '../helpers/until.js';

test('a run that the service store does not know is taken up where its file is found: it is not imported by a second run', async () => {
  const world = await setUpWorld();
  await until(() => world.sent() >= 2);
  await world.service.stop('SIGKILL');
  rmSync(join(world.workspace.logDir, '.schedule'), { recursive: true });
  world.start();
  await world.service.says(/run \S+ has begun to import a file of the inbox and is not finished; it goes on with it/);
  await untilSettled(world);
  await world.service.stop();
  expectOneImport(world);
});

test('what somebody imports by hand out of the inbox is not imported once more', async () => {
  const { workspace, sandbox, addJob, put, filesOf, once } = await setUpInboxes(4);
  const job = addJob('a');
  const file = put('a', 'one.csv', rowsOf('x', 0, 4));
  expect((await workspace.run(['run', job, '--file', file, '--yes'])).code).toBe(0);
  const calls = sandbox.calls.length;
  expect((await once()).stderr).toContain('has imported already; it is skipped');
  expect([sandbox.calls.length, workspace.runFolders().length]).toEqual([calls, 1]);
  expect(filesOf('a')).toEqual(['done/one.<run>.again.csv']);
});

test('a plan that a limit held back, applied by hand and cut short, goes on when its file comes again', async () => {
  const { workspace, sandbox, addJob, put, filesOf, once } = await setUpInboxes(8, {
    faults: { latencyMs: { min: 30, max: 30 } },
  });
  addJob('a', 'limits: { changed: 1 }\napi: { concurrency: 1, timeout: 3s }');
  put('a', 'one.csv', rowsOf('x', 0, 8));
  await once();
  const job = addJob('a', 'limits: { changed: 8 }\napi: { concurrency: 1, timeout: 3s }');
  const [held = ''] = workspace.runFolders();
  const applying = workspace.start(['apply', held, '--yes']);
  const puts = () => sandbox.calls.filter(({ endpoint }) => endpoint === 'put').length;
  await until(() => puts() >= 2);
  applying.child.kill('SIGKILL');
  await applying.ended;

  put('a', 'again.csv', rowsOf('x', 0, 8));
  expect(await once(job)).toMatchObject({ code: 0, stderr: expect.stringContaining('it goes on with it') });
  expect([puts(), workspace.runFolders()]).toEqual([8, [held]]);
  expect(filesOf('a')).toEqual(['done/again.<run>.csv', 'failed/one.<run>.csv']);
});

test('a file whose run cannot even begin stays in the inbox, and is imported once it can', async () => {
  const world = await setUpWorld('', ({ logDir }) => {
    mkdirSync(logDir, { mode: 0o700 });
    writeFileSync(join(logDir, 'a'), 'where the folder of the job should be');
  });
  await untilTrouble(world, 'schedule.postponed');
  expect([world.filesOf('a'), world.sent()]).toEqual([['one.csv'], 0]);
  rmSync(join(world.workspace.logDir, 'a'));
  await untilSettled(world);
  await world.service.stop();
  expectOneImport(world);
});

test('a run whose run.db cannot be read is named, and neither begun anew nor given up; other jobs go on', async () => {
  const world = await setUpWorld();
  await until(() => world.sent() >= 2);
  await world.service.stop('SIGKILL');
  const [folder, safe] = [world.runFolder(), join(world.workspace.folder, 'safe')];
  renameSync(folder, safe);
  mkdirSync(folder);
  writeFileSync(join(folder, 'run.db'), 'garbage'.repeat(1000));
  world.addJob('b', 'schedule: { cron: "* * * * * *" }');
  world.put('b', 'two.csv', rowsOf('x', 2, 4));
  world.start();
  await untilTrouble(world, 'schedule.cannotResume');
  await until(() => world.filesOf('b').includes('done/two.<run>.csv'));
  expect(world.filesOf('a')).toEqual(['one.csv']);
  rmSync(folder, { recursive: true });
  renameSync(safe, folder);
  await untilSettled(world);
  await world.service.stop();
  expect(world.filesOf('a')).toEqual(['done/one.<run>.csv']);
});

test('a run whose job file is gone is named by /healthz and the metrics until somebody has finished it', async () => {
  const world = await setUpWorld();
  const { workspace } = world;
  await until(() => world.sent() >= 2);
  await world.service.stop('SIGKILL');
  renameSync(join(workspace.folder, 'jobs/a.yaml'), join(workspace.folder, 'a.yaml'));
  world.addJob('b');
  world.start();
  const [, runId = ''] = await world.service
    .says(/run \S+ of the job a is not finished/)
    .then((said) => said.split(' '));
  const next = `wefeng-import resume ${runId}`;
  expect(await healthOf(world.service)).toMatchObject({
    status: 'attention',
    jobs: [{ name: 'b' }, { name: 'a', troubles: [{ code: 'schedule.orphan', run: runId, next }] }],
  });
  const url = (await world.service.says(/http:\S+metrics/)).trim();
  const metrics = async () => (await fetch(url)).text();
  expect(await metrics()).toContain('wefeng_import_troubles{job="a"} 1\n');

  renameSync(join(workspace.folder, 'a.yaml'), join(workspace.folder, 'jobs/a.yaml'));
  await untilSettled(world);
  expect(await metrics()).toContain('wefeng_import_troubles{job="a"} 0\n');
  await world.service.stop();
  expectOneImport(world);
});
