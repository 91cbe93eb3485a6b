import { describe, expect, test } from 'vitest';
import type { RunCatalog, RunPlace } from '../../../src/store/run-catalog.js';
import type { RunRecord } from '../../../src/store/run-record.js';

/** A catalog, and what fills it with runs. */
export interface CatalogSetting {
  readonly runs: RunCatalog;
  /** Makes a run of one job, always the same, that has completed with one row. */
  addRun(runId: string, changes?: Partial<RunRecord>): Promise<RunPlace>;
  /** Opens a run as a process does that works on it; gives what ends that work. */
  workOn(place: RunPlace): Promise<() => void>;
}

type SetUp = () => Promise<CatalogSetting>;

const [first, second] = ['20261122-020000-aaaa', '20261122-020000-bbbb'] as const;

/** Declares what every RunCatalog does. Each test gets a place without runs. */
export function declareRunCatalogTests(setUp: SetUp): void {
  declareFindingTests(setUp);
  declareLookingTests(setUp);
  declareMakingTests(setUp);
  declareRemovingTests(setUp);
}

function declareFindingTests(setUp: SetUp): void {
  describe('a run', () => {
    test('is found by its id and by its folder', async () => {
      const { runs, addRun } = await setUp();
      const place = await addRun(first);
      expect(await runs.find(first)).toEqual(place);
      expect(await runs.find(place.folder)).toEqual(place);
      expect(await runs.placeOf(place.job, first)).toEqual(place);
    });

    test('that is not there is told apart from one that was refused, and from one that never began', async () => {
      const { runs } = await setUp();
      const codeOf = (run: string) => runs.find(run).catch(({ why }) => why.code);
      expect(await codeOf(first)).toBe('run.notFound');
      expect(await codeOf('no run at all')).toBe('run.notFound');
      await makeEmpty(runs, 'job', first);
      expect(await codeOf(first)).toBe('run.neverBegan');
      await runs.writeRefusal(await runs.placeOf('job', first), 'no');
      expect(await codeOf(first)).toBe('run.wasRefused');
    });

    test('is listed with its job, all or those of one job, and with the time that its name tells', async () => {
      const { runs, addRun } = await setUp();
      expect(await runs.list(null)).toEqual({ runs: [], jobs: [], leftovers: [], strangers: [] });
      const place = await addRun(first);
      await makeEmpty(runs, 'another', second);
      const all = await runs.list(null);
      expect(all.runs.map(({ runId }) => runId).toSorted()).toEqual([first, second]);
      expect([all.jobs.length, all.leftovers, all.strangers]).toEqual([2, [], []]);
      const ofJob = { ...place, namedAt: new Date(2026, 10, 22, 2) };
      expect((await runs.list(place.job)).runs).toEqual([ofJob]);
      expect(await runs.listBeside(place)).toEqual([ofJob]);
      expect((await runs.list('nobody')).runs).toEqual([]);
    });

    test('takes some bytes; what is gone takes none', async () => {
      const { runs, addRun } = await setUp();
      expect(await runs.sizeOf((await addRun(first)).folder)).toBeGreaterThan(0);
      expect(await runs.sizeOf((await runs.placeOf('job', second)).folder)).toBe(0);
    });
  });
}

function declareLookingTests(setUp: SetUp): void {
  describe('a look', () => {
    test('at a run shows what it says of itself, how many rows it has, and whether somebody works on it', async () => {
      const { runs, addRun, workOn } = await setUp();
      const place = await addRun(first, { state: 'interrupted', phase: 'send', finishedAt: null });
      const record = { runId: first, state: 'interrupted' };
      const counts = { rows: 1, notFine: 0 };
      const sight = { kind: 'told', record, counts, isReported: false };
      const end = await workOn(place);
      expect(await runs.look(place)).toMatchObject({ ...sight, isAtWork: true });
      end();
      expect(await runs.look(place)).toMatchObject({ ...sight, isAtWork: false });
      expect(await runs.readRecord(place)).toMatchObject(record);
    });

    test('at one without a record shows whether it is empty, refused, or may begin at this moment', async () => {
      const { runs } = await setUp();
      const place = await runs.placeOf('job', first);
      expect(await runs.look(place)).toBeNull();
      await makeEmpty(runs, 'job', first);
      expect(await runs.look(place)).toEqual({ kind: 'empty' });
      expect(await runs.readRecord(place)).toBeNull();
      await runs.create('job', second, async () => expect(await runs.look(place)).toEqual({ kind: 'running' }));
      await runs.writeRefusal(place, 'no');
      expect(await runs.look(place)).toEqual({ kind: 'refused' });
    });

    test('tells whether a run was given up: nothing is there of it but, perhaps, why it was refused', async () => {
      const { runs, addRun } = await setUp();
      const place = await runs.placeOf('job', second);
      expect(await runs.isGivenUp(place)).toBe(true);
      await runs.writeRefusal(place, 'no');
      expect(await runs.isGivenUp(place)).toBe(true);
      expect(await runs.isGivenUp(await addRun(first))).toBe(false);
    });
  });
}

function declareMakingTests(setUp: SetUp): void {
  describe('the place of a new run', () => {
    test('is there when the run is opened in it, and gives what was opened', async () => {
      const { runs } = await setUp();
      const { folder } = await runs.placeOf('job', first);
      expect(await runs.create('job', first, async (given) => given)).toBe(folder);
      expect((await runs.list('job')).runs).toMatchObject([{ runId: first }]);
    });

    test('is not left behind where the run cannot be opened', async () => {
      const { runs } = await setUp();
      const broken = runs.create('job', first, () => Promise.reject(new Error('no room')));
      await expect(broken).rejects.toThrow('no room');
      expect(await runs.list(null)).toMatchObject({ runs: [], jobs: [] });
    });

    test('is taken back with the folder of its job, unless there is another run in it', async () => {
      const { runs } = await setUp();
      for (const runId of [first, second]) await makeEmpty(runs, 'job', runId);
      await runs.takeBack(await runs.placeOf('job', first));
      expect((await runs.list(null)).runs).toMatchObject([{ runId: second }]);
      await runs.takeBack(await runs.placeOf('job', second));
      expect(await runs.list(null)).toMatchObject({ runs: [], jobs: [] });
    });
  });
}

function declareRemovingTests(setUp: SetUp): void {
  describe('a run that is to go', () => {
    test('is removed, and the folder of its job when it is empty', async () => {
      const { runs, addRun } = await setUp();
      const place = await addRun(first);
      expect(await runs.remove(place, null)).toEqual({ kind: 'removed' });
      expect(await runs.look(place)).toBeNull();
      const { jobs, leftovers } = await runs.list(null);
      expect([jobs.length, leftovers]).toEqual([1, []]);
      for (const folder of jobs) await runs.removeJobIfEmpty(folder);
      expect((await runs.list(null)).jobs).toEqual([]);
    });

    test('is spared where its record says so by now; the folder of its job then stays', async () => {
      const { runs, addRun } = await setUp();
      const place = await addRun(first);
      const seen: string[] = [];
      const isSpared = ({ runId }: RunRecord) => seen.push(runId) > 0;
      expect(await runs.remove(place, isSpared)).toEqual({ kind: 'spared' });
      expect(seen).toEqual([first]);
      for (const folder of (await runs.list(null)).jobs) await runs.removeJobIfEmpty(folder);
      expect(await runs.find(first)).toEqual(place);
      expect(await runs.remove(place, () => false)).toEqual({ kind: 'removed' });
    });

    test('stays while somebody works on it, and so do the parts of its files', async () => {
      const { runs, addRun, workOn } = await setUp();
      const place = await addRun(first);
      const end = await workOn(place);
      expect(await runs.remove(place, null)).toEqual({ kind: 'atWork' });
      await expect(runs.discard(place)).rejects.toMatchObject({ ending: 'busy', why: { code: 'run.busy' } });
      expect(await runs.removeParts(place)).toBe(0);
      end();
      await runs.discard(place);
      expect(await runs.look(place)).toBeNull();
    });

    test('stays while it may begin, and is gone all the same when it has said nothing', async () => {
      const { runs } = await setUp();
      const place = await makeEmpty(runs, 'job', first);
      await runs.create('job', second, async () => expect(await runs.remove(place, null)).toEqual({ kind: 'atWork' }));
      expect(await runs.remove(place, null)).toEqual({ kind: 'removed' });
    });
  });
}

/** Makes the place of a run that never gets a record. */
async function makeEmpty(runs: RunCatalog, job: string, runId: string): Promise<RunPlace> {
  await runs.create(job, runId, async () => {});
  return runs.placeOf(job, runId);
}
