import { renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isPrunable } from '../report/run-state.js';
import { asideName } from '../store/run-folder.js';
import { sqliteCode } from '../store/sqlite/database.js';
import { type Hold, holdRun } from '../store/sqlite/hold-run.js';
import { whileNoneBegins } from './begin-run.js';
import type { Spare } from './choose-runs.js';
import { hasDatabase, type RunEntry } from './read-run.js';

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

const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.name : 'error');

function setAside(run: RunEntry, force: boolean): string | Removal {
  // What says nothing of itself may be a run that begins at this moment.
  if (run.command !== null) return setAsideHeld(run, force);
  return whileNoneBegins(run.folder, () => setAsideHeld(run, force))?.result ?? { kind: 'spared', why: 'running' };
}

function setAsideHeld(run: RunEntry, force: boolean): string | Removal {
  const { folder, runId } = run;
  const hold = holdUnlessEmpty(folder);
  if (hold === null) return { kind: 'spared', why: 'running' };
  try {
    const record = force || run.command === null ? null : hold.readRecord();
    if (record !== null && !isPrunable(record)) return { kind: 'spared', why: 'resumable' };
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
function holdUnlessEmpty(folder: string): Hold | null {
  const nothing: Hold = { readRecord: () => null, release: () => {} };
  if (!hasDatabase(folder)) return nothing;
  try {
    return holdRun(folder);
  } catch (error) {
    if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(sqliteCode(error))) return nothing;
    throw error;
  }
}
