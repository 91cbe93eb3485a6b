import { formatMessage, type Message, message } from '../../messages/message.js';
import { RunError } from '../../messages/run-error.js';
import { isSameState, readFileState } from '../../store/file-state.js';
import type { InboxClaim } from '../../store/service-store.js';
import { alertOnce } from '../alerts/alert-once.js';
import type { RunEnd, TriggerTools } from '../clock/trigger.js';
import { closeClaim } from './close-claim.js';
import { discardRun, type LoadedJob } from './run-claim.js';
import { commandOf, type StageInSight, stageInSight } from './stage-in-sight.js';

/**
 * Draws what follows from an error that ended a run. A file of which nothing was sent is refused, if the error is about the
 * file; any other run is tried again at the next trigger, and until then those whom the job names know what to do.
 * @throws what the disk has against it: then the claim is still open
 */
export async function concludeError(
  claim: InboxClaim,
  loaded: LoadedJob,
  error: RunError,
  tools: TriggerTools,
): Promise<RunEnd> {
  const { runId } = claim;
  const { ending, why } = error;
  const stage = await stageInSight(claim, loaded.place.stores.runs, tools.serviceStore);
  if (stage === 'none' && ending === 'refused') {
    if (await isGone(claim)) return withdraw(claim, loaded, error, tools);
    // What is wrong with a folder, another version's file or the like is no fault of the file.
    if (!why.code.startsWith('run.')) return refuseFile(claim, loaded, error, tools);
  }
  const what = wordsOfHalt(stage, ending, { runId, code: why.code });
  // Before anybody is sent there to read it.
  if (what.code === 'schedule.cannotResume') await writeRefusal(claim, loaded, error);
  tools.announce('error', what, { job: claim.job, run: runId });
  const next = commandOf(stage, runId);
  const told = withNext(error, runId, nextOf(what, next, runId));
  await alertOnce({ job: loaded.job, runId, code: why.code }, tools, () => tools.alert(loaded.job, told));
  return { runId, end: error, isOver: false, trouble: { what, runId, next } };
}

function wordsOfHalt(
  stage: StageInSight,
  ending: RunError['ending'],
  params: { readonly runId: string; readonly code: string },
): Message {
  if (stage === 'over') return message('schedule.unreported', params);
  if (stage === 'unseen') return message('schedule.unseen', params);
  if (stage === 'none') return message('schedule.postponed', params);
  return message(ending === 'refused' ? 'schedule.cannotResume' : 'schedule.halted', params);
}

/** What those who are told of it can do. */
function nextOf(what: Message, command: string | null, runId: string): Message {
  if (what.code === 'schedule.cannotResume') return message('schedule.resumeByHand', { runId });
  return command === null ? what : message('summary.resume', { command });
}

/** What is told leaves out what may be of a customer; where all of it stands, or what to do, is told instead. */
const withNext = ({ ending, why }: RunError, runId: string, next: Message): RunError =>
  new RunError(ending === 'busy' ? 'busy' : 'stopped', why, [{ where: runId, why: next }]);

/** Whether the file of an inbox is no longer there as it was found: then there is nothing to say of it. */
async function isGone(claim: InboxClaim): Promise<boolean> {
  if (claim.sha256 === null) return false;
  const state = await readFileState(claim.path);
  return state === null || !isSameState(state, claim);
}

async function withdraw(
  claim: InboxClaim,
  loaded: LoadedJob,
  error: RunError,
  { announce, serviceStore }: TriggerTools,
): Promise<RunEnd> {
  const { runId, job } = claim;
  announce('warn', message('schedule.fileChanged'), { job, run: runId });
  await discardRun(claim, loaded.place.stores.runs);
  await serviceStore.withdraw(runId);
  return { runId, end: error, isOver: true, trouble: null };
}

async function refuseFile(claim: InboxClaim, loaded: LoadedJob, error: RunError, tools: TriggerTools): Promise<RunEnd> {
  const { runId } = claim;
  const { code } = error.why;
  await discardRun(claim, loaded.place.stores.runs);
  await writeRefusal(claim, loaded, error);
  tools.announce('error', message('schedule.refused', { runId, code }), { job: claim.job, run: runId });
  const told = new RunError('refused', error.why, [{ where: runId, why: message('schedule.seeRefusal', { runId }) }]);
  await alertOnce({ job: loaded.job, runId, code }, tools, () => tools.alert(loaded.job, told));
  await closeClaim(claim, loaded.job, { outcome: 'refused', isFine: false }, tools);
  return { runId, end: error, isOver: true, trouble: null };
}

/** Writes down why a run was refused: in full, for the one who may read it. */
async function writeRefusal({ job, runId }: InboxClaim, loaded: LoadedJob, error: RunError): Promise<void> {
  const { runs } = loaded.place.stores;
  await runs.writeRefusal(await runs.placeOf(job, runId), formatError(error, loaded));
}

function formatError({ why, details }: RunError, { job: { lang } }: LoadedJob): string {
  const lines = details.map(({ where, why }) => `  ${where}: ${formatMessage(why, lang)}`);
  return [formatMessage(why, lang), ...lines].join('\n');
}
