import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadJob } from '../../src/job/load-job.js';
import { resumeRun } from '../../src/runs/resume-run.js';
import { startRun } from '../../src/runs/start-run.js';
import { customers, jobYaml, toCsv } from '../helpers/customers.js';
import { placeAt } from '../helpers/place.js';
import { callbacksOf } from '../helpers/run-here.js';
import { createWorkspace } from '../helpers/workspace.js';

/** A run that broke off while its file of 3,000 rows was being read. */
async function breakOff() {
  const { logDir, write } = createWorkspace();
  const sourcePath = write('customers.csv', toCsv(customers(3000)));
  const order = { ...(await loadJob(write('job.yaml', jobYaml()))), sourcePath };
  const stopping = new AbortController();
  const callbacks = { ...callbacksOf(null, stopping.signal), onProgress: () => stopping.abort() };
  const { summary } = await startRun(order, 'planned', placeAt(logDir), callbacks);
  expect(summary).toMatchObject({ state: 'interrupted', rows: { total: 0 } });
  return { write, sourcePath, resume: () => resumeRun(summary.runId, placeAt(logDir), callbacksOf()) };
}

test('a run that broke off while it was reading does not go on with another file in the place of its own', async () => {
  const { write, resume } = await breakOff();
  write('customers.csv', toCsv(customers(5)));
  await expect(resume()).rejects.toMatchObject({ ending: 'refused', why: { code: 'run.otherFile' } });
});

test('nor without it', async () => {
  const { sourcePath, resume } = await breakOff();
  rmSync(sourcePath);
  await expect(resume()).rejects.toMatchObject({ ending: 'refused', why: { code: 'source.missing' } });
});

test('but with its own it does', async () => {
  const { resume } = await breakOff();
  expect((await resume()).summary).toMatchObject({ state: 'planned', rows: { total: 3000, pending: 3000 } });
});
