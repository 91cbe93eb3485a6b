import { isTroubled, isVerified, type RowStatus } from '../../contact/row-status.js';
import type { Job } from '../../job/job.js';
import { message } from '../../messages/message.js';
import { stop } from '../../messages/run-error.js';
import type { UnsettledRow } from '../../store/run-data.js';
import type { RunStore } from '../../store/run-store.js';
import { forEachBounded } from '../bounded.js';
import type { OnProgress } from '../progress.js';
import { openDoubts } from './doubts.js';
import { sendRow } from './send-row.js';
import { type Ending, type SendTools, type SentRow, toResult } from './send-tools.js';

/**
 * Sends every row that has no result yet: the first ones alone, until the canary has passed, then a bounded number at a
 * time, each contact's rows one after another. At the end, rows of which an attempt was lost are settled by reading.
 * @param interrupted the operator's wish to stop; what is under way is finished
 * @throws RunError when the run must stop: it can be resumed
 */
export async function sendPhase(
  job: Job,
  tools: SendTools,
  onProgress: OnProgress,
  interrupted: AbortSignal,
): Promise<void> {
  const { store, journal, client } = tools;
  const { concurrency } = job.api;
  const watch = watchRows(job, store, onProgress);
  const settle = async (sent: SentRow, ending: Ending): Promise<void> => {
    await journal.settle(toResult(sent, ending, tools.now()));
    watch.settled(ending.status);
    watch.tried(ending.status);
  };
  const doubts = openDoubts(tools, settle);
  const send = async (row: UnsettledRow, readBack: boolean, stopping: AbortSignal): Promise<RowStatus | null> => {
    await doubts.makeWay(row, stopping);
    let sent = await sendRow(row, tools, readBack, stopping);
    // The contact is not as the row before left it. A late request of ours may have restored an older row: settle that first.
    if (sent && wasWithheld(sent) && (await doubts.settleOne(row.contact, stopping))) {
      sent = await sendRow(row, tools, readBack, stopping);
    }
    if (sent === null) return null;
    const { ending } = sent;
    const isInDoubt = await doubts.take(sent);
    if (ending === null) return null;
    if (isInDoubt) watch.tried(ending.status);
    else await settle(sent, ending);
    return ending.status;
  };
  const rows = store.unsettledRows();
  const progress = { canary: job.canary, verified: countVerified(store) };
  await sendCanary(rows, progress, (row) => send(row, true, interrupted), interrupted);
  const inTurn = keepTurns<UnsettledRow>(({ contact }) => contact);
  await forEachBounded(rows, concurrency, interrupted, (row, stopping) =>
    inTurn(row, async () => {
      if (!stopping.aborted) await send(row, false, stopping);
    }),
  );
  await doubts.settleAll(concurrency, interrupted);
  await journal.flush();
  client.throwFailure();
}

/** Whether a row was not sent because its contact was found another than planned. */
const wasWithheld = ({ planned, ending }: SentRow): boolean =>
  planned !== null && (ending?.status === 'drifted' || ending?.status === 'unchanged');

/** Makes a function that does one piece of work at a time for each key, in the order in which it is asked for. */
function keepTurns<Item>(keyOf: (item: Item) => string): (item: Item, work: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>();
  return async (item, work) => {
    const key = keyOf(item);
    const turn = (last.get(key) ?? Promise.resolve()).then(work);
    last.set(key, turn);
    try {
      await turn;
    } finally {
      if (last.get(key) === turn) last.delete(key);
    }
  };
}

/** How many rows have been updated and verified, in this process or before. */
const countVerified = (store: RunStore): number =>
  [...store.countStatuses()].reduce((sum, [status, count]) => sum + (isVerified(status) ? count : 0), 0);

/**
 * Sends row by row until as many as the canary asks for have been updated and verified.
 * @param send gives null when the run stops before the row is over
 */
async function sendCanary(
  rows: Iterator<UnsettledRow>,
  { canary, verified }: { readonly canary: number; readonly verified: number },
  send: (row: UnsettledRow) => Promise<RowStatus | null>,
  interrupted: AbortSignal,
): Promise<void> {
  for (let passed = verified; passed < canary && !interrupted.aborted; ) {
    const { value: row, done } = rows.next();
    if (done) return;
    const status = await send(row);
    if (status === null) continue;
    if (isVerified(status)) passed++;
    if (isTroubled(status)) throw stop(message('stop.canary', { canary, row: row.row, status }));
  }
}

/** Counts the rows that are settled and tells of it; breaks the circuit when rows fail one after another. */
function watchRows({ api, failuresInARow }: Job, store: RunStore, onProgress: OnProgress) {
  const total = store.countRows();
  const statuses = store.countStatuses();
  const { limit: items, perMs } = api.rates.put;
  let done = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  let failures = 0;
  const reportProgress = () => onProgress({ phase: 'send', done, total, statuses, quota: { items, perMs } });
  reportProgress();
  return {
    /** @throws RunError when as many as the job allows have failed in a row */
    tried(status: RowStatus): void {
      failures = isTroubled(status) ? failures + 1 : 0;
      if (failures >= failuresInARow) throw stop(message('stop.failuresInARow', { count: failures }));
    },
    settled(status: RowStatus): void {
      done++;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      reportProgress();
    },
  };
}
