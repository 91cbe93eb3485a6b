import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { Client } from '../api/client.js';
import type { PutOutcome } from '../api/retry-put.js';
import { planUpdate } from '../contact/plan-update.js';
import type { PlannedUpdate, Problem, RowResult, RowStatus } from '../contact/row.js';
import type { Job } from '../job/job.js';
import { message } from '../messages/message.js';
import { stop } from '../messages/run-error.js';
import type { Journal } from './journal.js';
import type { OnProgress } from './progress.js';
import { rowReader } from './read-row.js';
import type { RunStore, UnsettledRow } from './run-store.js';
import { settleUnsent } from './settle-unsent.js';

/** What the send phase works with. */
export interface SendTools {
  readonly store: RunStore;
  readonly journal: Journal;
  readonly client: Client;
  readonly now: () => string;
  readonly onProgress: OnProgress;
}

/**
 * Sends every row that has no result yet, a bounded number at a time, each contact's rows one after another.
 * @param interrupted the operator's wish to stop; what is under way is finished
 * @throws RunError when the run must stop: it can be resumed
 */
export async function sendPhase(
  job: Job,
  header: readonly string[],
  tools: SendTools,
  interrupted: AbortSignal,
): Promise<void> {
  const { store, journal } = tools;
  const readRow = rowReader(job, header);
  const stopped = new AbortController();
  const stopping = AbortSignal.any([interrupted, stopped.signal]);
  // Every call under way listens to it.
  setMaxListeners(0, stopping);
  const settled = watchSettled(job.failuresInARow, tools);
  const limit = pLimit(job.api.concurrency);
  const lastOfContact = new Map<string, Promise<void>>();
  const underWay = new Set<Promise<void>>();

  const sendInTurn = async (row: UnsettledRow, planned: PlannedUpdate, earlier: Promise<void> | undefined) => {
    await earlier;
    if (stopping.aborted) return;
    const result = await sendRow(row, planned, tools, stopping);
    if (result) await journal.settle(result);
    if (result) settled(result.status);
  };

  for (const row of store.unsettledRows()) {
    // Rows are read no further ahead than they can be sent.
    while (underWay.size >= job.api.concurrency * 2) await Promise.race(underWay);
    if (stopping.aborted) break;
    const read = readRow(row);
    if (read.kind !== 'update') {
      // Settled when it was planned; a later version of this program may judge otherwise.
      const unsent = settleUnsent(row.row, read, null, tools.now());
      if (unsent) await journal.settle(unsent);
      continue;
    }
    const earlier = lastOfContact.get(row.contact);
    const sending = limit(sendInTurn, row, planUpdate(read.update), earlier)
      .catch((error) => stopped.abort(error))
      .finally(() => {
        underWay.delete(sending);
        if (lastOfContact.get(row.contact) === sending) lastOfContact.delete(row.contact);
      });
    underWay.add(sending);
    lastOfContact.set(row.contact, sending);
  }
  await Promise.all(underWay);
  await journal.flush().catch((error) => stopped.abort(error));
  if (stopped.signal.aborted) throw stopped.signal.reason;
}

/** Sends one row; null when the run stopped before the row could be settled. */
async function sendRow(
  row: UnsettledRow,
  { externalUserId, body, changes }: PlannedUpdate,
  { store, journal, client, now }: SendTools,
  stopping: AbortSignal,
): Promise<RowResult | null> {
  const start = performance.now();
  const result = (status: RowStatus, problems: readonly Problem[], attempts: number): RowResult => ({
    row: row.row,
    status,
    problems,
    changes: status === 'updated' ? changes : [],
    attempts,
    durationMs: performance.now() - start,
    finishedAt: now(),
  });
  const doubtful = store.earlierUnknown(row);
  if (doubtful !== null) {
    return result('failed', [{ column: null, reason: message('duplicate.earlierUnknown', { row: doubtful }) }], 0);
  }
  const outcome = await client.put(externalUserId, body, stopping, () => journal.intend(row.row));
  if (outcome.kind === 'stopped') {
    if (!outcome.lost && !row.intended) await journal.withdraw(row.row);
    if (outcome.why) throw stop(outcome.why);
    return null;
  }
  return result(...conclude(outcome, row.intended), outcome.attempts);
}

/** A row that an earlier process may have sent stays in doubt until the server has taken or refused it. */
function conclude(outcome: Exclude<PutOutcome, { kind: 'stopped' }>, intended: boolean): [RowStatus, Problem[]] {
  switch (outcome.kind) {
    case 'accepted':
      return ['updated', []];
    case 'refused': {
      const { serverCode, serverMessage } = outcome;
      return ['failed', [{ column: null, reason: message('send.refused', { serverCode, serverMessage }) }]];
    }
    case 'exhausted': {
      const { attempts, last, lost } = outcome;
      if (lost || intended) return ['unknown', [{ column: null, reason: message('send.unanswered', { last }) }]];
      return ['failed', [{ column: null, reason: message('send.exhausted', { attempts, last }) }]];
    }
  }
}

/** Counts what is settled, tells of it, and breaks the circuit when rows fail one after another. */
function watchSettled(failuresInARow: number, { store, onProgress }: SendTools): (status: RowStatus) => void {
  const total = store.countRows();
  const statuses = store.countStatuses();
  let done = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  let failures = 0;
  const tell = () => onProgress({ phase: 'send', done, total, statuses });
  tell();
  return (status) => {
    done++;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    tell();
    failures = status === 'failed' || status === 'unknown' ? failures + 1 : 0;
    if (failures >= failuresInARow) throw stop(message('stop.failuresInARow', { count: failures }));
  };
}
