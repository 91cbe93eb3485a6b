import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { remarks, rowsOf, setUpInboxes } from '../../helpers/inbox.js';
import { parseOpenMetrics } from '../../helpers/open-metrics.js';
import { type Service, startService } from '../../helpers/service.js';

const everySecond = 'schedule: { cron: "* * * * * *" }';

test('job files are read again when they change; a broken one is told of and the old one stays; one that goes is not fired any more', async () => {
  const { sandbox, workspace, addJob, put } = await setUpInboxes(4);
  addJob('a', everySecond);
  const service = startService(workspace, ['--health-port', '0']);
  await service.says(/started with 1 job/);
  expect(await brokenFiles(service)).toBe(0);

  workspace.write('jobs/a.yaml', 'name: a\nnonsense: 1\n');
  await service.says(/has become wrong; the job goes on as it was/);
  await service.says(/a\.yaml:2 nonsense: unknown key/);
  expect(await brokenFiles(service)).toBe(1);
  put('a', 'one.csv', rowsOf('x', 0, 4));
  await service.says(/is completed/);

  addJob(
    'a',
    `${everySecond}\nfields: { mobile: { column: mobile, trim: true } }\ncustomFields: { 备注: { column: remark, values: { y: new } } }`,
  );
  await service.says(/has changed, which counts from the next firing on/);
  expect(await brokenFiles(service)).toBe(0);
  put('a', 'two.csv', rowsOf('y', 0, 4));
  await service.says(/is completed[\s\S]*is completed/);
  expect(remarks(sandbox)).toEqual(['new', 'new', 'new', 'new']);

  addJob('b', everySecond);
  await service.says(/\[b\] job file .*b\.yaml/);
  rmSync(join(workspace.folder, 'jobs', 'a.yaml'));
  await service.says(/\[a\] its job file is gone/);
  put('b', 'three.csv', rowsOf('z', 0, 4));
  put('a', 'three.csv', rowsOf('z', 0, 4));
  await service.says(/\[b\] run .* is completed/);
  await service.stop();
  expect(workspace.runFolders()).toHaveLength(3);
});

/** How many job files are broken, as its metrics and its health say alike. */
async function brokenFiles(service: Service): Promise<number> {
  const [, url = ''] = /metrics: (\S+)healthz/.exec(await service.says(/health and metrics: \S+healthz/)) ?? [];
  const health = await (await fetch(`${url}healthz`)).json();
  const metrics = parseOpenMetrics(await (await fetch(`${url}metrics`)).text());
  const [told] = [...(metrics.get('wefeng_import_broken_job_files')?.samples.values() ?? [])];
  expect(health).toMatchObject({ brokenJobFiles: told });
  return Number(told);
}

describe('what cannot be started is refused', () => {
  test('a second service for a job of the first, by name', async () => {
    const { workspace, addJob } = await setUpInboxes(1);
    addJob('a', everySecond);
    const service = startService(workspace);
    await service.says(/started with/);
    const { code, stderr } = await workspace.runProcess(['schedule']);
    expect({ code, stderr }).toMatchObject({ code: 4, stderr: expect.stringContaining(`process ${service.pid}`) });
    await service.stop();
  });

  test.each([
    ['no job at all', '', 'there is no job to fire'],
    [
      'no job that fires by itself',
      'name: a\nid: id\nfields: { mobile: m }\nsource: { file: a.csv }',
      'there is no job to fire',
    ],
    [
      'a cron expression that never fires',
      'name: a\nid: id\nfields: { mobile: m }\nsource: { file: a.csv }\nschedule: { cron: "0 0 31 2 *" }',
      'never fires',
    ],
    [
      'a time zone that there is not',
      'name: a\nid: id\nfields: { mobile: m }\nsource: { file: a.csv }\nschedule: { cron: "0 0 * * *", timezone: Asia/Beijing }',
      'no time zone "Asia/Beijing"',
    ],
    [
      'a job without a file',
      'name: a\nid: id\nfields: { mobile: m }\nschedule: { cron: "0 0 * * *" }',
      'has no source.file',
    ],
  ])('%s', async (_, yaml, words) => {
    const { workspace } = await setUpInboxes(1);
    if (yaml) workspace.write('jobs/a.yaml', yaml);
    const { code, stderr } = await workspace.run(['schedule']);
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining(words) });
  });
});

test('of two jobs of one name the second is told of; when the first goes, it takes its place', async () => {
  const { workspace, addJob } = await setUpInboxes(1);
  addJob('a', everySecond);
  const text = 'name: a\nid: id\nfields: { mobile: m }\nsource: { file: "x/*.csv" }\nschedule: { cron: "0 0 1 1 *" }';
  workspace.write('jobs/b.yaml', text);
  const service = startService(workspace);
  await service.says(/the name a is that of .*a\.yaml/);
  rmSync(join(workspace.folder, 'jobs', 'a.yaml'));
  await service.says(/\[a\] job file .*b\.yaml/);
  await service.stop();
});

test('a job that moves to another service is fired there once the first has given it up', async () => {
  const { workspace, addJob, put } = await setUpInboxes(2);
  const moved = addJob('a', everySecond);
  addJob('b', everySecond);
  for (const name of ['more', 'inbox-c']) mkdirSync(join(workspace.folder, name));
  const text = readFileSync(join(workspace.folder, 'jobs', 'b.yaml'), 'utf8');
  workspace.write('more/c.yaml', text.replace('name: b', 'name: c').replace('inbox-b', 'inbox-c'));
  const [first, second] = [startService(workspace), startService(workspace, ['more'])];
  await first.says(/started with 2/);
  await second.says(/started with 1/);
  renameSync(moved, join(workspace.folder, 'more', 'a.yaml'));
  await first.says(/\[a\] its job file is gone/);
  await second.says(/\[a\] job file/);
  put('a', 'one.csv', rowsOf('x', 0, 2));
  await second.says(/\[a\] run .* is completed/);
  await Promise.all([first.stop(), second.stop()]);
});

test('two jobs on one inbox are not taken: each would take the files of the other', async () => {
  const { workspace, addJob } = await setUpInboxes(1);
  addJob('a', everySecond);
  addJob('b', `${everySecond}\nsource: { file: "../inbox-a/*.csv" }`);
  const service = startService(workspace);
  await service.says(/this inbox is that of .*a\.yaml/);
  await service.stop();
});

test('a folder of jobs that is not there for a while leaves the jobs as they are', async () => {
  const { workspace, addJob, put } = await setUpInboxes(2);
  addJob('a', everySecond);
  const service = startService(workspace);
  await service.says(/started with/);
  const [jobs, away] = [join(workspace.folder, 'jobs'), join(workspace.folder, 'away')];
  renameSync(jobs, away);
  writeFileSync(jobs, '');
  await service.says(/is gone|has become wrong|is wrong/);
  rmSync(jobs);
  renameSync(away, jobs);
  await service.says(/\[a\] job file[\s\S]*\[a\] job file|counts from the next/);
  put('a', 'one.csv', rowsOf('x', 0, 2));
  await service.says(/is completed/);
  await service.stop();
});
