import { expect, onTestFinished, test } from 'vitest';
import { loadJob } from '../../src/job/load-job.js';
import { startRun } from '../../src/runs/start-run.js';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import type { Call } from '../../src/wefeng/client.js';
import { createAccount, customers, jobYaml, toCsv } from '../helpers/customers.js';
import { placeAt } from '../helpers/place.js';
import { callbacksOf } from '../helpers/run-here.js';
import { createWorkspace, SECRET } from '../helpers/workspace.js';

test('whoever starts a run hears of every attempt, the failed ones as well, and of nothing that was sent', async () => {
  const rate = { limit: 500, perMs: 1000 };
  const faults = { serverError: 1 };
  const sandbox = await startSandbox({ contacts: createAccount(12), secret: SECRET, rate, faults });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(sandbox.baseUrl);
  const sourcePath = workspace.write('customers.csv', toCsv(customers(12)));
  const path = workspace.write('job.yaml', jobYaml('api: { rate: { limit: 500, per: 1s } }'));
  const { job, jobFile } = await loadJob(path);
  const heard: Call[] = [];
  const onCall = (call: Call) => {
    heard.push(call);
    sandbox.setFaults({});
  };
  const place = placeAt(workspace.logDir, sandbox.baseUrl, SECRET);
  const { summary } = await startRun({ job, jobFile, sourcePath }, 'sent', place, { ...callbacksOf(), onCall });

  const { put, get, list } = summary.calls;
  expect(heard).toHaveLength(put + get + list);
  expect(heard).toHaveLength(sandbox.calls.length);
  expect(new Set(heard.map(({ outcome }) => outcome))).toEqual(new Set(['accepted', 'retry']));
  expect(JSON.stringify(heard)).not.toContain('wm_');
});
