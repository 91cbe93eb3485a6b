import { setTimeout as sleep } from 'node:timers/promises';
import { openLocalStores } from '../../src/store/sqlite/local-stores.js';
import type { Stores } from '../../src/store/stores.js';

/** The stores of a log folder, as slow as those on another machine may be. */
export interface SlowStores {
  readonly stores: Stores;
  /** What was asked of a store after it was told to close. */
  readonly askedLate: readonly string[];
}

/** @param ms how long each answer takes, before and after the work of the store */
export function openSlowStores(logDir: string, ms: number): SlowStores {
  const askedLate: string[] = [];
  const local = openLocalStores(logDir);
  const slow = <Store extends object>(store: Store) => slowDown(store, ms, askedLate);
  const stores = {
    ...slow(local),
    runs: slow(local.runs),
    leases: slow(local.leases),
    openServiceStore: async () => slow(await local.openServiceStore()),
  };
  return { stores, askedLate };
}

function slowDown<Store extends object>(store: Store, ms: number, askedLate: string[]): Store {
  let isClosing = false;
  const slowly = (name: string, work: (...given: unknown[]) => unknown) =>
    async function call(...given: unknown[]): Promise<unknown> {
      if (isClosing) askedLate.push(name);
      isClosing ||= name === 'close';
      await sleep(ms);
      const result = await work(...given);
      await sleep(ms);
      return result;
    };
  const entries = Object.entries(store).map(([name, value]) => [
    name,
    typeof value === 'function' ? slowly(name, value) : value,
  ]);
  return Object.fromEntries(entries);
}
