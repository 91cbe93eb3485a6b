import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { createAccount, customers, jobYaml, toCsv } from '../helpers/customers.js';
import { mountSmallDisk } from '../helpers/small-disk.js';
import { createWorkspace, readReport, readSummary, SECRET } from '../helpers/workspace.js';

const rows = 100;

test('where only the quota log has no room, every row that was answered keeps its result; resume does the rest', async ({
  skip,
}) => {
  const rate = { limit: 1000, perMs: 1000 };
  const sandbox = await startSandbox({
    contacts: createAccount(rows),
    secret: SECRET,
    rate,
    faults: { latencyMs: { min: 5, max: 40 } },
  });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(sandbox.baseUrl);
  const disk = mountSmallDisk(join(workspace.logDir, '.accounts'), 4096) ?? skip('no right to mount a small disk');
  workspace.write('customers.csv', toCsv(customers(rows)));
  const job = workspace.write('job.yaml', jobYaml('api: { rate: { limit: 900, per: 1s }, concurrency: 8 }'));
  // Room for some dozens of calls.
  disk.fill(400_000);

  const { code, stdout } = await workspace.run(['run', job]);
  const applied = sandbox.calls.filter((call) => call.applied).map(({ externalUserId }) => externalUserId);
  const [folder = ''] = workspace.runFolders();
  expect({ code, stdout }).toMatchObject({ code: 3, stdout: expect.stringContaining('wefeng-import resume') });
  expect(readSummary(folder)).toMatchObject({ state: 'stopped', stoppedBy: { code: 'stop.disk' } });
  expect(applied.length).toBeGreaterThan(8);
  expect(applied.length).toBeLessThan(rows);
  const updated = readReport(folder).filter(({ status }) => status === 'updated');
  expect(updated.map(({ externalUserId }) => externalUserId).toSorted()).toEqual(applied.toSorted());
  expect(readSummary(folder).rows).toMatchObject({ unknown: 0, pending: rows - applied.length });

  disk.clear();
  expect(await workspace.run(['resume', folder])).toMatchObject({ code: 0 });
  expect(readSummary(folder)).toMatchObject({ state: 'completed', rows: { updated: rows } });
  expect(sandbox.calls.filter((call) => call.applied)).toHaveLength(rows);
});
