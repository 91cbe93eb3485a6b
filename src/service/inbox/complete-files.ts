import { setTimeout as wait } from 'node:timers/promises';
import type { Inbox } from '../../job/job.js';
import { type FileState, isSameState, readFileState } from '../../store/file-state.js';
import { markersOf } from './find-files.js';

/** A file of an inbox, and what it was like when it was found to be complete. */
export interface InboxFile extends FileState {
  readonly path: string;
}

/** The files that nobody writes any more, the oldest first, and how many are still being written. */
export interface Arrivals {
  readonly complete: readonly InboxFile[];
  readonly incomplete: number;
}

/**
 * Tells which files are complete: they have a marker beside them, or have not changed for a while. One that changed a
 * moment ago is waited for, once: the next trigger may be tomorrow.
 */
export async function completeFiles(paths: readonly string[], inbox: Inbox, stopping: AbortSignal): Promise<Arrivals> {
  const looks = await Promise.all(paths.map((path) => look(path, inbox)));
  const patience = looks.map(({ waitMs }) => waitMs ?? 0).reduce((most, ms) => Math.max(most, ms), 0);
  if (patience > 0) await wait(patience, undefined, { signal: stopping });
  const arrivals = await Promise.all(looks.map((before) => (before.waitMs ? lookAgain(before, inbox) : before)));
  const complete = arrivals.flatMap(({ file, waitMs }) => (file && waitMs === 0 ? [file] : []));
  return {
    complete: complete.toSorted((a, b) => a.modifiedMs - b.modifiedMs),
    incomplete: arrivals.filter(({ file, waitMs }) => file && waitMs !== 0).length,
  };
}

interface Look {
  readonly path: string;
  /** Null for a file that is gone. */
  readonly file: InboxFile | null;
  /** How long it takes until it may be complete; null where that is not for time to tell. */
  readonly waitMs: number | null;
}

async function look(path: string, { complete, stableForMs }: Inbox): Promise<Look> {
  const state = await readFileState(path);
  if (state === null) return { path, file: null, waitMs: 0 };
  const { size, modifiedMs, quietMs } = state;
  const file = { path, size, modifiedMs };
  const markers = await Promise.all(markersOf(path).map(readFileState));
  // One that is older than the file was for what lay there before.
  if (markers.some((marker) => marker && marker.modifiedMs >= modifiedMs)) return { path, file, waitMs: 0 };
  if (complete === 'marker') return { path, file, waitMs: null };
  // A clock that is behind that of the file server would keep a file waiting for as long as it is behind.
  return { path, file, waitMs: Math.min(stableForMs, Math.max(0, stableForMs - quietMs)) };
}

/** What has not changed while it was waited for is complete, whatever the clocks say. */
async function lookAgain({ path, file }: Look, inbox: Inbox): Promise<Look> {
  const again = await look(path, inbox);
  return file && again.file && isSameState(file, again.file) ? { ...again, waitMs: 0 } : again;
}
