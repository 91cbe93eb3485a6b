import type { RunCatalog } from '../../store/run-catalog.js';
import type { InboxClaim, ServiceStore } from '../../store/service-store.js';
import { type Stage, stageOf } from './run-claim.js';

/** How far a run has come; `unseen` where that cannot be announced: its run.db cannot be read, or lies somewhere else. */
export type StageInSight = Stage | 'unseen';

/** How far the run of a claim has come, as far as can be seen. Where the service store was moved, what lies there is another's. */
export async function stageInSight(
  claim: InboxClaim,
  runs: RunCatalog,
  serviceStore: ServiceStore,
): Promise<StageInSight> {
  try {
    if (!(await serviceStore.isInPlace())) return 'unseen';
    const stage = await stageOf(claim, runs, serviceStore);
    // A run that had begun and is not there now is not one that has done nothing.
    return stage === 'none' && (await serviceStore.hasBegun(claim.runId)) ? 'unseen' : stage;
  } catch {
    return 'unseen';
  }
}

/** What a person may type to bring a run further; null where there is no such command. */
export function commandOf(stage: StageInSight, runId: string): string | null {
  if (stage === 'none' || stage === 'unseen') return null;
  return `wefeng-import ${stage === 'over' ? 'report' : 'resume'} ${runId}`;
}
