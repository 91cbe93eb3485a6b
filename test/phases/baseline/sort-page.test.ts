import { describe, expect, test } from 'vitest';
import { sortBaselinePage, sortPage } from '../../../src/phases/baseline/sort-page.js';
import type { BaselineEntry, KnownContact } from '../../../src/store/run-data.js';

const entryOf = (contact: string, json: string | null): BaselineEntry => ({ contact, json, problem: null, readAt: 1 });
const fresh: KnownContact = { isListed: false, isWanted: true, entry: null };
const seen = (entry: BaselineEntry | null): KnownContact => ({ isListed: true, isWanted: true, entry });
const twofold = { json: null, problem: { code: 'contact.twofold', params: {} } };

describe('of a page', () => {
  test('all contacts are noted as shown, and those that the file names are kept', () => {
    const entries = [entryOf('wm1', '1'), entryOf('wm2', '2'), entryOf('wm3', '3')];
    const known = [fresh, { ...fresh, isWanted: false }, seen(null)];
    expect(sortPage(entries, known)).toEqual({
      shown: ['wm1', 'wm2', 'wm3'],
      kept: [entries[0], entries[2]],
      fresh: 2,
    });
  });

  test('a contact that it shows twice counts once', () => {
    expect(sortPage([entryOf('wm1', '1'), entryOf('wm1', '1')], [fresh, fresh]).fresh).toBe(1);
  });

  test('an empty one holds nothing', () => {
    expect(sortPage([], [])).toEqual({ shown: [], kept: [], fresh: 0 });
  });
});

describe('a contact that the list shows twice', () => {
  const keptOf = (entries: readonly BaselineEntry[], known: readonly KnownContact[]) =>
    sortBaselinePage(entries, known).kept;

  test('stays as it is, if both say the same', () => {
    expect(keptOf([entryOf('wm1', '1'), entryOf('wm1', '1')], [fresh, fresh])).toMatchObject([
      { json: '1' },
      { json: '1' },
    ]);
    expect(keptOf([entryOf('wm1', '1')], [seen(entryOf('wm1', '1'))])).toMatchObject([{ json: '1', problem: null }]);
  });

  test('cannot be trusted, if they differ: on one page, on two, and ever after', () => {
    const within = keptOf([entryOf('wm1', '1'), entryOf('wm1', '2'), entryOf('wm1', '1')], [fresh, fresh, fresh]);
    expect(within).toMatchObject([{ json: '1' }, twofold, twofold]);
    expect(keptOf([entryOf('wm1', '2')], [seen(entryOf('wm1', '1'))])).toMatchObject([twofold]);
  });

  test('is another matter, if what is known of it comes from an earlier reading', () => {
    const known = { ...fresh, entry: entryOf('wm1', '1') };
    expect(keptOf([entryOf('wm1', '2')], [known])).toMatchObject([{ json: '2', problem: null }]);
  });
});
