import type { AccountLease } from './account-lease.js';
import type { QuotaLog } from './quota-log.js';
import type { RunCatalog } from './run-catalog.js';
import type { ServiceStore } from './service-store.js';

/** Where everything is kept that is not the data of one run. A program has one of these, and passes it down. */
export interface Stores {
  readonly runs: RunCatalog;
  readonly leases: AccountLease;
  /**
   * Opens the quota log of an account. Only for who holds the account.
   * @throws RunError when the storage fails
   */
  openQuotaLog(accountId: string): Promise<QuotaLog>;
  /**
   * Opens what a service keeps, making it where it is not there.
   * @throws RunError when it cannot be made, or another version of this program has made it
   */
  openServiceStore(): Promise<ServiceStore>;
  /** As openServiceStore; null where there was no service yet. Makes nothing. */
  findServiceStore(): Promise<ServiceStore | null>;
}
