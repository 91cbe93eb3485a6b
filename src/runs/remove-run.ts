import { isPrunable } from '../report/run-state.js';
import type { Deletion, RunCatalog } from '../store/run-catalog.js';
import type { RunRecord } from '../store/run-record.js';
import type { Spare } from './choose-runs.js';
import type { RunEntry } from './read-run.js';

/** What became of a run that was to be pruned. */
export type Pruned =
  | Deletion
  /** Since it was chosen, somebody has begun to work on it, or has left it to be resumed. */
  | { readonly kind: 'spared'; readonly why: Spare };

/** Removes a run, unless somebody works on it; with `force` also one that could be resumed. */
export async function removeRun(run: RunEntry, force: boolean, runs: RunCatalog): Promise<Pruned> {
  const removal = await runs.remove(run, force ? null : isToStay);
  if (removal.kind === 'atWork') return { kind: 'spared', why: 'running' };
  if (removal.kind === 'spared') return { kind: 'spared', why: 'resumable' };
  return removal;
}

const isToStay = (record: RunRecord): boolean => !isPrunable(record);
