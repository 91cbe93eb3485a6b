import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { loadJob } from '../../src/job/load-job.js';
import { createJournal } from '../../src/phases/calls/journal.js';
import { plannerOf } from '../../src/phases/plan/planner.js';
import { readPhase } from '../../src/phases/read/read-phase.js';
import { reportPhase } from '../../src/phases/report/report-phase.js';
import { createContactReader } from '../../src/phases/send/contact-reader.js';
import { sendPhase } from '../../src/phases/send/send-phase.js';
import type { RunRecord } from '../../src/store/run-record.js';
import type { RunStore } from '../../src/store/run-store.js';
import { openRunStore } from '../../src/store/sqlite/run-store.js';
import type { Client } from '../../src/wefeng/client.js';
import { customers, jobYaml, toCsv } from '../helpers/customers.js';
import { makeTempFolder } from '../helpers/temp-folder.js';
import { until } from '../helpers/until.js';
import { createWorkspace, readReport } from '../helpers/workspace.js';

const never = new AbortController().signal;
const now = () => '2026-11-22T10:00:00.000+08:00';

/** A run of `rows` customers that has been read. */
async function readRun(rows: number) {
  const workspace = createWorkspace();
  const sourcePath = workspace.write('customers.csv', toCsv(customers(rows)));
  const { job, jobFile } = await loadJob(workspace.write('job.yaml', jobYaml('api: { concurrency: 4 }')));
  const store = openRunStore(workspace.folder);
  onTestFinished(() => store.close());
  const read = await readPhase({ folder: workspace.folder, job, store }, sourcePath, never, () => {});
  const record: RunRecord = {
    runId: '20261122-100000-0000',
    command: 'run',
    jobPath: job.path,
    jobFile,
    sourcePath,
    ...read,
    accountId: 'x',
    phase: 'send',
    state: 'stopped',
    stoppedBy: null,
    startedAt: now(),
    finishedAt: now(),
    rollbackOf: null,
    takesBack: null,
    sourceState: null,
    notes: [],
    plan: null,
    planChecksum: null,
    findings: null,
    clock: null,
    begun: true,
  };
  return { workspace, job, store, record };
}

/** What the rows of such a run are sent with; the client is the test's own. */
function toolsOf(
  { job, store, record }: Pick<Awaited<ReturnType<typeof readRun>>, 'job' | 'store' | 'record'>,
  put: Client['put'],
) {
  const never = () => Promise.reject(new Error('not to be read'));
  const client: Client = { put, get: never, list: never, throwFailure: () => {}, close: () => {} };
  return {
    store,
    client,
    now,
    journal: createJournal(store, now),
    planRow: plannerOf(record, job, store),
    reader: createContactReader(client, job, store, Date.now),
    nameOf: String,
    freshSince: () => 0,
    noteWritten: () => {},
    earlierLostUntil: 0,
    clock: Date.now,
    inOrder: false,
    onNote: () => {},
  };
}

test('a report that would leave out a row is not made: the sum is checked', async () => {
  const { workspace, store, record } = await readRun(5);
  expect((await reportPhase(workspace.folder, record, store)).summary.rows).toMatchObject({ total: 5, pending: 5 });
  const forgetful: RunStore = {
    ...store,
    *settledRows() {
      for (const row of store.settledRows()) if (row.row !== 4) yield row;
    },
  };
  await expect(reportPhase(workspace.folder, record, forgetful)).rejects.toThrow('report of 4 rows for a file of 5');
  expect(readReport(workspace.folder)).toHaveLength(5);
  expect(readdirSync(workspace.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a run.db of another version of the program is refused, and left as it is', () => {
  const folder = makeTempFolder();
  openRunStore(folder).close();
  const path = join(folder, 'run.db');
  const versionOf = (db: Database.Database) => db.prepare('PRAGMA user_version').get([]);
  const db = new Database(path);
  onTestFinished(() => void db.close());
  expect(versionOf(db)).toMatchObject({ user_version: 5 });
  db.exec('PRAGMA user_version = 3');
  expect(() => openRunStore(folder)).toThrow(path);
  expect(versionOf(db)).toMatchObject({ user_version: 3 });
});

test('rows are read no further ahead than they can be sent', async () => {
  const run = await readRun(3000);
  const { job, store } = run;
  let taken = 0;
  const watched: RunStore = {
    ...store,
    *unsettledRows() {
      for (const row of store.unsettledRows()) {
        taken++;
        yield row;
      }
    },
  };
  const stopping = new AbortController();
  let asked = 0;
  // A server that answers nobody until the run is told to stop.
  const put: Client['put'] = (_id, _body, signal) =>
    new Promise((resolve) => {
      asked++;
      signal.addEventListener('abort', () =>
        resolve({ kind: 'stopped', attempts: 0, lostUntil: null, aliveUntil: null, answered: false, why: null }),
      );
    });
  const sending = sendPhase(job, toolsOf({ ...run, store: watched }, put), () => {}, stopping.signal);
  await until(() => asked === job.api.concurrency);
  expect(taken).toBeLessThanOrEqual(job.api.concurrency * 2 + 1);
  stopping.abort();
  await sending;
});

test('a row that an earlier version planned and this one refuses is settled as invalid, not left behind', async () => {
  const run = await readRun(1);
  const { job, store } = run;
  store.clearRows();
  store.addRows([{ row: 2, line: 2, contact: 'wm_1', cells: ['wm_1', 'no phone', 'x', '1'] }]);
  const tools = toolsOf(run, () => Promise.reject(new Error('not to be sent')));
  await sendPhase(job, tools, () => {}, never);
  expect([...store.settledRows()].map(({ result }) => result?.status)).toEqual(['invalid']);
});
