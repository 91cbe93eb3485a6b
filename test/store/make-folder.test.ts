import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder } from '../../src/store/make-folder.js';
import { makeTempFolder } from '../helpers/temp-folder.js';
import { createWorkspace } from '../helpers/workspace.js';

test('a folder is made with those above it, for its owner alone, and it is told whether it was new', () => {
  const top = makeTempFolder();
  const folder = join(top, 'a', 'b');
  expect([makeFolder(folder), makeFolder(folder)]).toEqual([true, false]);
  expect([join(top, 'a'), folder].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
});

test('where a file is in the way, the folder is named, and the reason', () => {
  const path = join(makeTempFolder(), 'file');
  writeFileSync(path, '');
  const refused = (folder: string) =>
    expect.objectContaining({
      // Node 20 and Node 24 differ in which one they say of what lies below a file.
      why: { code: 'run.cannotCreate', params: { folder, reason: expect.stringMatching(/^(?:EEXIST|ENOTDIR)$/) } },
    });
  for (const folder of [path, join(path, 'below')]) expect(() => makeFolder(folder)).toThrow(refused(folder));
});

// Nobody can make a folder in /proc: it says that there is none. Node's own mkdir would try for ever.
describe.runIf(existsSync('/proc/self'))('a log folder that cannot be made is refused at once, by', () => {
  const job =
    'name: a\nlang: en\nsource: { file: a.csv }\nid: id\nfields: { mobile: m }\nschedule: { cron: "0 3 * * *" }\n';

  test.each([
    ['check', ['check', 'job.yaml']],
    ['run', ['run', 'job.yaml', '--yes']],
    ['init', ['init', 'a.csv', '--out', 'new.yaml']],
    ['schedule', ['schedule', 'job.yaml']],
  ])('%s', async (_, args) => {
    const workspace = createWorkspace();
    workspace.write('job.yaml', job);
    workspace.write('a.csv', 'id,m\nwm1,13800138000\n');
    const { child, ended } = workspace.start(args, { WEFENG_LOG_DIR: '/proc/nope', LANG: 'en_US.UTF-8' });
    const givenUp = setTimeout(() => child.kill('SIGKILL'), 30_000);
    const { code, stderr } = await ended.finally(() => clearTimeout(givenUp));
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/cannot create the run folder \/proc\/nope.* \(ENOENT\)[\s\S]*WEFENG_LOG_DIR/),
    });
  });
});
