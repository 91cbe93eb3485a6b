import { basename, dirname } from 'node:path';
import type { RunRecord } from '../store/run-record.js';
import { lookThrough } from './log-folder.js';
import { type RunEntry, readRuns } from './read-run.js';

const widestZonesMs = 27 * 3_600_000;

/**
 * The runs of the same job that were begun later and have come to send, the newest first. What they brought is newer, and
 * a contact that they found as it should be looks as if nobody had touched it.
 * @param folder of the run itself
 */
export function laterRuns({ runId, startedAt }: RunRecord, folder: string): RunEntry[] {
  const jobFolder = dirname(folder);
  const start = new Date(startedAt).getTime();
  // What is clearly earlier need not be opened. A name tells the time of a zone that may have been any.
  const places = lookThrough(dirname(jobFolder), basename(jobFolder)).runs.filter(
    (place) => place.runId !== runId && place.namedAt.getTime() > start - widestZonesMs,
  );
  return readRuns(places).filter(({ begun, startedAt }) => begun && startedAt.getTime() > start);
}
