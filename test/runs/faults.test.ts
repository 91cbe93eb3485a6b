import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { createAccount, customers, holdsRow, idOf, jobYaml, toCsv } from '../helpers/customers.js';
import { busiestWindow, staleCalls } from '../helpers/quota.js';
import { createWorkspace, readReport, readSummary, SECRET } from '../helpers/workspace.js';

// FULL=1 runs it at full size.
const rows = process.env.FULL ? 2000 : 600;
const rate = { limit: 250, perMs: 1000 };

test(`${rows} rows through 5 % of each fault: every row is settled once and the contacts hold what the file says`, async () => {
  const sandbox = await startSandbox({
    contacts: createAccount(rows),
    secret: SECRET,
    rate,
    faults: { rateLimited: 0.05, serverError: 0.05, resetBefore: 0.05, resetAfter: 0.05, truncated: 0.05 },
  });
  const workspace = createWorkspace(sandbox.baseUrl);
  workspace.write('customers.csv', toCsv(customers(rows)));
  const api = `api: { rate: { limit: ${rate.limit}, per: 1s }, concurrency: 64, timeout: 2s, attempts: 15 }`;
  const job = workspace.write('job.yaml', jobYaml(api));

  const { code, stderr } = await workspace.runProcess(['run', job, '--json']);
  await sandbox.close();

  expect(stderr).not.toMatch(/internal error|Warning/);
  const [folder = ''] = workspace.runFolders();
  expect({ code, rows: readSummary(folder).rows }).toMatchObject({ code: 0, rows: { total: rows, updated: rows } });
  expect(readReport(folder).map((line) => line.externalUserId)).toEqual(customers(rows).map(([id]) => id));
  const wrong = customers(rows).flatMap((_, index) => (holdsRow(sandbox.contact(idOf(index)), index) ? [] : [index]));
  expect(wrong).toEqual([]);

  expect(busiestWindow(sandbox.calls, rate.perMs)).toBeLessThanOrEqual(rate.limit);
  expect(sandbox.calls.filter(({ httpStatus, fault }) => httpStatus === 429 && fault === null)).toEqual([]);
  expect(staleCalls(sandbox.calls)).toEqual([]);
  for (const fault of ['rateLimited', 'serverError', 'resetBefore', 'resetAfter', 'truncated']) {
    expect(sandbox.calls.filter((call) => call.fault === fault).length).toBeGreaterThan(rows / 40);
  }
}, 120_000);
