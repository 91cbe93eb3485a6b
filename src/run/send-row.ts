import type { PutOutcome } from '../api/client.js';
import { findLostFields } from '../contact/find-lost-fields.js';
import type { PlannedUpdate, RowResult } from '../contact/row.js';
import { verifyEcho } from '../contact/verify-echo.js';
import { message } from '../messages/message.js';
import { stop } from '../messages/run-error.js';
import { openDeparture } from './departure.js';
import { conclude, settleByReading, verifyByReading } from './judge-contact.js';
import type { UnsettledRow } from './result-store.js';
import { type Ending, type SendTools, unsent } from './send-tools.js';

/** A body is sent, read for, and sent once more; then it is left in doubt. */
const mostRounds = 2;

/**
 * Sends one row and settles it; null when the run stops before that.
 * @param readBack whether the contact is to be read right before and after, to verify what the echo does not tell
 * @throws RunError when the run must stop
 */
export async function sendRow(
  row: UnsettledRow,
  tools: SendTools,
  readBack: boolean,
  stopping: AbortSignal,
): Promise<RowResult | null> {
  const start = performance.now();
  const { store, planRow, now } = tools;
  const result = ({ status, problems, attempts }: Ending, changes: RowResult['changes']): RowResult => {
    return {
      row: row.row,
      status,
      problems,
      changes,
      attempts,
      durationMs: performance.now() - start,
      finishedAt: now(),
    };
  };
  const doubtful = store.earlierUnknown(row);
  if (doubtful !== null) {
    return result(unsent('failed', message('duplicate.earlierUnknown', { row: doubtful })), []);
  }
  const plan = planRow(row);
  // Settled when it was planned; a later version of this program may judge otherwise.
  if (plan.kind === 'settled') return result({ ...plan, attempts: 0 }, []);
  if (plan.kind === 'passed') return null;
  const ending = await put(row, plan.planned, tools, readBack, stopping);
  if (ending === null) return null;
  const isWritten = ending.status === 'updated' || ending.status === 'unverified';
  return result(ending, isWritten ? plan.planned.changes : []);
}

/** Sends the body, and settles by reading what was sent and never answered. */
async function put(
  row: UnsettledRow,
  planned: PlannedUpdate,
  tools: SendTools,
  readBack: boolean,
  stopping: AbortSignal,
): Promise<Ending | null> {
  const lost = planned.before ? findLostFields(planned, planned.before) : [];
  if (lost.length > 0) return unsent('failed', message('send.guard', { fields: lost.map(tools.nameOf).join(', ') }));
  const departure = openDeparture(row, planned, tools, readBack, stopping);
  let attempts = 0;
  for (let round = 1; ; round++) {
    // What an earlier process, or the round before, may have sent stays in doubt until the server takes or refuses it.
    const wasInDoubt = row.intended || round > 1;
    const outcome = await tools.client.put(planned.externalUserId, planned.body, stopping, departure.mayDepart);
    attempts += outcome.attempts;
    if (outcome.kind === 'withheld') return { ...departure.withheldBy(), attempts };
    if (outcome.kind === 'stopped') return leaveUnsettled(row.row, outcome, wasInDoubt, tools);
    const ending = await settle(outcome, wasInDoubt, planned, tools, readBack, stopping);
    if (ending !== null) return { ...ending, attempts };
    const last = outcome.kind === 'exhausted' ? outcome.last : '';
    if (round === mostRounds) return { ...unsent('unknown', message('send.unanswered', { last })), attempts };
  }
}

/** How a row ends by what came of its call; null when it is certain that it can be sent again. */
async function settle(
  outcome: Exclude<PutOutcome, { kind: 'stopped' | 'withheld' }>,
  inDoubt: boolean,
  planned: PlannedUpdate,
  tools: SendTools,
  readBack: boolean,
  stopping: AbortSignal,
): Promise<Ending | null> {
  if (outcome.kind === 'accepted') {
    const echoed = conclude(verifyEcho(planned, outcome.data), tools);
    return echoed.status === 'updated' && readBack ? verifyByReading(planned, tools, stopping) : echoed;
  }
  const { lost, attempts } = outcome;
  const isDoubtful = lost || inDoubt;
  const refusal = outcome.kind === 'refused' ? wordRefusal(outcome) : null;
  // Refused at once, it was not applied; after an attempt that may have been, only the contact itself can tell.
  if (refusal !== null && !isDoubtful) return unsent('failed', refusal);
  const settled = await settleByReading(planned, tools, stopping);
  if (settled.kind === 'ended') return settled.ending;
  if (refusal !== null && settled.kind === 'untouched') return unsent('failed', refusal);
  const last = outcome.kind === 'exhausted' ? outcome.last : outcome.serverCode;
  if (!isDoubtful) return unsent('failed', message('send.exhausted', { attempts, last }));
  return settled.kind === 'untouched' ? null : unsent('unknown', message('send.unanswered', { last }));
}

const wordRefusal = ({ serverCode, serverMessage }: Extract<PutOutcome, { kind: 'refused' }>) =>
  message('send.refused', { serverCode, serverMessage });

/** The run stops: the row is left as it is, and its intent as well, unless it is certain that nothing arrived. */
async function leaveUnsettled(
  row: number,
  { lost, answered, why }: Extract<PutOutcome, { kind: 'stopped' }>,
  inDoubt: boolean,
  { journal }: SendTools,
): Promise<null> {
  if (!lost && !answered && !inDoubt) await journal.withdraw(row);
  if (why) throw stop(why);
  return null;
}
