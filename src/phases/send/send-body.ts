import { findLostFields } from '../../contact/find-lost-fields.js';
import { isVerified } from '../../contact/row-status.js';
import { verifyEcho } from '../../contact/verify-echo.js';
import { message } from '../../messages/message.js';
import { stop } from '../../messages/run-error.js';
import type { PutOutcome } from '../../wefeng/client.js';
import { judgeDifferences, settleByReading, verifyByReading } from './judge-contact.js';
import { openSendGuard } from './send-guard.js';
import { type Ending, type Sending, type SendTools, type SentRow, unsent } from './send-tools.js';

type Sent = Pick<SentRow, 'lostUntil' | 'aliveUntil'> & { readonly ending: Ending };

/**
 * Sends the body of a row, as often as it takes; null when the run stops before an answer. The ending is not the last word
 * where an attempt was lost.
 * @throws RunError when the run must stop
 */
export async function sendBody(sending: Sending, tools: SendTools, stopping: AbortSignal): Promise<Sent | null> {
  const { row, planned } = sending;
  const lost = planned.before ? findLostFields(planned, planned.before) : [];
  if (lost.length > 0) {
    const ending = unsent('failed', message('send.guard', { fields: lost.map(tools.nameOf).join(', ') }));
    return { ending, lostUntil: null, aliveUntil: null };
  }
  const guard = openSendGuard(sending, tools, stopping);
  const outcome = await tools.client.put(planned.externalUserId, planned.body, stopping, guard.mayDepart);
  if (outcome.attempts > 0) tools.noteWritten(row.contact);
  const { attempts, lostUntil, aliveUntil } = outcome;
  if (outcome.kind === 'stopped') return leaveUnsettled(row.row, sending, outcome, tools);
  const ending =
    outcome.kind === 'withheld' ? guard.withheldBy() : await judgeOutcome(outcome, sending, tools, stopping);
  return { ending: { ...ending, attempts }, lostUntil, aliveUntil };
}

/** How a row ends by what came of its call, as far as its call can tell. */
async function judgeOutcome(
  outcome: Exclude<PutOutcome, { kind: 'stopped' | 'withheld' }>,
  { planned, readBack }: Sending,
  tools: SendTools,
  stopping: AbortSignal,
): Promise<Ending> {
  switch (outcome.kind) {
    case 'accepted': {
      const echoed = judgeDifferences(verifyEcho(planned, outcome.data), tools);
      return isVerified(echoed.status) && readBack ? verifyByReading(planned, tools, stopping) : echoed;
    }
    case 'refused': {
      const { serverCode, serverMessage } = outcome;
      return unsent('failed', message('send.refused', { serverCode, serverMessage }));
    }
    case 'exhausted': {
      const { attempts, last, lostUntil } = outcome;
      if (lostUntil !== null) return unsent('unknown', message('send.unanswered', { last }));
      const found = await settleByReading(planned, tools, stopping);
      return found ?? unsent('failed', message('send.exhausted', { attempts, last }));
    }
  }
}

/** The run stops: the row is left as it is, and its intent as well, unless it is certain that nothing was applied. */
async function leaveUnsettled(
  row: number,
  { readAgainAt }: Sending,
  { lostUntil, answered, why }: Extract<PutOutcome, { kind: 'stopped' }>,
  { journal }: SendTools,
): Promise<null> {
  if (lostUntil === null && !answered && readAgainAt === undefined) await journal.withdraw(row);
  if (why) throw stop(why);
  return null;
}
