import { message } from '../../messages/message.js';
import type { ServiceStore, Unmoved } from '../../store/service-store.js';
import { showUnmoved } from '../inbox/move-later.js';
import type { LoadedJob } from '../inbox/run-claim.js';
import { commandOf, stageInSight } from '../inbox/stage-in-sight.js';
import type { TriggerTools } from './trigger.js';

/** What an earlier service has left open of a job. */
export interface Unfinished {
  /** Each with what a person may type to bring it further. */
  readonly runs: readonly { readonly runId: string; readonly next: string | null }[];
  readonly files: readonly Unmoved[];
}

/** Reads what is unfinished. What cannot be read now is met, and announced, by the trigger that needs it. */
export async function readUnfinished({ job, place }: LoadedJob, serviceStore: ServiceStore): Promise<Unfinished> {
  const claims = await orNothing(serviceStore.openClaims(job.name));
  const runs = claims.map(async (claim) => {
    const stage = await stageInSight(claim, place.stores.runs, serviceStore);
    return { runId: claim.runId, next: commandOf(stage, claim.runId) };
  });
  return { runs: await Promise.all(runs), files: await orNothing(serviceStore.unmoved(job.name)) };
}

const orNothing = <Item>(read: Promise<readonly Item[]>): Promise<readonly Item[]> => read.catch(() => []);

/** Shows what is unfinished of a job, until it is settled. */
export function showUnfinished(job: string, { runs, files }: Unfinished, tools: Pick<TriggerTools, 'onTrouble'>): void {
  for (const { runId, next } of runs)
    tools.onTrouble(job, 'run', { what: message('schedule.unfinished', { runId }), runId, next });
  for (const file of files) showUnmoved(file, message('schedule.unmoved', { runId: file.runId }), tools);
}
