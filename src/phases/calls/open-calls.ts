import { transition } from '../../store/transition.js';
import type { Client } from '../../wefeng/client.js';
import { describeClock } from '../../wefeng/clock.js';
import { type ApiTarget, isoNow, type OpenRun, type RunCallbacks } from '../run-context.js';
import { createJournal, type Journal } from './journal.js';
import { openClient } from './open-client.js';
import { createRunClock } from './run-clock.js';

/** The way to the server, and the book that is kept of it. */
export interface Calls {
  readonly client: Client;
  readonly journal: Journal;
  /** By which readings are judged, in ms. */
  readonly clock: () => number;
  close(): Promise<void>;
}

/** Opens the calls of a run: within the account's quota, and each of them written down and told of. */
export async function openCalls(run: OpenRun, place: ApiTarget, callbacks: RunCallbacks): Promise<Calls> {
  const { store, job, log } = run;
  const journal = createJournal(store, isoNow);
  const client = await openClient(
    job.api,
    place,
    (call) => {
      journal.noteCall(call);
      log.info('call', { endpoint: call.endpoint, outcome: call.outcome, durationMs: Math.round(call.durationMs) });
      callbacks.onCall(call);
    },
    noteClockOnce(run, callbacks),
  );
  return { client, journal, clock: createRunClock(store.latestReadAt()), close: client.close };
}

/** Says once a run, however often it is resumed, that our clock is off. */
function noteClockOnce({ store, log }: OpenRun, { onNote }: RunCallbacks): (aheadSeconds: number) => void {
  let isTold = false;
  return (aheadSeconds) => {
    const record = isTold ? null : store.readRecord();
    isTold = true;
    if (record === null || record.clock !== null) return;
    transition(store, record, { clock: { aheadSeconds } });
    log.info('clock', { aheadSeconds });
    onNote(describeClock(aheadSeconds));
  };
}
