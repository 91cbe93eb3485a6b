import { isChecked, isFinished, isResumable, type RunCommand, type RunState } from '../report/run-state.js';
import type { ListedRun, RunCatalog, RunCounts, RunSight } from '../store/run-catalog.js';

/** How a run stands: as it says itself, or, of one without a word of its own, what there is to see. */
type Standing = RunState | 'checked' | 'running' | 'refused' | 'otherVersion' | 'damaged' | 'unreadable';

/** One run, as it is listed. */
export interface RunEntry extends ListedRun {
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
export async function readRuns(places: readonly ListedRun[], runs: RunCatalog): Promise<RunEntry[]> {
  const entries: RunEntry[] = [];
  // One after another: of thousands no more than one is open.
  for (const place of places) {
    const sight = await runs.look(place);
    if (sight !== null) entries.push(toEntry(place, sight));
  }
  return entries.toSorted(newestFirst);
}

const newestFirst = (a: RunEntry, b: RunEntry): number =>
  b.startedAt.getTime() - a.startedAt.getTime() || b.runId.localeCompare(a.runId);

function toEntry(place: ListedRun, sight: RunSight): RunEntry {
  if (sight.kind !== 'told') return without(place, sight.kind === 'empty' ? 'interrupted' : sight.kind);
  const { record, counts, isReported, isAtWork } = sight;
  const { command, begun } = record;
  return {
    ...place,
    command,
    begun,
    counts,
    standing: isAtWork ? 'running' : isChecked(record) ? 'checked' : record.state,
    canGoOn: !isAtWork && isResumable(record),
    // Of one that is not finished a resume makes the report.
    lacksReport: !isAtWork && isFinished(record) && !isReported,
    startedAt: new Date(record.startedAt),
    finishedAt: record.finishedAt === null ? null : new Date(record.finishedAt),
  };
}

const without = (place: ListedRun, standing: Standing): RunEntry => ({
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
