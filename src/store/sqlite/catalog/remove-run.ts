import { renameSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { message } from '../../../messages/message.js';
import { RunError } from '../../../messages/run-error.js';
import type { Deletion, Removal, RunPlace } from '../../run-catalog.js';
import type { RunRecord } from '../../run-record.js';
import { sqliteCode } from '../database.js';
import { glanceAtRecord } from '../sealed/read-record.js';
import { type Hold, holdRun } from './hold-run.js';
import { whileNoneBegins } from './new-run.js';
import { asideName, hasDatabase } from './run-files.js';

type IsSpared = ((record: RunRecord) => boolean) | null;

/** Removes a run, unless somebody works on it. A kill in between leaves no half run: it is first given another name. */
export async function removeRun({ folder, runId }: RunPlace, isSpared: IsSpared): Promise<Removal> {
  try {
    const aside = join(dirname(folder), asideName(runId));
    const refusal = setAside(folder, aside, isSpared);
    if (refusal !== null) return { kind: refusal };
    await rm(aside, { recursive: true, maxRetries: 3 });
    return { kind: 'removed' };
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error) };
  }
}

/** Removes what a prune that was killed has left. */
export async function removeLeftover(path: string): Promise<Deletion> {
  try {
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
    return { kind: 'removed' };
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error) };
  }
}

/**
 * Removes what there is of a run, unless somebody works on it.
 * @throws RunError `run.busy`
 */
export function discardRun({ folder, runId }: RunPlace): void {
  const hold = hasDatabase(folder) ? holdRun(folder) : nothingToHold;
  if (hold === null) throw new RunError('busy', message('run.busy', { runId, pid: '?', host: '?', since: '?' }));
  try {
    rmSync(folder, { recursive: true, force: true });
  } finally {
    hold.release();
  }
}

const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.name : 'error');

/** Gives a run its other name; or gives why not. */
function setAside(folder: string, aside: string, isSpared: IsSpared): 'atWork' | 'spared' | null {
  if (hasRecord(folder)) return setAsideHeld(folder, aside, isSpared);
  // What says nothing of itself may be a run that begins at this moment.
  const done = whileNoneBegins(folder, () => setAsideHeld(folder, aside, null));
  return done === null ? 'atWork' : done.result;
}

function hasRecord(folder: string): boolean {
  try {
    return hasDatabase(folder) && glanceAtRecord(folder) !== null;
  } catch {
    return false;
  }
}

function setAsideHeld(folder: string, aside: string, isSpared: IsSpared): 'atWork' | 'spared' | null {
  const hold = holdUnlessEmpty(folder);
  if (hold === null) return 'atWork';
  try {
    const record = isSpared === null ? null : hold.readRecord();
    if (record !== null && isSpared?.(record)) return 'spared';
    // Windows renames no folder with an open file in it: there, that is what keeps a run from being removed at work.
    if (process.platform === 'win32') hold.release();
    renameSync(folder, aside);
    return null;
  } finally {
    hold.release();
  }
}

const nothingToHold: Hold = { readRecord: () => null, release: () => {} };

/** A run without a database, or with a broken one, has nothing to be held by: nobody can work on it. */
function holdUnlessEmpty(folder: string): Hold | null {
  if (!hasDatabase(folder)) return nothingToHold;
  try {
    return holdRun(folder);
  } catch (error) {
    if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(sqliteCode(error))) return nothingToHold;
    throw error;
  }
}
