import { countWhere, isDone } from '../../contact/row-status.js';
import { type Message, message } from '../../messages/message.js';
import { RunError } from '../../messages/run-error.js';
import type { RunReport } from '../../phases/report/report-phase.js';
import { type Outcome, outcomeOfRun } from '../../report/run-outcome.js';
import { isCompleted, isFinished, needsPerson } from '../../report/run-state.js';
import { isFine, type Summary } from '../../report/summary.js';
import type { InboxClaim } from '../../store/service-store.js';
import { alertOnce } from '../alerts/alert-once.js';
import type { RunEnd, TriggerTools } from '../clock/trigger.js';
import { placeOf, toRunError } from '../clock/trouble.js';
import { closeClaim } from './close-claim.js';
import { concludeError } from './conclude-error.js';
import { discardRun, type LoadedJob } from './run-claim.js';
import { commandOf, stageInSight } from './stage-in-sight.js';

/**
 * Draws what follows from how a run ended: says so, tells who is to be announced, puts its file away and closes its claim, in
 * that order. A claim is closed only when its run is over, or has sent nothing and is refused: whatever happens before, a
 * kill as well, leaves it open, and it comes here again.
 * @param end what came of the run, or the error that ended it
 */
export async function concludeClaim(
  claim: InboxClaim,
  loaded: LoadedJob,
  end: RunReport | Error,
  tools: TriggerTools,
): Promise<RunEnd> {
  try {
    if (end instanceof RunError) return await concludeError(claim, loaded, end, tools);
    if (end instanceof Error) return await concludeUnforeseen(claim, loaded, end, tools);
    return await concludeReport(claim, loaded, end, tools);
  } catch (error) {
    return concludeLater(claim, loaded, toRunError(error), tools);
  }
}

async function concludeReport(
  claim: InboxClaim,
  loaded: LoadedJob,
  report: RunReport,
  tools: TriggerTools,
): Promise<RunEnd> {
  const { summary, stoppedBy } = report;
  const { runId } = claim;
  const isOver = isFinished(summary);
  const what = wordsOf(summary);
  tools.announce(levels[outcomeOfRun(summary)], what, { job: claim.job, run: runId });
  // An interrupted run goes on by itself.
  if (!isOver && !needsPerson(summary)) return { runId, end: report, isOver, trouble: null };
  await alertOnce({ job: loaded.job, runId, code: stoppedBy?.code ?? summary.state }, tools, () =>
    tools.alert(loaded.job, report),
  );
  if (!isOver) return { runId, end: report, isOver, trouble: { what, runId, next: commandOf('begun', runId) } };
  const outcome = isCompleted(summary) ? 'imported' : 'refused';
  await closeClaim(claim, loaded.job, { outcome, isFine: isFine(summary) }, tools);
  return { runId, end: report, isOver, trouble: null };
}

/** How loudly the log of the service says it. */
const levels: Readonly<Record<Outcome, Parameters<TriggerTools['announce']>[0]>> = {
  done: 'info',
  incomplete: 'warn',
  interrupted: 'info',
  stopped: 'error',
  // It was to send, and has not.
  ...{ planned: 'error', held: 'error', declined: 'error', passed: 'error', faulty: 'error' },
};

function wordsOf({ runId, state, rows, stoppedBy }: Summary): Message {
  const { updated, unchanged, total } = rows;
  const counts = { runId, updated, unchanged, left: total - countWhere(rows, isDone) };
  const code = stoppedBy?.code ?? '-';
  switch (state) {
    case 'completed':
      return message('schedule.completed', counts);
    case 'interrupted':
      return message('schedule.interrupted', counts);
    case 'planned':
      return message('schedule.held', { runId, code });
    case 'stopped':
      return message('schedule.stopped', { ...counts, code });
  }
}

/** A defect of ours: a run that has begun goes on all the same; a file of which nothing was sent would meet it again and again. */
async function concludeUnforeseen(
  claim: InboxClaim,
  loaded: LoadedJob,
  error: Error,
  tools: TriggerTools,
): Promise<RunEnd> {
  const { runId, job } = claim;
  const stage = await stageInSight(claim, loaded.place.stores.runs, tools.serviceStore);
  const isOver = stage === 'none';
  const what = message(isOver ? 'schedule.unforeseenFile' : 'schedule.unforeseen', { runId, ...placeOf(error) });
  tools.announce('error', what, { job, run: runId });
  await alertOnce({ job: loaded.job, runId, code: what.code }, tools, () => tools.alertOf(loaded.job, what));
  if (!isOver) return { runId, end: 'unforeseen', isOver, trouble: { what, runId, next: commandOf(stage, runId) } };
  await discardRun(claim, loaded.place.stores.runs);
  await closeClaim(claim, loaded.job, { outcome: 'refused', isFine: false }, tools);
  return { runId, end: 'unforeseen', isOver, trouble: null };
}

/** Whatever could not be written down or moved: the claim is still open. */
async function concludeLater(
  claim: InboxClaim,
  { job }: LoadedJob,
  problem: RunError,
  tools: TriggerTools,
): Promise<RunEnd> {
  const { runId } = claim;
  const { code } = problem.why;
  const what = message('schedule.unsettled', { runId, code });
  tools.announce('error', what, { job: claim.job, run: runId, code });
  await alertOnce({ job, runId, code }, tools, () => tools.alertOf(job, what));
  return { runId, end: problem, isOver: false, trouble: { what, runId, next: null } };
}
