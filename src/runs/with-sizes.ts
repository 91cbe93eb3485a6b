import type { RunCatalog } from '../store/run-catalog.js';
import type { RunEntry } from './read-run.js';

/** A run, and how many bytes it takes. */
export interface SizedRun {
  readonly run: RunEntry;
  readonly bytes: number;
}

/** Looks how many bytes each of some runs takes, one after another. */
export async function withSizes(entries: readonly RunEntry[], runs: RunCatalog): Promise<SizedRun[]> {
  const sized: SizedRun[] = [];
  for (const run of entries) sized.push({ run, bytes: await runs.sizeOf(run.folder) });
  return sized;
}
