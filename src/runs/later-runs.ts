import type { RunCatalog, RunPlace } from '../store/run-catalog.js';
import type { RunRecord } from '../store/run-record.js';
import { type RunEntry, readRuns } from './read-run.js';

const widestZonesMs = 27 * 3_600_000;

/**
 * The runs of the same job that were begun later and have come to send, the newest first. What they brought is newer, and
 * a contact that they found as it should be looks as if nobody had touched it.
 * @param place of the run itself
 */
export async function laterRuns(
  { runId, startedAt }: RunRecord,
  place: RunPlace,
  runs: RunCatalog,
): Promise<RunEntry[]> {
  const start = new Date(startedAt).getTime();
  // What is clearly earlier need not be opened. A name tells the time of a zone that may have been any.
  const others = (await runs.listBeside(place)).filter(
    (other) => other.runId !== runId && other.namedAt.getTime() > start - widestZonesMs,
  );
  return (await readRuns(others, runs)).filter(({ begun, startedAt }) => begun && startedAt.getTime() > start);
}
