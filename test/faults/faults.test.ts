import { describe, expect, test } from 'vitest';
import { type FaultName, faultNames } from './kinds.js';
import type { Outcome } from './rehearsal.js';
import { isAskedFor, replayOf, seedsOf } from './replay.js';
import { killed, type Size, through, together } from './scenarios.js';
import { type ShapeName, shapeNames } from './shapes.js';
import { sideBySide } from './side-by-side.js';
import { tableOf } from './table.js';

// FULL=1 runs it at full size. FAULTS_SEED and FAULTS_ONLY replay what a failure names.
const isFull = process.env.FULL !== undefined;

const small: Size = { contacts: 6, share: 0.4, mostInARow: 1, timeoutMs: 1000, takesBack: false };

/** Where it takes some luck to be mistaken: an older value wins by moments. */
const delicate: ReadonlySet<FaultName> = new Set(['lateApplication', 'stall', 'lateDuplicate', 'invalidUtf8']);
const several: Size = { ...small, contacts: 14 };

/** The shape that each kind is most likely to be mistaken in. */
const tellingShapes: Readonly<Record<FaultName, readonly ShapeName[]>> = {
  lateApplication: ['in-order'],
  blackHole: ['no-baseline'],
  stall: ['in-order'],
  refused: ['by-get'],
  earlyAnswer: ['in-order-no-baseline'],
  lateDuplicate: ['in-order'],
  duplicateAnswer: ['in-order'],
  unrequestedAnswer: ['by-get'],
  informational: ['listed'],
  endlessInformational: ['canary'],
  halfClosed: ['in-order'],
  garbageStatusLine: ['listed'],
  bothLengths: ['by-get'],
  headerFlood: ['no-baseline'],
  gzip: ['listed'],
  somethingElse: ['by-get'],
  invalidUtf8: ['listed', 'by-get'],
  drip: ['in-order'],
  cutAfterHeaders: ['canary'],
  cutInBody: ['in-order-no-baseline'],
  wrongLength: ['listed'],
  refusal: ['by-get'],
};

/** Those that no kind is tried on alone, and the most exposed one. */
const mixedShapes: readonly ShapeName[] = ['one-at-a-time', 'in-order-one-at-a-time', 'in-order-by-get', 'canary'];

const quick = () =>
  seedsOf([2]).flatMap((seed) => [
    killed(2, 'in-order', seed, { ...small, timeoutMs: 2500 }),
    // What was lost may still come when the server has refused what was sent after it.
    through(['lateApplication', 'refusal'], 'no-baseline', seed, { ...small, share: 0.8, mostInARow: 2 }),
    ...mixedShapes.map((shape) => together(shape, seed, { ...small, takesBack: true })),
    // Those that go by moments come last, when fewer go on beside them.
    ...faultNames
      .toSorted((a, b) => Number(delicate.has(a)) - Number(delicate.has(b)))
      .flatMap((kind) =>
        tellingShapes[kind].map((shape) => through([kind], shape, seed, delicate.has(kind) ? several : small)),
      ),
  ]);

const large: Size = { contacts: 120, share: 0.15, mostInARow: 4, timeoutMs: 1000, takesBack: true };

const long = () => [
  ...seedsOf([1, 2, 3, 4]).flatMap((seed) =>
    shapeNames.map((shape) => killed(8, shape, seed, { ...large, contacts: 40, share: 0.3, timeoutMs: 4000 })),
  ),
  ...seedsOf([1, 2, 3, 4, 5, 6]).flatMap((seed) => shapeNames.map((shape) => together(shape, seed, large))),
  ...seedsOf([1, 2]).flatMap((seed) =>
    [...faultNames.map((kind) => [kind]), ['lateApplication', 'refusal'] as const].flatMap((kinds) =>
      shapeNames.map((shape) => through(kinds, shape, seed, { ...large, contacts: 24, share: 0.3 })),
    ),
  ),
];

const rehearsals = (isFull ? long() : quick()).filter(isAskedFor);

describe('each row ends as the server has it, and nothing else is touched', () => {
  const outcomes = sideBySide(rehearsals, isFull ? 5 : 12, (all) => process.stderr.write(`\n${tableOf(all)}\n`));

  test.each(rehearsals)(
    '$name',
    async (rehearsal) => {
      const outcome = await outcomes.of(rehearsal);
      expect(formatBad(outcome)).toEqual([]);
      expect(outcome.passages.some(({ fault }) => fault !== null)).toBe(true);
    },
    isFull ? 3_600_000 : 120_000,
  );

  test.skipIf(process.env.FAULTS_ONLY)('most rows are updated: a run lives with the faults of a network', async () => {
    const all = await Promise.all(rehearsals.map((rehearsal) => outcomes.of(rehearsal)));
    const statuses = all.flatMap(({ statuses }) => [...statuses.values()]);
    expect(statuses.filter((status) => status === 'updated').length).toBeGreaterThan(statuses.length / 2);
  });
});

const formatBad = ({ bad, rehearsal }: Outcome): string[] =>
  bad.map(({ contact, why, story }) => `${contact}: ${why}\n${story}\n  again: ${replayOf(rehearsal)}`);
