import { accountOf } from '../../src/job/environment.js';
import type { ApiTarget } from '../../src/phases/run-context.js';
import { openLocalStores } from '../../src/store/sqlite/local-stores.js';

/** Runs in this folder, and the account at this address. */
export const placeAt = (logDir: string, baseUrl = 'http://127.0.0.1:9/api/v1', secret = 'x'): ApiTarget => ({
  stores: openLocalStores(logDir),
  account: accountOf({ WEFENG_BASE_URL: baseUrl, WEFENG_SECRET: secret }, null),
});
