import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ageMs, chooseRuns, type PruneRule, stateFilters } from '../../src/runs/choose-runs.js';
import type { RunEntry } from '../../src/runs/read-run.js';

const now = new Date('2026-11-22T12:00:00Z');
const hourMs = 3_600_000;
type Standing = RunEntry['standing'];

const standings: readonly Standing[] = ['completed', 'planned', 'stopped', 'interrupted', 'checked', 'running'];
const odd: readonly Standing[] = ['refused', 'otherVersion', 'damaged', 'unreadable'];

const entryOf = (job: string, hours: number, standing: Standing, canGoOn: boolean, index: number): RunEntry => {
  const startedAt = new Date(now.getTime() - hours * hourMs);
  return {
    folder: `/logs/${job}/${index}`,
    job,
    runId: String(index),
    namedAt: startedAt,
    startedAt,
    finishedAt: null,
    command: 'run',
    begun: true,
    lacksReport: false,
    counts: null,
    standing,
    canGoOn: canGoOn && standing !== 'running',
  };
};

const anyRuns = fc
  .array(fc.tuple(fc.constantFrom('a', 'b'), fc.nat(99), fc.constantFrom(...standings, ...odd), fc.boolean()))
  .map((all) =>
    all
      .map(([job, hours, standing, canGoOn], index) => entryOf(job, hours, standing, canGoOn, index))
      .toSorted((one, other) => other.startedAt.getTime() - one.startedAt.getTime()),
  );

const anyRule: fc.Arbitrary<PruneRule> = fc.record({
  olderThanMs: fc.option(fc.nat(99).map((hours) => hours * hourMs)),
  keep: fc.option(fc.nat(5)),
  state: fc.option(fc.constantFrom(...stateFilters)),
  force: fc.boolean(),
});

const anyClaims = fc.uniqueArray(fc.nat(30)).map((ids) => new Set(ids.map(String)));

test('whatever is asked for, no run goes that is being done, that the scheduler needs or, unforced, that could go on', () => {
  fc.assert(
    fc.property(anyRuns, anyRule, anyClaims, (runs, rule, claimed) => {
      for (const run of chooseRuns(runs, rule, claimed, now).chosen) {
        expect(run.standing).not.toBe('running');
        expect(claimed.has(run.runId)).toBe(false);
        if (!rule.force) expect([run.canGoOn, run.standing]).not.toContain(true);
        if (!rule.force) expect(['otherVersion', 'unreadable']).not.toContain(run.standing);
      }
    }),
  );
});

test('a run is named only when all that is given holds, and each that is named is chosen or spared', () => {
  fc.assert(
    fc.property(anyRuns, anyRule, anyClaims, (runs, rule, claimed) => {
      const { chosen, spared } = chooseRuns(runs, rule, claimed, now);
      const named = new Set([...chosen, ...spared.map(({ run }) => run)]);
      expect(named.size).toBe(chosen.length + spared.length);
      for (const run of runs) {
        const newer = runs.slice(0, runs.indexOf(run)).filter(({ job }) => job === run.job).length;
        const isOld = rule.olderThanMs === null || ageMs(run, now) > rule.olderThanMs;
        const isState = rule.state === null || (rule.state === 'resumable' ? run.canGoOn : run.standing === rule.state);
        expect(named.has(run)).toBe(isOld && isState && (rule.keep === null || newer >= rule.keep));
      }
    }),
  );
});

test('a run is as old as its end: one that was resumed yesterday is not of last year', () => {
  const run = { ...entryOf('a', 9000, 'completed', false, 1), finishedAt: new Date(now.getTime() - hourMs) };
  expect(ageMs(run, now)).toBe(hourMs);
});
