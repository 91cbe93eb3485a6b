import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createInterruption } from '../../src/commands/interruption.js';
import { scheduleCommand } from '../../src/commands/schedule.js';
import { type Inboxes, remarks, rowsOf, setUpInboxes } from '../helpers/inbox.js';
import { openSlowStores } from '../helpers/slow-stores.js';
import { until } from '../helpers/until.js';
import { SECRET } from '../helpers/workspace.js';

const everySecond = 'schedule: { cron: "* * * * * *" }';

/** A service within this process whose stores take their time. */
function startSlowService({ sandbox, workspace }: Inboxes) {
  const { stores, askedLate } = openSlowStores(workspace.logDir, 15);
  const interruption = createInterruption(() => {});
  const variables = { WEFENG_BASE_URL: sandbox.baseUrl, WEFENG_SECRET: SECRET, WEFENG_LOG_DIR: workspace.logDir };
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  let words = '';
  streams.stderr.on('data', (chunk) => {
    words += chunk;
  });
  const jobs = join(workspace.folder, 'jobs');
  const context = { variables, streams, interruption, stores };
  const ended = scheduleCommand([jobs], { healthHost: '127.0.0.1' }, 'en', context);
  return {
    askedLate,
    said: () => words,
    stop() {
      interruption.interrupt('SIGTERM');
      return ended;
    },
  };
}

const countPuts = ({ sandbox }: Inboxes): number => sandbox.calls.filter(({ applied }) => applied).length;

test('however slow the stores are, each file is imported once, and nothing is asked of a store that is closed', async () => {
  const world = await setUpInboxes(6);
  const files = { a: world.addJob('a', everySecond), b: world.addJob('b', everySecond) };
  world.put('a', 'one.csv', rowsOf('x', 0, 3));
  world.put('b', 'two.csv', rowsOf('x', 3, 6));
  const service = startSlowService(world);
  await until(() => world.filesOf('a').length + world.filesOf('b').length === 2 && countPuts(world) === 6);
  // A job that gets another file is the same job; one that is gone comes back.
  renameSync(files.a, join(world.workspace.folder, 'jobs', 'renamed.yaml'));
  renameSync(files.b, `${files.b}.off`);
  await until(() => service.said().includes('its job file is gone'));
  renameSync(`${files.b}.off`, files.b);
  world.put('a', 'again.csv', rowsOf('x', 0, 3));
  world.put('a', 'three.csv', rowsOf('y', 0, 3));
  world.put('b', 'four.csv', rowsOf('y', 3, 6));
  await until(() => remarks(world.sandbox).every((remark) => remark === 'y'));
  await until(() => world.filesOf('a').every((name) => name.startsWith('done/')));
  expect(await service.stop()).toBe(0);
  expect(service.askedLate).toEqual([]);
  expect(countPuts(world)).toBe(12);
  expect(world.filesOf('a')).toEqual(['done/again.<run>.again.csv', 'done/one.<run>.csv', 'done/three.<run>.csv']);
  expect(world.workspace.runFolders()).toHaveLength(4);
});

test.each([0, 20, 60, 150, 400, 900])(
  'a service that is stopped after %i ms asks nothing of a closed store',
  async (ms) => {
    const world = await setUpInboxes(3);
    world.addJob('a', everySecond);
    world.put('a', 'one.csv', rowsOf('x', 0, 3));
    writeFileSync(join(world.workspace.folder, 'jobs', 'broken.yaml'), 'name: b\nschedule: { cron: "* * * * * *" }');
    const service = startSlowService(world);
    await sleep(ms);
    await service.stop();
    expect(service.askedLate).toEqual([]);
    await world.once();
    expect(countPuts(world)).toBe(3);
  },
);
