import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ListedRun, RunListing } from '../../run-catalog.js';
import { timeOfRunId } from '../../run-folder.js';
import { asideOf } from './run-files.js';

/**
 * Looks through `<logDir>/<job>/`. Names that begin with a dot, directly in the log folder, are the program's own.
 * @param job the one job to look at; null for all
 * @throws the error of the file system where the log folder is there and cannot be read
 */
export function listRuns(logDir: string, job: string | null): RunListing {
  const entries = list(logDir).filter(({ name }) => !name.startsWith('.') && (job === null || name === job));
  const jobs = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const inside = jobs.flatMap((name) => list(join(logDir, name)).map((entry) => toPlace(logDir, name, entry)));
  const links = entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => join(logDir, name));
  return {
    runs: inside.flatMap((place) => (place.kind === 'run' ? [place.run] : [])),
    jobs: jobs.map((name) => join(logDir, name)),
    leftovers: inside.flatMap((place) => (place.kind === 'leftover' ? [place.path] : [])),
    strangers: [...links, ...inside.flatMap((place) => (place.kind === 'stranger' ? [place.path] : []))],
  };
}

type Place =
  | { readonly kind: 'run'; readonly run: ListedRun }
  | { readonly kind: 'leftover' | 'stranger'; readonly path: string };

function toPlace(logDir: string, job: string, entry: Dirent): Place {
  const path = join(logDir, job, entry.name);
  const namedAt = timeOfRunId(entry.name);
  if (!entry.isDirectory()) return { kind: 'stranger', path };
  if (namedAt !== null) return { kind: 'run', run: { folder: path, job, runId: entry.name, namedAt } };
  return { kind: asideOf(entry.name) === null ? 'stranger' : 'leftover', path };
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    // It was never made, or is gone since.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
