import type { Job } from '../../job/job.js';
import { accountIdOf } from '../../store/sqlite/account-lock.js';
import { openQuotaLog } from '../../store/sqlite/quota-log.js';
import { type Call, type Client, createClient } from '../../wefeng/client.js';
import type { Endpoint } from '../../wefeng/endpoint.js';
import { createRateLimit, type RateLimit } from '../../wefeng/rate-limit.js';
import type { ApiTarget } from '../run-context.js';

/** How long calls that are under way may still take once a run is told to stop; systems kill it after 30 s or more. */
export const graceMs = 15_000;

/**
 * Opens the way to the server: each endpoint within its own quota, which counts across processes. Only for who holds the
 * account: what another process sends meanwhile is not known here.
 */
export function openClient(
  api: Job['api'],
  { logDir, account }: ApiTarget,
  onCall: (call: Call) => void,
  onClock: (aheadSeconds: number) => void,
): Client {
  const quotaLog = openQuotaLog(logDir, accountIdOf(account.baseUrl));
  const rateOf = (endpoint: Endpoint): RateLimit => {
    const { limit, perMs } = api.rates[endpoint];
    return quotaLog.keep(endpoint, createRateLimit(limit, perMs, quotaLog.recentMs(endpoint, perMs)));
  };
  const rates = { put: rateOf('put'), get: rateOf('get'), list: rateOf('list') };
  const client = createClient({ ...account, ...api, graceMs }, rates, onCall, onClock);
  return {
    ...client,
    close() {
      client.close();
      quotaLog.close();
    },
  };
}
