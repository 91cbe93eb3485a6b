import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunRecord } from '../../src/store/run-record.js';
import { openRunStore } from '../../src/store/sqlite/run-store.js';

const dayMs = 24 * 3_600_000;

/** Writes into a run's own record. */
export function rewriteRecord(folder: string, change: (record: RunRecord) => Partial<RunRecord>): void {
  const store = openRunStore(folder);
  const record = store.readRecord();
  if (record) store.replaceRecord(record, { ...record, ...change(record) });
  store.close();
}

/** Makes a run as old as if it had been done so many days before. */
export function ageRun(folder: string, days: number): void {
  const earlier = (time: string) => new Date(Date.parse(time) - days * dayMs).toISOString();
  rewriteRecord(folder, ({ startedAt, finishedAt }) => ({
    startedAt: earlier(startedAt),
    finishedAt: finishedAt && earlier(finishedAt),
  }));
}

/** Lays copies of a run beside it, each with an id of its own. */
export function copyRun(folder: string, runIds: readonly string[]): void {
  for (const runId of runIds) {
    for (const name of ['run.db', 'run.head']) cpSync(join(folder, name), join(dirname(folder), runId, name));
  }
}
