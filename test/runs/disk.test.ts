import { spawnSync } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { createAccount, customers, holdsRow, idOf, jobYaml, rowOf, toCsv } from '../helpers/customers.js';
import { mountSmallDisk } from '../helpers/small-disk.js';
import { createWorkspace, readReport, readSummary, SECRET } from '../helpers/workspace.js';

const rows = 400;

// A limit on the size of files is to SQLite what a full disk is, and needs no rights.
const canLimit = spawnSync('bash', ['-c', 'ulimit -f 1000']).status === 0;

test.runIf(canLimit)(
  'a disk that fills up stops the run before the next call; with room again, resume does the rest',
  async () => {
    const rate = { limit: 1000, perMs: 1000 };
    const sandbox = await startSandbox({ contacts: createAccount(rows), secret: SECRET, rate });
    onTestFinished(() => sandbox.close());
    const workspace = createWorkspace(sandbox.baseUrl);
    workspace.write('customers.csv', toCsv(customers(rows)));
    const job = workspace.write(
      'job.yaml',
      jobYaml('api: { rate: { limit: 400, per: 1s }, concurrency: 4, timeout: 3s }'),
    );

    // Kilobytes: room for the rows of the file, not for all that is written while they are sent.
    const { code, stdout, stderr } = await workspace.start(['run', job], {}, 'ulimit -f 1000').ended;
    const callsUntilFull = sandbox.calls.length;
    const [folder = ''] = workspace.runFolders();
    expect({ code, said: `${stdout}${stderr}` }).toMatchObject({ code: 3, said: expect.stringContaining('disk') });
    expect(`${stdout}${stderr}`).toContain('wefeng-import resume');
    expect(callsUntilFull).toBeGreaterThan(0);
    expect(callsUntilFull).toBeLessThan(rows);

    await workspace.run(['report', folder]);
    expect(readReport(folder)).toHaveLength(rows);
    // At most the calls under way when the disk filled up are in doubt.
    const { updated, unknown, pending } = readSummary(folder).rows;
    expect(updated + unknown + pending).toBe(rows);
    expect(unknown).toBeLessThanOrEqual(4);
    expect(callsUntilFull).toBeLessThanOrEqual(updated + 4);

    expect(await workspace.run(['resume', folder])).toMatchObject({ code: 0 });
    expect(readSummary(folder)).toMatchObject({ state: 'completed', rows: { updated: rows } });
    expect(customers(rows).every((_, index) => holdsRow(sandbox.contact(idOf(index)), index))).toBe(true);
  },
);

test('where the disk has no room for the reports, what was imported stays so, and they are made when there is', async ({
  skip,
}) => {
  const sandbox = await startSandbox({ contacts: createAccount(1), secret: SECRET });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(sandbox.baseUrl);
  const disk = mountSmallDisk(workspace.logDir, 4096) ?? skip('no right to mount a small disk');
  // Their reasons make the reports long.
  const strange = Array.from({ length: 600 }, (_, index) => rowOf(0).with(0, `no id ${index}`));
  workspace.write('customers.csv', toCsv([...customers(1), ...strange]));
  const job = workspace.write('job.yaml', jobYaml());
  expect(await workspace.run(['plan', job])).toMatchObject({ code: 0 });
  const [folder = ''] = workspace.runFolders();
  disk.fill(150_000);

  const full = await workspace.run(['apply', folder, '--yes']);
  expect({ code: full.code, words: full.stderr }).toMatchObject({
    code: 3,
    words: expect.stringContaining('report 2'),
  });
  expect(full.stderr).not.toContain('resume');
  expect(sandbox.calls.filter(({ applied }) => applied)).toHaveLength(1);

  disk.clear();
  const again = await workspace.run(['report', folder]);
  expect(again.stdout).toContain('Finished; rows that need attention: 600');
  expect(readSummary(folder)).toMatchObject({
    state: 'completed',
    stoppedBy: null,
    rows: { updated: 1, invalid: 600 },
  });
});
