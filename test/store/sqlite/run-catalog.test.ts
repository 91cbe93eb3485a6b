import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createRunCatalog } from '../../../src/store/sqlite/catalog/run-catalog.js';
import { asideName } from '../../../src/store/sqlite/catalog/run-files.js';
import { openRunStore } from '../../../src/store/sqlite/run-store.js';
import { makeRun } from '../../helpers/make-run.js';
import { storedRow } from '../../helpers/sample-runs.js';
import { makeTempFolder } from '../../helpers/temp-folder.js';
import { type CatalogSetting, declareRunCatalogTests } from '../contract/run-catalog-contract.js';

async function setUp(): Promise<CatalogSetting & { readonly logDir: string }> {
  const logDir = makeTempFolder();
  return {
    logDir,
    runs: createRunCatalog(logDir),
    async addRun(runId, changes = {}) {
      const row = storedRow(0);
      const result = { row: row.row, contact: row.contact, status: 'updated', problems: [], changes: [] } as const;
      const results = [{ ...result, attempts: 1, durationMs: 1, finishedAt: '2026-11-22T02:00:01.000+08:00' }];
      const header = ['企微客户ID', '手机号', '客户等级', '备注'];
      const record = { ...changes, runId };
      const folder = makeRun(logDir, { job: 'fields: { mobile: 手机号 }', header, record, rows: [row], results });
      return { folder, job: basename(dirname(folder)), runId };
    },
    workOn: async ({ folder }) => openRunStore(folder).close,
  };
}

declareRunCatalogTests(setUp);

const runId = '20261122-020000-aaaa';

test('a run that a removal has left half done is a leftover, and goes as one', async () => {
  const { logDir, runs } = await setUp();
  const aside = join(logDir, 'job', asideName(runId));
  mkdirSync(aside, { recursive: true });
  writeFileSync(join(aside, 'report.csv'), 'x');
  expect(await runs.list(null)).toMatchObject({ runs: [], leftovers: [aside], strangers: [] });
  expect(await runs.removeLeftover(aside)).toEqual({ kind: 'removed' });
  expect(existsSync(aside)).toBe(false);
});

test('what a report has left half written goes, and nothing else of the run', async () => {
  const { runs, addRun } = await setUp();
  const place = await addRun(runId);
  for (const name of ['report.csv.part', 'input.tmp', 'report.csv']) writeFileSync(join(place.folder, name), 'x');
  expect(await runs.removeParts(place)).toBe(2);
  expect(existsSync(join(place.folder, 'report.csv'))).toBe(true);
  expect(await runs.readRecord(place)).toMatchObject({ runId });
});

test('a run that is damaged is seen as that, and can be removed', async () => {
  const { runs, addRun } = await setUp();
  const place = await addRun(runId);
  writeFileSync(join(place.folder, 'run.db'), 'no database '.repeat(1000));
  expect(await runs.look(place)).toEqual({ kind: 'damaged' });
  await expect(runs.readRecord(place)).rejects.toMatchObject({ why: { code: 'run.damaged' } });
  expect(await runs.remove(place, () => true)).toEqual({ kind: 'removed' });
});
