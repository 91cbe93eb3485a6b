import type { InboxClaim, ServiceStore } from '../../store/sqlite/service-store.js';
import { type Stage, stageOf } from './run-claim.js';

/** How far a run has come; `unseen` where that cannot be announced: its run.db cannot be read, or lies somewhere else. */
export type StageInSight = Stage | 'unseen';

/** How far the run of a claim has come, as far as can be seen. Where the service store was moved, what lies there is another's. */
export function stageInSight(claim: InboxClaim, logDir: string, serviceStore: ServiceStore): StageInSight {
  try {
    if (!serviceStore.isInPlace()) return 'unseen';
    const stage = stageOf(claim, logDir, serviceStore);
    // A run that had begun and is not there now is not one that has done nothing.
    return stage === 'none' && serviceStore.hasBegun(claim.runId) ? 'unseen' : stage;
  } catch {
    return 'unseen';
  }
}

/** What a person may type to bring a run further; null where there is no such command. */
export function commandOf(stage: StageInSight, runId: string): string | null {
  if (stage === 'none' || stage === 'unseen') return null;
  return `wefeng-import ${stage === 'over' ? 'report' : 'resume'} ${runId}`;
}
