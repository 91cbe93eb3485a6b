import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { loadJob } from '../../src/job/load-job.js';
import type { RunCallbacks } from '../../src/phases/run-context.js';
import type { Summary } from '../../src/report/summary.js';
import { checkRun } from '../../src/runs/start-run.js';
import { openLocalStores } from '../../src/store/sqlite/local-stores.js';

/** Whoever starts a run, and says nothing but yes. */
export const callbacksOf = (
  input: Readable | null = null,
  interrupted = new AbortController().signal,
): RunCallbacks => ({
  ...{ input, interrupted },
  onProgress: () => {},
  onNote: () => {},
  onCall: () => {},
  confirm: async () => true,
  onOvertaken: () => true,
});

/** What a check leaves. */
export interface Checked {
  readonly summary: Summary;
  readonly folder: string;
  /** The text of failed.csv. */
  readonly failed: string;
}

/**
 * Checks a file in this process.
 * @param sourcePath `-` for what is piped in
 */
export async function checkHere(
  jobPath: string,
  sourcePath: string,
  logDir: string,
  callbacks = callbacksOf(),
): Promise<Checked> {
  const { job, jobFile } = await loadJob(jobPath);
  const { summary } = await checkRun({ job, jobFile, sourcePath }, openLocalStores(logDir).runs, callbacks);
  const { folder } = summary.files;
  return { summary, folder, failed: readFileSync(join(folder, 'failed.csv'), 'utf8') };
}
