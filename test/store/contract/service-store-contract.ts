import { describe, expect, test } from 'vitest';
import type { InboxClaim, ServiceStore } from '../../../src/store/service-store.js';

/** Opens the store of one service, as one process after another does. */
export type OpenServiceStore = () => Promise<ServiceStore>;

/** Declares what every ServiceStore does. Each test gets a place where no service was yet. */
export function declareServiceStoreTests(setUp: () => Promise<OpenServiceStore>): void {
  const fresh = async () => (await setUp())();
  declareClaimTests(fresh);
  declareFileTests(fresh);

  describe('the service store', () => {
    test('keeps everything beyond the end of its process', async () => {
      const open = await setUp();
      const store = await open();
      await store.claim(claimOf('1'));
      await store.noteAnnounced('1', 'stop.disk');
      await store.noteBegun('1');
      await store.leave('job', '/inbox/left.csv', file);
      await store.noteUnmoved(unmoved);
      await store.setDue('job', '0 2 * * *', due);
      await store.close();
      const again = await open();
      expect(await again.openClaims('job')).toEqual([claimOf('1')]);
      expect(await again.announcedCode('1')).toBe('stop.disk');
      expect(await again.hasBegun('1')).toBe(true);
      expect(await again.isLeft('job', '/inbox/left.csv', file)).toBe(true);
      expect(await again.unmoved('job')).toEqual([unmoved]);
      expect(await again.dueAt('job', '0 2 * * *')).toEqual(due);
      await again.close();
    });

    test('says that it is in its place', async () => {
      const store = await fresh();
      expect(await store.isInPlace()).toBe(true);
      await store.close();
    });

    test('tells when a job was to fire next, as long as it fires by the same times', async () => {
      const store = await fresh();
      expect(await store.dueAt('job', '0 2 * * *')).toBeNull();
      await store.setDue('job', '0 2 * * *', new Date(0));
      await store.setDue('job', '0 2 * * *', due);
      await store.setDue('other', '0 2 * * *', new Date(1));
      expect(await store.dueAt('job', '0 2 * * *')).toEqual(due);
      expect(await store.dueAt('job', '0 3 * * *')).toBeNull();
      await store.close();
    });

    test('knows a run that has begun until it is forgotten, also one without a claim', async () => {
      const store = await fresh();
      expect(await store.hasBegun('1')).toBe(false);
      await store.noteBegun('1');
      await store.noteBegun('1');
      expect([await store.hasBegun('1'), await store.hasBegun('2')]).toEqual([true, false]);
      await store.forgetBegun('1');
      expect(await store.hasBegun('1')).toBe(false);
      await store.close();
    });
  });
}

function declareClaimTests(fresh: OpenServiceStore): void {
  describe('a claim', () => {
    test('is open until it is ended, and is known from then on', async () => {
      const store = await fresh();
      expect(await store.knows('1')).toBe(false);
      await store.claim(claimOf('2'));
      await store.claim(claimOf('1'));
      await store.claim(claimOf('3', { job: 'other' }));
      expect(await store.openClaims('job')).toEqual([claimOf('1'), claimOf('2')]);
      expect((await store.jobsWithOpenClaims()).toSorted()).toEqual(['job', 'other']);
      await store.endClaim(claimOf('1'), 'imported');
      await store.endClaim(claimOf('3', { job: 'other' }), 'refused');
      expect(await store.openClaims('job')).toEqual([claimOf('2')]);
      expect(await store.jobsWithOpenClaims()).toEqual(['job']);
      expect(await store.knows('1')).toBe(true);
      await store.close();
    });

    test('of which the run has begun takes that note away when it ends', async () => {
      const store = await fresh();
      await store.claim(claimOf('1'));
      await store.noteBegun('1');
      await store.endClaim(claimOf('1'), 'imported');
      expect(await store.hasBegun('1')).toBe(false);
      await store.close();
    });

    test('that is open stays as it is when it is made again, and what was told of it stays', async () => {
      const store = await fresh();
      await store.claim(claimOf('1'));
      await store.noteAnnounced('1', 'stop.disk');
      await store.claim(claimOf('1', { path: '/inbox/elsewhere.csv', size: 9 }));
      expect(await store.openClaims('job')).toEqual([claimOf('1')]);
      expect(await store.announcedCode('1')).toBe('stop.disk');
      await store.close();
    });

    test('that has ended is open again when it is made again, with the file as it is now', async () => {
      const store = await fresh();
      await store.claim(claimOf('1'));
      await store.endClaim(claimOf('1'), 'refused');
      const again = claimOf('1', { path: '/inbox/again.csv', size: 9, modifiedMs: 8.5 });
      await store.claim(again);
      expect(await store.openClaims('job')).toEqual([again]);
      expect(await store.endedOn('job', 'hash')).toEqual([]);
      await store.close();
    });

    test('is found by the content of its file once it has ended, the oldest first, within its job', async () => {
      const store = await fresh();
      for (const runId of ['2', '1', '3']) await store.claim(claimOf(runId));
      await store.claim(claimOf('4', { sha256: 'another' }));
      await store.endClaim(claimOf('2'), 'imported');
      await store.endClaim(claimOf('1'), 'refused');
      await store.endClaim(claimOf('4', { sha256: 'another' }), 'imported');
      expect(await store.endedOn('job', 'hash')).toEqual([
        { runId: '1', outcome: 'refused' },
        { runId: '2', outcome: 'imported' },
      ]);
      expect(await store.endedOn('other', 'hash')).toEqual([]);
      await store.close();
    });

    test('of a file without a hash is forgotten when it ends', async () => {
      const store = await fresh();
      const claim = claimOf('1', { sha256: null });
      await store.claim(claim);
      expect(await store.openClaims('job')).toEqual([claim]);
      await store.endClaim(claim, 'imported');
      expect(await store.knows('1')).toBe(false);
      await store.close();
    });

    test('that is taken back is as if it had never been', async () => {
      const store = await fresh();
      await store.claim(claimOf('1'));
      await store.withdraw('1');
      expect([await store.knows('1'), await store.openClaims('job')]).toEqual([false, []]);
      await store.close();
    });

    test('need not have been made for an import to be known', async () => {
      const store = await fresh();
      await store.noteImported(claimOf('1'));
      expect(await store.knows('1')).toBe(true);
      expect(await store.openClaims('job')).toEqual([]);
      expect(await store.endedOn('job', 'hash')).toEqual([{ runId: '1', outcome: 'imported' }]);
      await store.close();
    });

    test('has the reason that was told of it last; a run without a claim has none', async () => {
      const store = await fresh();
      await store.claim(claimOf('1'));
      expect(await store.announcedCode('1')).toBeNull();
      await store.noteAnnounced('1', 'stop.disk');
      await store.noteAnnounced('1', 'stop.auth');
      await store.noteAnnounced('2', 'stop.auth');
      expect([await store.announcedCode('1'), await store.announcedCode('2')]).toEqual(['stop.auth', null]);
      await store.close();
    });
  });
}

function declareFileTests(fresh: OpenServiceStore): void {
  describe('a file that is done with', () => {
    test('is left where it lies as long as it is this very file', async () => {
      const store = await fresh();
      await store.leave('job', '/inbox/a.csv', file);
      const isLeft = (job: string, path: string, state = file) => store.isLeft(job, path, state);
      expect(await isLeft('job', '/inbox/a.csv')).toBe(true);
      expect(await isLeft('job', '/inbox/b.csv')).toBe(false);
      expect(await isLeft('other', '/inbox/a.csv')).toBe(false);
      const changed = { ...file, modifiedMs: file.modifiedMs + 0.25 };
      expect(await isLeft('job', '/inbox/a.csv', changed)).toBe(false);
      await store.leave('job', '/inbox/a.csv', changed);
      expect([await isLeft('job', '/inbox/a.csv'), await isLeft('job', '/inbox/a.csv', changed)]).toEqual([
        false,
        true,
      ]);
      await store.close();
    });

    test('and cannot be moved is known until it is moved; then what comes to its place is new', async () => {
      const store = await fresh();
      const first = { ...unmoved, path: '/inbox/a.csv', isFine: true };
      await store.noteUnmoved(unmoved);
      await store.noteUnmoved(first);
      await store.leave('job', first.path, first);
      expect(await store.unmoved('job')).toEqual([first, unmoved]);
      expect(await store.unmoved('other')).toEqual([]);
      await store.noteMoved(first);
      expect(await store.unmoved('job')).toEqual([unmoved]);
      expect(await store.isLeft('job', first.path, first)).toBe(false);
      await store.close();
    });
  });
}

const file = { size: 12, modifiedMs: 1_900_000_000_000.125 };
const due = new Date('2026-11-22T02:00:00.123Z');
const unmoved = { ...file, job: 'job', path: '/inbox/名单.csv', runId: '1', mark: '1.again', isFine: false };

const claimOf = (runId: string, changes: Partial<InboxClaim> = {}): InboxClaim => ({
  runId,
  job: 'job',
  path: `/inbox/${runId}.csv`,
  sha256: 'hash',
  ...file,
  ...changes,
});
