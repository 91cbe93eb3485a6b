import { lstatSync, readdirSync, renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canGoOn } from './can-go-on.js';
import type { Spare } from './choose-runs.js';
import { sqliteCode } from './database.js';
import { type Hold, holdRun } from './hold-run.js';
import { hasDatabase, isBeginning, type RunEntry } from './read-run.js';
import { asideName } from './run-folder.js';

export type Removal =
  | { readonly kind: 'removed' }
  /** Since it was chosen, somebody has begun to work on it, or has left it to be resumed. */
  | { readonly kind: 'spared'; readonly why: Spare }
  /** The code of what the file system said. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Removes a run, unless somebody works on it. A kill in between leaves no half run: it is first given another name. */
export async function removeRun(run: RunEntry, force: boolean): Promise<Removal> {
  try {
    const aside = setAside(run, force);
    if (typeof aside !== 'string') return aside;
    await rm(aside, { recursive: true, maxRetries: 3 });
    return { kind: 'removed' };
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error) };
  }
}

/** Removes what a prune that was killed has left. */
export async function removeLeftover(path: string): Promise<Removal> {
  try {
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
    return { kind: 'removed' };
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error) };
  }
}

/** How many bytes the files of a folder have. No link is followed; what is gone by now counts nothing. */
export function sizeOf(path: string): number {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found?.size ?? 0;
  try {
    return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
  } catch {
    return 0;
  }
}

const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.name : 'error');

function setAside(run: RunEntry, force: boolean): string | Removal {
  const { folder, runId } = run;
  const hold = holdUnlessEmpty(run);
  if (hold === null) return { kind: 'spared', why: 'running' };
  try {
    const record = force || run.command === null ? null : hold.readRecord();
    if (record !== null && canGoOn(record)) return { kind: 'spared', why: 'resumable' };
    const aside = join(dirname(folder), asideName(runId));
    // Windows renames no folder with an open file in it: there, that is what keeps a run from being removed at work.
    if (process.platform === 'win32') hold.release();
    renameSync(folder, aside);
    return aside;
  } finally {
    hold.release();
  }
}

/** A run without a database, or with a broken one, has nothing to be held by: nobody can work on it. */
function holdUnlessEmpty(run: RunEntry): Hold | null {
  const { folder, standing } = run;
  const nothing: Hold = { readRecord: () => null, release: () => {} };
  if (!hasDatabase(folder)) return standing !== 'refused' && isBeginning(run) ? null : nothing;
  try {
    return holdRun(folder);
  } catch (error) {
    if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(sqliteCode(error))) return nothing;
    throw error;
  }
}
