import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rowsOf, setUpInboxes } from '../helpers/inbox.js';
import { bookOf, packParts, sheetOf } from '../helpers/make-xlsx.js';
import { until } from '../helpers/until.js';

/** Folders that others may enter, and files that others may read, below a folder; each with its rights. */
function openToOthers(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
  return [folder, ...paths].flatMap((path) => {
    const stats = lstatSync(path);
    const rights = stats.mode & 0o777;
    return rights === (stats.isDirectory() ? 0o700 : 0o600) ? [] : [`${rights.toString(8)} ${path}`];
  });
}

test.each(['000', '077'])(
  'with umask %s each folder that the program and the service make is 0700, and each file 0600; but for the job that init writes',
  async (umask) => {
    const faults = { latencyMs: { min: 20, max: 20 } };
    const { sandbox, workspace, addJob, put } = await setUpInboxes(20, { faults });
    const { folder, logDir } = workspace;
    const run = (...args: string[]) => workspace.start(args, {}, `umask ${umask}`).ended;
    const job = addJob('a', 'schedule: { cron: "* * * * * *" }\napi: { concurrency: 1 }\nlimits: { invalid: 50% }');
    const file = workspace.write('customers.csv', `${rowsOf('x', 0, 3)}\r\n"wm_none","13800138000","x"`);
    const book = workspace.write('customers.xlsx', await packParts(bookOf(sheet)));

    const made = [run('init', file, '--out', 'made.yaml'), run('check', job, '--file', file)];
    expect((await run('run', job, '--file', book, '--yes')).code).toBe(2);
    await Promise.all(made);

    put('a', 'good.csv', rowsOf('y', 0, 20));
    put('a', 'bad.csv', 'no,such,columns\n1,2,3');
    const service = workspace.start(['schedule', '--health-port', '0'], {}, `umask ${umask}`);
    const moved = (name: string) => existsSync(join(folder, 'inbox-a', name));
    await until(() => moved('done') && moved('failed'));
    service.child.kill();
    await service.ended;
    // What a kill leaves is as nobody's business as all else.
    const calls = sandbox.calls.length;
    const killed = workspace.start(['run', job, '--file', file, '--yes'], {}, `umask ${umask}`);
    await until(() => sandbox.calls.length > calls);
    killed.child.kill('SIGKILL');
    await killed.ended;

    expect(readdirSync(logDir, { recursive: true }).length).toBeGreaterThan(30);
    expect(openToOthers(logDir)).toEqual([]);
    // The files in them are as those who put them there have made them.
    for (const name of ['done', 'failed']) expect(lstatSync(join(folder, 'inbox-a', name)).mode & 0o777).toBe(0o700);
    // Nothing of a customer stands in a job.
    expect((lstatSync(join(folder, 'made.yaml')).mode & 0o777).toString(8)).toBe(umask === '000' ? '666' : '600');
    expect(readFileSync(join(folder, 'made.yaml'), 'utf8')).not.toContain('13800138000');
  },
);

const texts = (row: number, cells: readonly string[]): string =>
  `<row r="${row}">${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
const sheet = sheetOf(
  texts(1, ['id', 'mobile', 'remark']) + texts(2, ['wm_000001', '13800138000', 'b']) + texts(3, ['wm_none', '1', 'b']),
);
