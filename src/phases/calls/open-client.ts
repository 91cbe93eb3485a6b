import type { Job } from '../../job/job.js';
import { accountIdOf } from '../../store/account-id.js';
import type { QuotaLog } from '../../store/quota-log.js';
import { type Call, type Client, createClient } from '../../wefeng/client.js';
import type { Endpoint } from '../../wefeng/endpoint.js';
import { createRateLimit, type RateLimit } from '../../wefeng/rate-limit.js';
import type { ApiTarget } from '../run-context.js';

/** How long calls that are under way may still take once a run is told to stop; systems kill it after 30 s or more. */
export const graceMs = 15_000;

/** A client that lets go of the quota log when it is closed. */
interface OpenClient extends Omit<Client, 'close'> {
  close(): Promise<void>;
}

/**
 * Opens the way to the server: each endpoint within its own quota, which counts across processes. Only for who holds the
 * account: what another process sends meanwhile is not known here.
 * @throws RunError when the quota log cannot be opened or read
 */
export async function openClient(
  api: Job['api'],
  { stores, account }: ApiTarget,
  onCall: (call: Call) => void,
  onClock: (aheadSeconds: number) => void,
): Promise<OpenClient> {
  const quotaLog = await stores.openQuotaLog(accountIdOf(account.baseUrl));
  try {
    const rateOf = (endpoint: Endpoint) => openRate(endpoint, api, quotaLog);
    const rates = { put: await rateOf('put'), get: await rateOf('get'), list: await rateOf('list') };
    const client = createClient({ ...account, ...api, graceMs }, rates, onCall, onClock);
    const close = async () => {
      client.close();
      await quotaLog.close();
    };
    return { ...client, close };
  } catch (error) {
    await quotaLog.close();
    throw error;
  }
}

/** The limit of an endpoint, with what earlier calls have taken of it. */
async function openRate(endpoint: Endpoint, { rates }: Job['api'], quotaLog: QuotaLog): Promise<RateLimit> {
  const { limit, perMs } = rates[endpoint];
  return quotaLog.keep(endpoint, createRateLimit(limit, perMs, await quotaLog.recentMs(endpoint, perMs)));
}
