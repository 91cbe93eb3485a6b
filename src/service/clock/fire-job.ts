import { message } from '../../messages/message.js';
import { asRunError } from '../../store/disk-error.js';
import { newRunId } from '../../store/run-folder.js';
import type { InboxClaim } from '../../store/service-store.js';
import { arrivalsOf } from '../inbox/arrivals.js';
import { concludeClaim } from '../inbox/conclude-claim.js';
import { moveUnmoved } from '../inbox/move-later.js';
import { refuseIfMoved } from '../inbox/refuse-if-moved.js';
import { type LoadedJob, runClaim, stageOf } from '../inbox/run-claim.js';
import type { About } from './announce.js';
import { awaitAccount } from './await-account.js';
import { callbacksOf } from './callbacks-of.js';
import type { RunEnd, TriggerTools } from './trigger.js';

// Of a job that is fired by hand, and does not say.
const usualWaitMs = 12 * 3_600_000;

/** How much a trigger does: all that there is, or only what an earlier one has left open. */
export type Extent = 'all' | 'open';

/**
 * One trigger of a job: first whatever an earlier one has left open, then what is new. A run that does not come to its end
 * ends the trigger: what would follow would meet the same trouble.
 * @returns how each run ended
 * @throws RunError when the inbox cannot be read; the signal's reason when the service is stopping
 */
export async function fireJob(loaded: LoadedJob, extent: Extent, tools: TriggerTools): Promise<readonly RunEnd[]> {
  const ends: RunEnd[] = [];
  await refuseIfMoved(tools.serviceStore);
  await moveUnmoved(loaded.job.name, tools);
  for await (const claim of claimsOf(loaded, extent, tools)) {
    if (tools.stopping.aborted || !tools.isWanted(loaded.job.name)) break;
    const end = await doInTurn(claim, loaded, tools);
    ends.push(end);
    tools.onEnd(loaded.job.name, end.end);
    // Of a job one run at most waits: it ends the trigger.
    tools.onTrouble(loaded.job.name, 'run', end.trouble);
    if (!end.isOver) return ends;
  }
  if (!tools.stopping.aborted) tools.onTrouble(loaded.job.name, 'run', null);
  return ends;
}

async function* claimsOf({ job, place }: LoadedJob, extent: Extent, tools: TriggerTools): AsyncGenerator<InboxClaim> {
  yield* await tools.serviceStore.openClaims(job.name);
  if (extent === 'open') return;
  if (job.inbox !== null) yield* arrivalsOf(job, job.inbox, place.stores.runs, tools);
  if (job.sourceFile === null) return;
  yield { runId: newRunId(), job: job.name, path: job.sourceFile, sha256: null, size: 0, modifiedMs: 0 };
}

async function doInTurn(claim: InboxClaim, loaded: LoadedJob, tools: TriggerTools): Promise<RunEnd> {
  const { runId } = claim;
  const { job, place } = loaded;
  const { callbacks, release } = callbacksOf(claim, loaded, tools);
  const about = { job: job.name, run: runId };
  const begin = async () => {
    await refuseIfMoved(tools.serviceStore);
    // Before there is anything of the run: whatever becomes of this process, the claim tells where to look.
    await tools.serviceStore.claim(claim);
    await tools.onBegin(job.name);
    const stage = await stageOf(claim, place.stores.runs, tools.serviceStore);
    if (stage === 'none') await sayIfGivenUp(claim, loaded, tools);
    tools.announce('info', message(stage === 'none' ? 'schedule.begins' : 'schedule.resumes', { runId }), about);
    return runClaim(claim, stage, loaded, callbacks);
  };
  const waiting = { waitMs: job.schedule?.waitMs ?? usualWaitMs, about };
  const waited = await awaitAccount(place, waiting, tools, begin).catch(toFailure).finally(release);
  if (waited instanceof Error) return concludeClaim(claim, loaded, waited, tools);
  if (waited.kind === 'done') return concludeClaim(claim, loaded, waited.result, tools);
  if (waited.kind === 'stopped') return { runId, end: 'stopped', isOver: false, trouble: null };
  await sayThatItGaveUp(loaded, about, tools);
  // A file that is new gets another id the next time.
  const known = (await tools.serviceStore.knows(runId)) ? runId : null;
  const trouble = { what: message('schedule.tooLate'), runId: known, next: null };
  return { runId, end: 'tooLate', isOver: false, trouble };
}

/** A run that had begun, and whose folder somebody has deleted, is given up: never without a word. */
async function sayIfGivenUp({ runId }: InboxClaim, { job }: LoadedJob, tools: TriggerTools): Promise<void> {
  if (!(await tools.serviceStore.hasBegun(runId))) return;
  const what = message('schedule.startsOver', { runId });
  tools.announce('warn', what, { job: job.name, run: runId });
  await tools.serviceStore.forgetBegun(runId);
  // Whoever is to be told may be slow to listen: the account is not kept waiting.
  void tools.alertOf(job, what);
}

const toFailure = (error: unknown): Error => {
  if (error instanceof Error) return asRunError(error) ?? error;
  throw error;
};

async function sayThatItGaveUp({ job }: LoadedJob, about: About, tools: TriggerTools): Promise<void> {
  const what = message('schedule.tooLate');
  tools.announce('warn', what, about);
  await tools.alertOf(job, what);
}
