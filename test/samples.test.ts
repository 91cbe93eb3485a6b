import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeTempFolder } from './helpers/temp-folder.js';

const units = ['wefeng-import.service', 'wefeng-import-once.service', 'wefeng-import-once.timer'];
const readUnit = (name: string) => readFileSync(join('samples', name), 'utf8');
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

describe('the sample units of systemd', () => {
  test.runIf(hasSystemd)('are what systemd takes, without a warning', () => {
    const folder = makeTempFolder();
    const paths = units.map((name) => {
      // Here node need not lie where it usually does.
      writeFileSync(join(folder, name), readUnit(name).replace('/usr/bin/node', process.execPath));
      return join(folder, name);
    });
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', ...paths], { encoding: 'utf8' });
    const about = stderr.split('\n').filter((line) => line.includes('wefeng-import'));
    expect([status, about]).toEqual([0, []]);
  });

  test.each(units.filter((name) => name.endsWith('.service')))('%s leaves a run the time to end cleanly', (name) => {
    expect(readUnit(name)).toMatch(/^KillSignal=SIGTERM\nKillMode=mixed\nTimeoutStopSec=30$/m);
  });

  test('run the commands that they are for, and no secret stands in them', () => {
    expect(readUnit('wefeng-import.service')).toMatch(/^ExecStart=\S+ dist\/cli\.js schedule \//m);
    expect(readUnit('wefeng-import-once.service')).toMatch(/^ExecStart=\S+ dist\/cli\.js schedule --once \//m);
    for (const name of units) expect(readUnit(name)).not.toMatch(/^Environment=.*(?:SECRET|KEY)/m);
  });
});
