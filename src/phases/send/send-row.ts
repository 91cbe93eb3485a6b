import { message } from '../../messages/message.js';
import type { UnsettledRow } from '../../store/run-data.js';
import { sendBody } from './send-body.js';
import { type Ending, type SendTools, type SentRow, unsent } from './send-tools.js';

/**
 * Sends one row; null when the run stops before that is over. A row that an earlier process may have sent is not sent:
 * what became of it is read first, when nothing of it can arrive any more.
 * @param readBack whether the contact is to be read right before and after, to verify what the echo does not tell
 * @throws RunError when the run must stop
 */
export async function sendRow(
  row: UnsettledRow,
  tools: SendTools,
  readBack: boolean,
  stopping: AbortSignal,
): Promise<SentRow | null> {
  const start = performance.now();
  const unsentRow = (ending: Ending): SentRow => ({
    row,
    planned: null,
    ending,
    durationMs: 0,
    lostUntil: null,
    aliveUntil: null,
  });
  const doubtful = tools.store.earlierUnknown(row);
  if (doubtful !== null) return unsentRow(unsent('failed', message('duplicate.earlierUnknown', { row: doubtful })));
  const plan = tools.planRow(row);
  // Settled when it was planned; a later version of this program may judge otherwise.
  if (plan.kind === 'settled') return unsentRow({ ...plan, attempts: 0 });
  if (plan.kind === 'passed') return null;
  const { planned } = plan;
  if (row.intended) {
    const until = tools.earlierLostUntil;
    return { row, planned, ending: null, lostUntil: until, aliveUntil: until, durationMs: 0 };
  }
  const sent = await sendBody({ row, planned, readBack }, tools, stopping);
  return sent && { row, planned, ...sent, durationMs: performance.now() - start };
}
