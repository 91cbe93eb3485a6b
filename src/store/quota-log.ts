import type { Endpoint } from '../wefeng/endpoint.js';
import type { RateLimit } from '../wefeng/rate-limit.js';

/**
 * The calls of an account that may still weigh on its quota, kept so that the next process knows of them. Only for who
 * holds the account: what another process sends meanwhile is not known here.
 */
export interface QuotaLog {
  /**
   * How long ago, in ms, each call of the window was answered, at least. A call without a known answer counts as of the
   * moment at which the log was opened. Writes nothing.
   * @throws RunError when the storage fails
   */
  recentMs(endpoint: Endpoint, perMs: number): Promise<number[]>;
  /**
   * The same limit, each of its calls written down before it leaves. To give a place back never throws, since an answer
   * has come. Where that cannot be written, no other call leaves: `take` rejects with the RunError that says why.
   */
  keep(endpoint: Endpoint, rate: RateLimit): RateLimit;
  /** Never throws. What was written stays. */
  close(): Promise<void>;
}
