import { expect, onTestFinished, test, vi } from 'vitest';
import { accountOf } from '../../../src/job/environment.js';
import { awaitAccount } from '../../../src/service/clock/await-account.js';
import { createKeyedMutex } from '../../../src/service/clock/keyed-mutex.js';
import { openLocalStores } from '../../../src/store/sqlite/local-stores.js';
import { makeTempFolder } from '../../helpers/temp-folder.js';

test.each([
  ['back', -3_600_000],
  ['forward', 3_600_000],
])(
  'how long a job waits for its account does not change when the clock is set %s',
  async (_, byMs) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    onTestFinished(() => void vi.useRealTimers());
    const stores = openLocalStores(makeTempFolder());
    const serviceStore = await stores.openServiceStore();
    onTestFinished(() => serviceStore.close());
    const other = { pid: '1', host: 'other', runId: '20261128-100000-aaaa', since: '2026-11-28T10:00:00.000Z' };
    const leases = { ...stores.leases, holder: async () => other };
    const place = {
      stores: { ...stores, leases },
      account: accountOf({ WEFENG_BASE_URL: 'http://127.0.0.1:9', WEFENG_SECRET: 'secret' }, null),
    };
    const waiting = { waitMs: 600, about: {} };
    const start = performance.now();
    const tools = {
      turns: createKeyedMutex(),
      announce: () => {},
      stopping: new AbortController().signal,
      serviceStore,
    };
    const ended = awaitAccount(place, waiting, tools, async () => expect.fail('it was never free'));
    vi.setSystemTime(Date.now() + byMs);
    expect(await ended).toEqual({ kind: 'tooLate' });
    expect(performance.now() - start).toBeGreaterThanOrEqual(600);
  },
  20_000,
);
