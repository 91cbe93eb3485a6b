import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { isChecked, isFinished, isResumable, type RunCommand, type RunState } from '../report/run-state.js';
import { refusalPath } from '../store/run-folder.js';
import type { RunRecord } from '../store/run-record.js';
import { sqliteCode } from '../store/sqlite/database.js';
import { isBeingDone } from '../store/sqlite/hold-run.js';
import { type Peek, peekRun, type RunCounts } from '../store/sqlite/peek-run.js';
import { isDamage, unreadableFile } from '../store/sqlite/sealed/damage.js';
import { whileNoneBegins } from './begin-run.js';
import { isReported } from './is-reported.js';
import type { RunPlace } from './log-folder.js';

/** How a run stands: as it says itself, or, of one without a word of its own, what there is to see. */
type Standing = RunState | 'checked' | 'running' | 'refused' | 'otherVersion' | 'damaged' | 'unreadable';

/** One run, as it is listed. */
export interface RunEntry extends RunPlace {
  readonly command: RunCommand | null;
  readonly standing: Standing;
  /** Whether `resume` or `apply` would go on with it now. */
  readonly canGoOn: boolean;
  /** Whether it has come to send. */
  readonly begun: boolean;
  /** Whether it has ended and a kill has kept its report from being made. */
  readonly lacksReport: boolean;
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
    return toEntry(place, peekAt(folder)) ?? entryOfEmpty(place);
  } catch (error) {
    if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return null;
    return without(place, standingAfter(error));
  }
}

export const hasDatabase = (folder: string): boolean =>
  lstatSync(join(folder, 'run.db'), { throwIfNoEntry: false })?.isFile() ?? false;

const peekAt = (folder: string): Peek => (hasDatabase(folder) ? peekRun(folder) : 'nothing yet');

/** Null for a run that says nothing of itself. */
function toEntry(place: RunPlace, peek: Peek): RunEntry | null {
  if (peek === 'other version') return without(place, 'otherVersion');
  if (peek === 'nothing yet') return null;
  const { record, counts } = peek;
  const isTold = isReported(place.folder, record);
  const standing = standingOf(record, isTold, place.folder);
  const finishedAt = record.finishedAt === null ? null : new Date(record.finishedAt);
  const startedAt = new Date(record.startedAt);
  const isAtWork = standing === 'running';
  const goesOn = !isAtWork && isResumable(record);
  // Of one that is not finished a resume makes the report.
  const lacksReport = !isAtWork && isFinished(record) && !isTold;
  const { command, begun } = record;
  return { ...place, command, standing, canGoOn: goesOn, begun, lacksReport, counts, startedAt, finishedAt };
}

const without = (place: RunPlace, standing: Standing): RunEntry => ({
  ...place,
  standing,
  startedAt: place.namedAt,
  finishedAt: null,
  command: null,
  canGoOn: false,
  begun: false,
  lacksReport: false,
  counts: null,
});

/** @param isTold whether its report is that of its end: until it is, a process may be at it */
function standingOf(record: RunRecord, isTold: boolean, folder: string): Standing {
  if ((record.finishedAt === null || !isTold) && isBeingDone(folder)) return 'running';
  return isChecked(record) ? 'checked' : record.state;
}

/** A folder without a record is that of a run which begins at this moment, or was killed before it had one. */
function entryOfEmpty(place: RunPlace): RunEntry {
  const { folder } = place;
  if (lstatSync(refusalPath(folder), { throwIfNoEntry: false })) return without(place, 'refused');
  // It may have begun since the first look.
  const again = whileNoneBegins(folder, () => toEntry(place, peekAt(folder)));
  return again === null ? without(place, 'running') : (again.result ?? without(place, 'interrupted'));
}

function standingAfter(error: unknown): Standing {
  // Somebody has it to himself for as long as we have waited: he is at work.
  if (/^SQLITE_(?:BUSY|LOCKED)/.test(sqliteCode(error))) return 'running';
  return error instanceof SyntaxError || isDamage(error) || unreadableFile(error) !== null ? 'damaged' : 'unreadable';
}
