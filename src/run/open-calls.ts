import { type Client, createClient } from '../api/client.js';
import { type Endpoint, endpoints } from '../api/endpoint.js';
import { createRateLimit, type RateLimit } from '../api/rate-limit.js';
import { accountIdOf } from './account-lock.js';
import { createJournal, type Journal } from './journal.js';
import { openQuotaLog } from './quota-log.js';
import { isoNow, type OpenRun, type Place } from './run-context.js';

/** The way to the server, and the book that is kept of it. */
export interface Calls {
  readonly client: Client;
  readonly journal: Journal;
  close(): void;
}

/** Opens the calls of a run: each endpoint within its own quota, which counts across runs, and each call written down. */
export function openCalls({ store, job, log }: OpenRun, { logDir, account }: Place): Calls {
  const accountId = accountIdOf(account.baseUrl);
  const quotas = endpoints.map((endpoint) => {
    const { limit, perMs } = job.api.rates[endpoint];
    const quota = openQuotaLog(logDir, accountId, endpoint);
    return { endpoint, quota, rate: quota.keep(createRateLimit(limit, perMs, quota.recentMs(perMs))) };
  });
  const rates = Object.fromEntries(quotas.map(({ endpoint, rate }) => [endpoint, rate])) as Record<Endpoint, RateLimit>;
  const journal = createJournal(store, isoNow);
  const client = createClient({ ...account, ...job.api }, rates, (call) => {
    journal.noteCall(call);
    log.info('call', { endpoint: call.endpoint, outcome: call.outcome, durationMs: Math.round(call.durationMs) });
  });
  return {
    client,
    journal,
    close() {
      client.close();
      for (const { quota } of quotas) quota.close();
    },
  };
}
