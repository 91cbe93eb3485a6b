import { describe, expect, test } from 'vitest';
import { openRunStore } from '../../src/store/sqlite/run-store.js';
import { readHead } from '../../src/store/sqlite/sealed/head-file.js';
import { begin, recordOf, TransitionError, transition } from '../../src/store/transition.js';
import { makeRun } from '../helpers/make-run.js';
import { readSourceFiles } from '../helpers/source-files.js';
import { makeTempFolder } from '../helpers/temp-folder.js';

const atWork = { phase: 'baseline', state: 'interrupted', begun: false, finishedAt: null } as const;

/** Opens a run that is under way. */
function openRun(record: Parameters<typeof makeRun>[1]['record'] = {}) {
  const made = { job: '', header: ['企微客户ID'], rows: [], results: [] };
  const folder = makeRun(makeTempFolder(), { ...made, record: { ...atWork, ...record } });
  return openRunStore(folder);
}

describe('a transition', () => {
  test('writes the change, and gives the record as it is then', () => {
    const store = openRun();
    const from = recordOf(store);
    const to = transition(store, from, { phase: 'plan' });
    expect(to).toEqual({ ...from, phase: 'plan' });
    expect(recordOf(store)).toEqual(to);
    store.close();
  });

  test('goes on from the record that the one before has given', () => {
    const store = openRun();
    const read = transition(store, recordOf(store), { notes: [] });
    transition(store, transition(store, read, { phase: 'plan' }), { phase: 'send' });
    expect(recordOf(store)).toMatchObject({ phase: 'send', state: 'interrupted' });
    store.close();
  });

  test('of a stale record is refused by an error that names both, and nothing is written', () => {
    const store = openRun();
    const stale = recordOf(store);
    const now = transition(store, stale, { phase: 'plan', blankRows: 3 });
    const head = readHead(store.folder);
    expect(() => transition(store, stale, { notes: [] })).toThrow(
      new TransitionError(
        `run ${stale.runId} was to change from interrupted in phase baseline, not begun; ` +
          'run.db holds interrupted in phase plan, not begun, with another blankRows, phase',
      ),
    );
    expect(recordOf(store)).toEqual(now);
    expect(readHead(store.folder)).toEqual(head);
    // The store can be written to all the same.
    transition(store, now, { phase: 'send' });
    store.close();
  });

  test('of a record that differs in nothing but a note is stale all the same', () => {
    const store = openRun();
    const stale = recordOf(store);
    transition(store, stale, { clock: { aheadSeconds: 90 } });
    expect(() => transition(store, stale, { phase: 'plan' })).toThrow(/with another clock$/);
    store.close();
  });

  test.each([
    ['skips a phase', {}, { phase: 'send' }, 'interrupted in phase send, not begun'],
    ['goes back', {}, { phase: 'read' }, 'interrupted in phase read, not begun'],
    ['sends before there is a plan', {}, { begun: true }, 'interrupted in phase baseline, begun'],
    ['ends before all is sent', {}, { state: 'completed' }, 'completed in phase baseline, not begun'],
    ['follows on a stop without a resume', { state: 'stopped' }, { phase: 'plan' }, 'stopped in phase plan, not begun'],
  ] as const)('that %s is refused, and nothing is written', (_, record, patch, words) => {
    const store = openRun(record);
    const from = recordOf(store);
    expect(() => transition(store, from, patch)).toThrow(TransitionError);
    expect(() => transition(store, from, patch)).toThrow(` to ${words}`);
    expect(recordOf(store)).toEqual(from);
    store.close();
  });
});

describe('a first record', () => {
  test('is written once', () => {
    const made = openRun();
    const record = { ...recordOf(made), phase: 'read' } as const;
    made.close();
    const store = openRunStore(makeTempFolder());
    expect(() => recordOf(store)).toThrow('a run without a record');
    begin(store, record);
    expect(recordOf(store)).toEqual(record);
    expect(() => begin(store, { ...record, blankRows: 9 })).toThrow(`run ${record.runId} has begun already`);
    expect(recordOf(store)).toEqual(record);
    store.close();
  });

  test('says that the run reads', () => {
    const made = openRun();
    const record = recordOf(made);
    made.close();
    const store = openRunStore(makeTempFolder());
    expect(() => begin(store, record)).toThrow('cannot begin as interrupted in phase baseline, not begun');
    expect(store.readRecord()).toBeNull();
    store.close();
  });
});

test('nothing else changes the record of a run', () => {
  const writers = readSourceFiles().filter(({ text }) => text.includes('replaceRecord'));
  expect(writers.map(({ path }) => path)).toEqual([
    'store/run-store.ts',
    'store/sqlite/run-store.ts',
    'store/transition.ts',
  ]);
});
