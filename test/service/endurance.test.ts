import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { rowsOf, setUpInboxes } from '../helpers/inbox.js';
import { parseOpenMetrics } from '../helpers/open-metrics.js';
import { startService } from '../helpers/service.js';
import { until } from '../helpers/until.js';

// FULL=1 goes through a thousand triggers.
const [jobs, triggers] = process.env.FULL ? [5, 1000] : [3, 45];
const warmUp = Math.ceil(triggers / 3);

test(`through ${triggers} triggers of a service memory, handles and files of its own do not grow`, async () => {
  const { workspace, addJob, put } = await setUpInboxes(20);
  const names = Array.from({ length: jobs }, (_, index) => `job${index}`);
  for (const name of names) addJob(name, 'schedule: { cron: "* * * * * *" }');
  const service = startService(workspace, ['--health-port', '0']);
  const [, url = ''] =
    /health and metrics: (\S+)healthz/.exec(await service.says(/health and metrics: \S+healthz/)) ?? [];
  const count = async (family: string): Promise<number> => {
    const { samples } = parseOpenMetrics(await (await fetch(`${url}metrics`)).text()).get(family) ?? { samples: [] };
    return [...samples].reduce((sum, [, value]) => sum + value, 0);
  };

  const isEmpty = (name: string) =>
    !readdirSync(join(workspace.folder, `inbox-${name}`)).some((file) => file.endsWith('.csv'));
  const lookWhileResting = async (): Promise<Look> => {
    await until(() => names.every(isEmpty));
    return lookAtRest(service.pid, workspace.logDir);
  };

  const looks: Look[] = [];
  let dropped = 0;
  for (;;) {
    const fired = await count('wefeng_import_firings');
    if (looks.length === 0 && fired >= warmUp) looks.push(await lookWhileResting());
    if (fired >= triggers) break;
    // Each job has a file to import at about every other trigger.
    for (const name of names) put(name, `${dropped}.csv`, rowsOf(`${name} ${dropped}`, 0, 3));
    dropped++;
    await sleep(1900);
  }
  const runs = await count('wefeng_import_runs');
  looks.push(await lookWhileResting());
  expect((await service.stop()).code).toBe(0);

  const [early, late] = looks;
  if (!early || !late) throw new Error('it was not looked at');
  expect(runs).toBeGreaterThan(triggers / 4);
  expect(late.handles).toBeLessThanOrEqual(early.handles + 8);
  expect(late.files).toEqual(early.files);
  expect(late.megabytes).toBeLessThan(early.megabytes * 1.25 + 10);
}, 600_000);

interface Look {
  readonly handles: number;
  readonly megabytes: number;
  /** In the log folder, but for the runs. */
  readonly files: readonly string[];
}

/** The look at the moment with the fewest handles: a run that is just ending, or a question about metrics, holds some. */
async function lookAtRest(pid: number, logDir: string): Promise<Look> {
  let fewest = look(pid, logDir);
  for (let again = 0; again < 20; again++) {
    await sleep(50);
    const next = look(pid, logDir);
    if (next.handles < fewest.handles) fewest = next;
  }
  return fewest;
}

function look(pid: number, logDir: string): Look {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  const folders = [logDir, ...['.schedule', '.accounts'].map((name) => join(logDir, name))];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isFile() && !/-(?:journal|wal|shm)$/.test(entry.name) ? [entry.name] : [],
    ),
  );
  return {
    handles: readdirSync(`/proc/${pid}/fd`).length,
    megabytes: Number(kilobytes) / 1024,
    files: files.toSorted(),
  };
}
