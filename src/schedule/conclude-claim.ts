import { type Message, message, wordMessage } from '../messages/message.js';
import { RunError } from '../messages/run-error.js';
import { isFine, type Summary } from '../report/summary.js';
import type { RunReport } from '../run/report-phase.js';
import { runFolderOf } from '../run/run-folder.js';
import type { Claim, Outcome } from './book.js';
import { isSameState, readFileState } from './file-state.js';
import type { FiringTools, RunEnd } from './firing.js';
import { putAway } from './put-away.js';
import { discardUnread, hasRows, type LoadedJob, writeRefusal } from './run-claim.js';

/**
 * Draws what follows from how a run ended: says so, tells who is to be told, puts its file away and closes its claim, in
 * that order, so that a kill in between leaves a claim that comes here again.
 * @param end what came of the run, or the error that ended it
 */
export async function concludeClaim(
  claim: Claim,
  loaded: LoadedJob,
  end: RunReport | Error,
  tools: FiringTools,
): Promise<RunEnd> {
  if (end instanceof RunError) return concludeError(claim, loaded, end, tools);
  if (end instanceof Error) return concludeUnforeseen(claim, loaded, end, tools);
  return concludeReport(claim, loaded, end, tools);
}

async function concludeReport(claim: Claim, loaded: LoadedJob, report: RunReport, tools: FiringTools): Promise<RunEnd> {
  const { summary } = report;
  const { runId } = claim;
  const fine = isFine(summary);
  const isOver = summary.state === 'completed' || summary.state === 'planned';
  const level = fine || summary.state === 'interrupted' ? 'info' : summary.state === 'completed' ? 'warn' : 'error';
  tools.tell(level, wordsOf(summary), { job: claim.job, run: runId });
  // An interrupted run goes on by itself.
  if (summary.state !== 'interrupted') await alertOnce(claim, loaded, report, summary.stoppedBy?.code, tools);
  if (isOver) await close(claim, loaded, summary.state === 'completed' ? 'imported' : 'refused', fine, tools);
  return { runId, end: report, isOver };
}

function wordsOf({ runId, state, rows: { updated, unchanged, total }, stoppedBy }: Summary): Message {
  const counts = { runId, updated, unchanged, left: total - updated - unchanged };
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

/** One that stops again for the same reason has been told of; unless nobody could be reached. */
async function alertOnce(
  { runId }: Claim,
  { job }: LoadedJob,
  end: RunReport | RunError,
  code: string | undefined,
  { book, alert }: FiringTools,
): Promise<void> {
  if (code !== undefined && book.toldOf(runId) === code) return;
  if ((await alert(job, end)) && code !== undefined) book.noteTold(runId, code);
}

async function concludeError(claim: Claim, loaded: LoadedJob, error: RunError, tools: FiringTools): Promise<RunEnd> {
  const { runId } = claim;
  const about = { job: claim.job, run: runId };
  const hasBegun = hasRows(claim, loaded.place.logDir);
  if (error.ending === 'refused' && !hasBegun && (await isGone(claim))) {
    tools.tell('warn', message('schedule.fileChanged'), about);
    discardUnread(runFolderOf(loaded.place.logDir, claim.job, runId));
    tools.book.withdraw(runId);
    return { runId, end: error, isOver: true };
  }
  const isRefused = error.ending === 'refused';
  const isOver = isRefused && !hasBegun;
  const { code } = error.why;
  const what = isOver ? 'schedule.refused' : isRefused ? 'schedule.cannotResume' : 'schedule.halted';
  // Whoever is told where the reason stands finds it there.
  if (isRefused) await writeRefusal(runFolderOf(loaded.place.logDir, claim.job, runId), wordError(error, loaded));
  tools.tell('error', message(what, { runId, code }), about);
  await alertOnce(claim, loaded, isRefused ? withPlace(error, runId, hasBegun) : error, code, tools);
  if (isOver) await close(claim, loaded, 'refused', false, tools);
  return { runId, end: error, isOver };
}

/** What is told leaves out what may be of a customer; where all of it stands is told instead. */
const withPlace = ({ why }: RunError, runId: string, hasBegun: boolean): RunError =>
  hasBegun
    ? new RunError('stopped', why, [{ where: runId, why: message('schedule.resumeByHand', { runId }) }])
    : new RunError('refused', why, [{ where: runId, why: message('schedule.seeRefusal', { runId }) }]);

/** Whether the file of an inbox is no longer there as it was found: then there is nothing to say of it. */
async function isGone(claim: Claim): Promise<boolean> {
  if (claim.sha256 === null) return false;
  const state = await readFileState(claim.path);
  return state === null || !isSameState(state, claim);
}

function wordError({ why, details }: RunError, { job: { lang } }: LoadedJob): string {
  const lines = details.map(({ where, why }) => `  ${where}: ${wordMessage(why, lang)}`);
  return [wordMessage(why, lang), ...lines].join('\n');
}

/** A defect of ours ends the claim all the same: else the same file would meet it again and again. */
async function concludeUnforeseen(claim: Claim, loaded: LoadedJob, error: Error, tools: FiringTools): Promise<RunEnd> {
  const { runId } = claim;
  // Its message may hold anything; where it happened may not.
  const place = /at .*?\(?([\w-]+\.js:\d+)/.exec(error.stack ?? '')?.[1] ?? '?';
  const what = message('schedule.unforeseen', { runId, name: error.name, place });
  tools.tell('error', what, { job: claim.job, run: runId });
  await tools.alertOf(loaded.job, what);
  await close(claim, loaded, 'refused', false, tools);
  return { runId, end: 'unforeseen', isOver: true };
}

async function close(
  claim: Claim,
  { job }: LoadedJob,
  outcome: Outcome,
  fine: boolean,
  { book, tell }: FiringTools,
): Promise<void> {
  try {
    if (claim.sha256 !== null && job.inbox?.afterwards === 'move') await putAway(claim, claim.runId, fine);
    else if (claim.sha256 !== null) book.leave(claim.job, claim.path, claim);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'error';
    tell('error', message('schedule.cannotMove', { runId: claim.runId, reason }), { job: claim.job, run: claim.runId });
    book.leave(claim.job, claim.path, claim);
  }
  book.settle(claim, outcome);
}
