import type { RowStatus } from '../contact/row.js';
import type { Job } from '../job/job.js';
import { message } from '../messages/message.js';
import { stop } from '../messages/run-error.js';
import { forEachBounded } from './bounded.js';
import type { OnProgress } from './progress.js';
import type { UnsettledRow } from './result-store.js';
import type { RunStore } from './run-store.js';
import { sendRow } from './send-row.js';
import type { SendTools } from './send-tools.js';

/**
 * Sends every row that has no result yet: the first ones alone, until the canary has passed, then a bounded number at a
 * time, each contact's rows one after another.
 * @param interrupted the operator's wish to stop; what is under way is finished
 * @throws RunError when the run must stop: it can be resumed
 */
export async function sendPhase(
  job: Job,
  tools: SendTools,
  onProgress: OnProgress,
  interrupted: AbortSignal,
): Promise<void> {
  const { store, journal } = tools;
  const settled = watchSettled(job, store, onProgress);
  const send = async (row: UnsettledRow, readBack: boolean, stopping: AbortSignal): Promise<RowStatus | null> => {
    const result = await sendRow(row, tools, readBack, stopping);
    if (result === null) return null;
    await journal.settle(result);
    settled(result.status);
    return result.status;
  };
  const rows = store.unsettledRows();
  await sendCanary(rows, job.canary, store, (row) => send(row, true, interrupted), interrupted);
  const lastOfContact = new Map<string, Promise<unknown>>();
  await forEachBounded(rows, job.api.concurrency, interrupted, async (row, stopping) => {
    const earlier = lastOfContact.get(row.contact);
    const sending = Promise.resolve(earlier).then(() => (stopping.aborted ? null : send(row, false, stopping)));
    lastOfContact.set(row.contact, sending);
    try {
      await sending;
    } finally {
      if (lastOfContact.get(row.contact) === sending) lastOfContact.delete(row.contact);
    }
  });
  await journal.flush();
}

/** Sends row by row until as many as the canary asks for have been updated and verified, in this process or before. */
async function sendCanary(
  rows: Iterator<UnsettledRow>,
  canary: number,
  store: RunStore,
  send: (row: UnsettledRow) => Promise<RowStatus | null>,
  interrupted: AbortSignal,
): Promise<void> {
  let verified = store.countStatuses().get('updated') ?? 0;
  while (verified < canary && !interrupted.aborted) {
    const { value: row, done } = rows.next();
    if (done) return;
    const status = await send(row);
    if (status === 'updated') verified++;
    if (status === 'failed' || status === 'unverified' || status === 'unknown') {
      throw stop(message('stop.canary', { canary, row: row.row, status }));
    }
  }
}

const troubled: readonly RowStatus[] = ['failed', 'unknown', 'unverified'];

/** Counts what is settled, tells of it, and breaks the circuit when rows fail one after another. */
function watchSettled({ api, failuresInARow }: Job, store: RunStore, onProgress: OnProgress) {
  const total = store.countRows();
  const statuses = store.countStatuses();
  const { limit: items, perMs } = api.rates.put;
  let done = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  let failures = 0;
  const tell = () => onProgress({ phase: 'send', done, total, statuses, quota: { items, perMs } });
  tell();
  return (status: RowStatus) => {
    done++;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    tell();
    failures = troubled.includes(status) ? failures + 1 : 0;
    if (failures >= failuresInARow) throw stop(message('stop.failuresInARow', { count: failures }));
  };
}
