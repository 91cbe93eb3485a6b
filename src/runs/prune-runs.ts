import type { RunCatalog, RunListing } from '../store/run-catalog.js';
import { removeScratch } from '../store/scratch-folder.js';
import type { RunEntry } from './read-run.js';
import { type Pruned, removeRun } from './remove-run.js';

/** Hears what became of each; `run` is null for what an earlier prune has left. Bytes are those that were freed. */
export type OnRemoval = (path: string, run: RunEntry | null, removal: Pruned, bytes: number) => void;

/** How runs are pruned. */
export interface Pruning {
  /** Those that could be resumed as well. */
  readonly force: boolean;
  /** Ends it before the next run. */
  readonly stopping: AbortSignal;
  readonly onRemoval: OnRemoval;
}

/**
 * Removes runs one after the other, what earlier prunes have left before them, and the folders of jobs that are empty
 * then. One that cannot be removed does not keep the others.
 */
export async function pruneRuns(
  chosen: readonly RunEntry[],
  { leftovers, jobs }: RunListing,
  runs: RunCatalog,
  { force, stopping, onRemoval }: Pruning,
): Promise<void> {
  for (const path of leftovers) {
    if (stopping.aborted) return;
    const bytes = await runs.sizeOf(path);
    onRemoval(path, null, await runs.removeLeftover(path), bytes);
  }
  for (const run of chosen) {
    if (stopping.aborted) return;
    const bytes = await runs.sizeOf(run.folder);
    onRemoval(run.folder, run, await removeRun(run, force, runs), bytes);
  }
  for (const folder of jobs) await runs.removeJobIfEmpty(folder);
}

/**
 * Removes what killed processes have left half written, in the runs that stay and in scratch folders. What a living
 * process writes is left alone.
 * @returns how many files and scratch folders were removed
 */
export async function pruneParts(logDir: string, listing: RunListing, runs: RunCatalog): Promise<number> {
  let count = removeScratch(logDir);
  for (const place of listing.runs) count += await runs.removeParts(place);
  return count;
}
