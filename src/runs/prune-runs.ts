import { removeIfEmpty } from '../store/run-folder.js';
import { removeScratch } from '../store/scratch-folder.js';
import type { LogFolder } from './log-folder.js';
import type { RunEntry } from './read-run.js';
import { removeParts } from './remove-parts.js';
import { type Removal, removeLeftover, removeRun } from './remove-run.js';
import { sizeOf } from './size-of.js';

/** Hears what became of each; `run` is null for what an earlier prune has left. Bytes are those that were freed. */
export type OnRemoval = (path: string, run: RunEntry | null, removal: Removal, bytes: number) => void;

/**
 * Removes runs one after the other, what earlier prunes have left before them, and the folders of jobs that are empty
 * then. One that cannot be removed does not keep the others.
 * @param force those that could be resumed as well
 * @param stopping ends it before the next run
 */
export async function pruneRuns(
  runs: readonly RunEntry[],
  { leftovers, jobs }: LogFolder,
  force: boolean,
  stopping: AbortSignal,
  onRemoval: OnRemoval,
): Promise<void> {
  for (const path of leftovers) {
    if (stopping.aborted) return;
    const bytes = sizeOf(path);
    onRemoval(path, null, await removeLeftover(path), bytes);
  }
  for (const run of runs) {
    if (stopping.aborted) return;
    const bytes = sizeOf(run.folder);
    onRemoval(run.folder, run, await removeRun(run, force), bytes);
  }
  for (const folder of jobs) removeIfEmpty(folder);
}

/**
 * Removes what killed processes have left half written, in the runs that stay and in scratch folders. What a living
 * process writes is left alone.
 * @returns how many files and scratch folders were removed
 */
export function pruneParts(logDir: string, { runs }: LogFolder): number {
  return runs.reduce((sum, { folder }) => sum + removeParts(folder), removeScratch(logDir));
}
