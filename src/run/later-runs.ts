import { basename, dirname } from 'node:path';
import { lookThrough } from './log-folder.js';
import { type RunEntry, readRuns } from './read-run.js';
import type { RunRecord } from './run-record.js';

/**
 * The runs of the same job that were begun later and have come to send, the newest first. What they brought is newer, and
 * a contact that they found as it should be looks as if nobody had touched it.
 * @param folder of the run itself
 */
export function laterRuns({ runId, startedAt }: RunRecord, folder: string): RunEntry[] {
  const jobFolder = dirname(folder);
  const start = new Date(startedAt).getTime();
  // Names tell the time to the second: what is clearly earlier need not be opened.
  const places = lookThrough(dirname(jobFolder), basename(jobFolder)).runs.filter(
    (place) => place.runId !== runId && place.namedAt.getTime() > start - 1000,
  );
  return readRuns(places).filter(({ begun, startedAt }) => begun && startedAt.getTime() > start);
}
