import type { Stores } from '../stores.js';
import { createAccountLease } from './account-lease.js';
import { createRunCatalog } from './catalog/run-catalog.js';
import { openQuotaLog } from './quota-log.js';
import { hasServiceStore, openServiceStore } from './service-store.js';

/** Keeps everything in a log folder of this machine, in files of SQLite. Nothing is made before it is needed. */
export const openLocalStores = (logDir: string): Stores => ({
  runs: createRunCatalog(logDir),
  leases: createAccountLease(logDir),
  openQuotaLog: (accountId) => openQuotaLog(logDir, accountId),
  openServiceStore: () => openServiceStore(logDir),
  findServiceStore: async () => (hasServiceStore(logDir) ? openServiceStore(logDir) : null),
});
