import { runStates } from '../report/run-state.js';
import type { RunEntry } from './read-run.js';

/** By which runs can be picked out. */
export const stateFilters = [...runStates, 'checked', 'resumable'] as const;

export type StateFilter = (typeof stateFilters)[number];

/** What is to be pruned: runs of which all that is given holds. */
export interface PruneRule {
  readonly olderThanMs: number | null;
  /** How many of each job stay, the newest. */
  readonly keep: number | null;
  readonly state: StateFilter | null;
  /** Those that could be resumed or applied as well. */
  readonly force: boolean;
}

/** Why a run stays although the rule names it. */
export type Spare = 'running' | 'claimed' | 'resumable' | 'unknown';

export interface Choice {
  readonly chosen: readonly RunEntry[];
  readonly spared: readonly { readonly run: RunEntry; readonly why: Spare }[];
}

export const hasState = (run: RunEntry, state: StateFilter | null): boolean =>
  state === null || (state === 'resumable' ? run.canGoOn : run.standing === state);

/** How long ago a run ended, or, where it does not say, began: in ms. */
export const ageMs = ({ startedAt, finishedAt }: RunEntry, now: Date): number =>
  now.getTime() - (finishedAt ?? startedAt).getTime();

/**
 * Chooses the runs to be pruned.
 * @param runs the newest first
 * @param claimed the ids of runs that the scheduler has still to finish
 */
export function chooseRuns(
  runs: readonly RunEntry[],
  rule: PruneRule,
  claimed: ReadonlySet<string>,
  now: Date,
): Choice {
  const kept = newestOfEachJob(runs, rule.keep ?? 0);
  const named = runs.filter((run) => !kept.has(run) && hasState(run, rule.state) && isOld(run, rule, now));
  const judged = named.map((run) => ({ run, why: findSpare(run, rule.force, claimed) }));
  return {
    chosen: judged.flatMap(({ run, why }) => (why === null ? [run] : [])),
    spared: judged.flatMap(({ run, why }) => (why === null ? [] : [{ run, why }])),
  };
}

function newestOfEachJob(runs: readonly RunEntry[], keep: number): ReadonlySet<RunEntry> {
  const counts = new Map<string, number>();
  const kept = runs.filter(({ job }) => {
    const count = (counts.get(job) ?? 0) + 1;
    counts.set(job, count);
    return count <= keep;
  });
  return new Set(kept);
}

const isOld = (run: RunEntry, { olderThanMs }: PruneRule, now: Date): boolean =>
  olderThanMs === null || ageMs(run, now) > olderThanMs;

function findSpare(run: RunEntry, force: boolean, claimed: ReadonlySet<string>): Spare | null {
  if (run.standing === 'running') return 'running';
  // Without its run, the scheduler would import the file once more from its beginning.
  if (claimed.has(run.runId)) return 'claimed';
  if (force) return null;
  // What cannot be read may well be resumed: by the version that wrote it, or by who has the right to.
  if (run.standing === 'otherVersion' || run.standing === 'unreadable') return 'unknown';
  return run.canGoOn ? 'resumable' : null;
}
