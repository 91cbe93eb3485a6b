import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLocalStores } from '../../../src/store/sqlite/local-stores.js';
import { openServiceStore } from '../../../src/store/sqlite/service-store.js';
import { makeTempFolder } from '../../helpers/temp-folder.js';
import { declareServiceStoreTests } from '../contract/service-store-contract.js';

declareServiceStoreTests(async () => {
  const logDir = makeTempFolder();
  return () => openServiceStore(logDir);
});

test('a service store says when its folder was moved away, also when another one has taken its place', async () => {
  const logDir = join(makeTempFolder(), 'logs');
  mkdirSync(logDir);
  const store = await openServiceStore(logDir);
  onTestFinished(store.close);
  renameSync(logDir, `${logDir}-old`);
  expect(await store.isInPlace()).toBe(false);
  const other = await openServiceStore(logDir);
  onTestFinished(other.close);
  expect([await store.isInPlace(), await other.isInPlace()]).toEqual([false, true]);
});

test('a service store that was never made is not made by looking for it', async () => {
  const stores = openLocalStores(makeTempFolder());
  expect(await stores.findServiceStore()).toBeNull();
  await (await stores.openServiceStore()).close();
  const found = await stores.findServiceStore();
  expect(await found?.jobsWithOpenClaims()).toEqual([]);
  await found?.close();
});

test('a folder that cannot be made refuses the service, with the reason', async () => {
  const logDir = makeTempFolder();
  writeFileSync(join(logDir, '.schedule'), 'in the way');
  await expect(openServiceStore(logDir)).rejects.toMatchObject({
    ending: 'refused',
    why: { code: 'run.cannotCreate', params: { reason: 'EEXIST' } },
  });
});
