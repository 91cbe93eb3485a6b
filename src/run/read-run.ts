import { lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { canGoOn } from './can-go-on.js';
import { isBeingDone } from './hold-run.js';
import type { RunPlace } from './log-folder.js';
import { type Peek, peekRun, type RunCounts } from './peek-run.js';
import type { RunRecord, RunState } from './run-record.js';
import { isDamage, unreadableFile } from './store/damage.js';

/** How a run stands: as it says itself, or, of one without a word of its own, what there is to see. */
type Standing = RunState | 'checked' | 'running' | 'refused' | 'neverBegan' | 'otherVersion' | 'damaged' | 'unreadable';

/** One run, as it is listed. */
export interface RunEntry extends RunPlace {
  readonly command: RunRecord['command'] | null;
  readonly standing: Standing;
  /** Whether `resume` or `apply` would go on with it now. */
  readonly canGoOn: boolean;
  /** Whether it has come to send. */
  readonly begun: boolean;
  readonly counts: RunCounts | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

/** Reads what each run is, the newest first, to the millisecond. What cannot be read is told as such. */
export const readRuns = (places: readonly RunPlace[]): RunEntry[] =>
  places.flatMap((place) => readRun(place) ?? []).toSorted(newestFirst);

const newestFirst = (a: RunEntry, b: RunEntry): number =>
  b.startedAt.getTime() - a.startedAt.getTime() || b.runId.localeCompare(a.runId);

/** Null when it is gone by now. */
function readRun(place: RunPlace): RunEntry | null {
  const { folder } = place;
  try {
    return toEntry(place, hasDatabase(folder) ? peekRun(folder) : 'nothing yet');
  } catch (error) {
    if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return null;
    return without(place, standingAfter(error));
  }
}

export const hasDatabase = (folder: string): boolean =>
  lstatSync(join(folder, 'run.db'), { throwIfNoEntry: false })?.isFile() ?? false;

function toEntry(place: RunPlace, peek: Peek): RunEntry {
  if (peek === 'other version') return without(place, 'otherVersion');
  if (peek === 'nothing yet') return without(place, standingOfEmpty(place));
  const { record, counts } = peek;
  const standing = standingOf(record, place.folder);
  const finishedAt = record.finishedAt === null ? null : new Date(record.finishedAt);
  const startedAt = new Date(record.startedAt);
  const goesOn = standing !== 'running' && canGoOn(record);
  const { command, begun } = record;
  return { ...place, command, standing, canGoOn: goesOn, begun, counts, startedAt, finishedAt };
}

const without = (place: RunPlace, standing: Standing): RunEntry => ({
  ...{ ...place, standing, startedAt: place.namedAt, finishedAt: null },
  ...{ command: null, canGoOn: false, begun: false, counts: null },
});

function standingOf({ command, state, finishedAt }: RunRecord, folder: string): Standing {
  if (finishedAt === null && isBeingDone(folder)) return 'running';
  return command === 'check' && state === 'planned' ? 'checked' : state;
}

function standingOfEmpty(place: RunPlace): Standing {
  const { folder } = place;
  if (lstatSync(join(folder, 'refusal.txt'), { throwIfNoEntry: false })) return 'refused';
  return isBeginning(place) || (hasDatabase(folder) && isBeingDone(folder)) ? 'running' : 'neverBegan';
}

const minuteMs = 60_000;

/**
 * Whether a run may be about to begin: until its database is there, nobody can tell its folder from one that a kill has left,
 * but by being young, and by a name of just now (or, where clocks were just set back for winter, of an hour ago).
 */
export const isBeginning = ({ folder, namedAt }: RunPlace): boolean =>
  Date.now() - namedAt.getTime() < 62 * minuteMs && Date.now() - statSync(folder).mtimeMs < minuteMs;

const standingAfter = (error: unknown): Standing =>
  error instanceof SyntaxError || isDamage(error) || unreadableFile(error) !== null ? 'damaged' : 'unreadable';
