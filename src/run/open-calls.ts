import type { Client } from '../api/client.js';
import { createJournal, type Journal } from './journal.js';
import { openClient } from './open-client.js';
import { isoNow, type OpenRun, type Operator, type Place } from './run-context.js';

/** The way to the server, and the book that is kept of it. */
export interface Calls {
  readonly client: Client;
  readonly journal: Journal;
  close(): void;
}

/** Opens the calls of a run: within the account's quota, and each of them written down and told of. */
export function openCalls({ store, job, log }: OpenRun, place: Place, { onCall }: Operator): Calls {
  const journal = createJournal(store, isoNow);
  const client = openClient(job.api, place, (call) => {
    journal.noteCall(call);
    log.info('call', { endpoint: call.endpoint, outcome: call.outcome, durationMs: Math.round(call.durationMs) });
    onCall(call);
  });
  return { client, journal, close: client.close };
}
