import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Listing,
  type PageUse,
  readAllPages,
  readFirstPage,
  readSecondPage,
} from '../../../src/phases/baseline/list-contacts.js';
import { createPager, type Pager } from '../../../src/phases/baseline/list-pager.js';
import type { Client } from '../../../src/wefeng/client.js';
import type { Page } from '../../../src/wefeng/read-page.js';

const mebibyte = 1024 * 1024;
const never = new AbortController().signal;

type Answer = Awaited<ReturnType<Client['list']>>;

/** A list of contacts of any length, each of which makes an answer longer. */
interface Account {
  /** The bytes of each contact; a broken one spoils each page it is on. */
  readonly contacts: readonly { readonly bytes: number; readonly isBroken?: boolean; readonly isStray?: boolean }[];
  /** The most contacts that a page has, or the only number of them, whatever is asked for. */
  readonly most?: number;
  readonly only?: number;
  /** Smaller pages are refused. */
  readonly least?: number;
}

function listOf({ contacts, most = 1000, only, least = 1 }: Account) {
  const asked: string[] = [];
  return {
    asked,
    async list(pageNum: number, pageSize: number): Promise<Answer> {
      asked.push(`${pageNum}/${pageSize}`);
      if (pageSize < least) {
        return {
          kind: 'refused',
          httpStatus: 200,
          serverCode: '400',
          serverMessage: 'pageSize',
          attempts: 1,
          lostUntil: null,
          aliveUntil: null,
        };
      }
      const size = only ?? Math.min(most, pageSize);
      const start = (pageNum - 1) * size;
      const shown = contacts.slice(start, start + size);
      const bytes = shown.reduce((sum, contact) => sum + contact.bytes, 100);
      if (bytes > 64 * mebibyte) return { kind: 'tooLong' };
      if (shown.some(({ isBroken }) => isBroken)) return broken('not JSON');
      if (shown.length > pageSize) return broken('more than were asked for');
      const items = shown.map(({ isStray }, index) => ({
        externalUserId: isStray ? null : `wm_${start + index}`,
        read: () => null,
      }));
      const data: Page = { items, shown: new Set(), total: contacts.length, bytes, close: () => {} };
      return { kind: 'accepted', attempts: 1, lostUntil: null, aliveUntil: null, data };
    },
  };
}

const broken = (last: string): Answer => ({
  kind: 'exhausted',
  attempts: 1,
  lostUntil: null,
  aliveUntil: null,
  last,
  untrusted: true,
});

/** Reads a whole list; gives how often each contact was kept. */
async function readList(account: Account, pageSize: number) {
  const server = listOf(account);
  const notes: string[] = [];
  const pager = createPager(server, pageSize, ({ code }) => notes.push(code));
  return { ...server, notes, pager, ...(await readOnce(pager)) };
}

async function readOnce(pager: Pager) {
  const kept = new Map<string, number>();
  const missed: string[] = [];
  const found = await readFirstPage(pager, never);
  const first = found.kind === 'broken' ? await readSecondPage(pager, found, never) : found;
  if (first.kind !== 'page') return { kept, missed, listing: null };
  const listing: Listing = await readAllPages(
    pager,
    first,
    {
      keep(items) {
        const ids = items.flatMap(({ externalUserId }) => externalUserId ?? []);
        const fresh = ids.filter((id) => !kept.has(id)).length;
        for (const id of ids) kept.set(id, (kept.get(id) ?? 0) + 1);
        return fresh;
      },
      async goOnWithout({ place: { pageNum, pageSize: size } }) {
        missed.push(`${pageNum}/${size}`);
        return true;
      },
    },
    never,
  );
  return { kept, missed, listing };
}

const idsOf = ({ contacts }: Account) => contacts.map((_, index) => `wm_${index}`);
const once = (account: Account) => new Map(idsOf(account).map((id) => [id, 1]));

/** Contacts of a few bytes up to three mebibytes, most of a kind. */
const anyContacts = fc
  .tuple(fc.integer({ min: 0, max: 600 }), fc.constantFrom(100, 10_000, 60_000, 300_000), fc.nat(10))
  .map(([count, usual, large]) =>
    Array.from({ length: count }, (_, index) => ({ bytes: index % 97 < large ? usual * 10 : usual })),
  );
const anySize = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.constantFrom(1000, 500, 100, 97));

describe('a list is read whole, each contact once, and there is no gap', () => {
  test('however long its contacts are, and whatever the page size', async () => {
    await fc.assert(
      fc.asyncProperty(anyContacts, anySize, async (contacts, pageSize) => {
        const { kept, listing } = await readList({ contacts }, pageSize);
        expect(listing?.gap).toBeNull();
        expect(kept).toEqual(once({ contacts }));
      }),
      { numRuns: 300 },
    );
  });

  test('where the server has no more on a page than it will', async () => {
    await fc.assert(
      fc.asyncProperty(anyContacts, anySize, anySize, async (contacts, pageSize, most) => {
        const { kept, listing } = await readList({ contacts, most }, pageSize);
        expect(listing?.gap).toBeNull();
        expect(kept).toEqual(once({ contacts }));
      }),
      { numRuns: 300 },
    );
  });

  test('where the server has just as many on a page as it will, or refuses smaller pages', async () => {
    await fc.assert(
      fc.asyncProperty(anyContacts, fc.integer({ min: 20, max: 60 }), fc.boolean(), async (contacts, size, refuses) => {
        const account = refuses ? { contacts, least: size } : { contacts, only: size };
        const first = await readList(account, size);
        // Its last page may have just as many contacts as were asked for: where it begins tells it, to the next reading.
        const { kept, listing } = first.listing?.gap ? await readOnce(first.pager) : first;
        if (listing === null) return;
        expect(listing.gap).toBeNull();
        expect(kept).toEqual(once({ contacts }));
      }),
      { numRuns: 200 },
    );
  });
});

describe('large pages', () => {
  const contacts = Array.from({ length: 2000 }, () => ({ bytes: 60_000 }));

  test('are followed by smaller ones, and nothing is asked for twice', async () => {
    const { asked, notes } = await readList({ contacts }, 1000);
    // Eight mebibytes: the page that holds the contact after the first thousand.
    expect(asked.slice(0, 3)).toEqual(['1/1000', '8/139', '9/139']);
    expect(asked).toHaveLength(1 + 8);
    expect(notes).toEqual(['list.smallerPages']);
  });

  test('that are longer than an answer may be are asked for again, smaller, from the first', async () => {
    const { asked, kept } = await readList({ contacts: contacts.map(() => ({ bytes: 100_000 })) }, 1000);
    expect(asked.slice(0, 4)).toEqual(['1/1000', '1/125', '2/83', '3/83']);
    expect(kept.size).toBe(2000);
  });

  test('that the server gives whatever it is asked for are taken as they are, and it is said', async () => {
    const { asked, notes } = await readList({ contacts, only: 1000 }, 1000);
    expect(asked).toEqual(['1/1000', '8/139', '2/1000']);
    expect(notes).toEqual(['list.smallerPages', 'list.sizeKept']);
  });

  test.each([
    ['has just as many as were asked for', 57, 138],
    ['would begin where the one before ended', 48, 120],
  ])('of a size that the server keeps, of which the next %s, are told by where that begins', async (_, only, count) => {
    const usual = { bytes: 300_000 };
    const contacts = [{ bytes: 3_000_000 }, ...Array.from({ length: count - 1 }, () => usual)];
    const first = await readList({ contacts, only }, only);
    expect(first.notes).toEqual(['list.smallerPages', 'list.sizeKept']);
    const { kept, listing } = first.listing?.gap ? await readOnce(first.pager) : first;
    expect(listing?.gap).toBeNull();
    expect(kept).toEqual(once({ contacts }));
  });

  test('of a single contact are not to be made smaller', async () => {
    const { listing, asked } = await readList({ contacts: [{ bytes: 65 * mebibyte }] }, 1000);
    expect(listing).toBeNull();
    expect(asked).toEqual(['1/1000', '1/125', '1/15', '1/1']);
  });
});

test('a contact that left the list while its pages were made smaller leaves a gap, though another one came', async () => {
  const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `wm_${from + index}`);
  const pages: [string, string[]][] = [
    ['1/1000', ids(0, 1000)],
    // Of 400 each: the first page had 200 of these, and one contact before them is gone.
    ['3/400', ids(801, 1201)],
    ['4/400', ids(1201, 1301)],
  ];
  const list = async (pageNum: number, pageSize: number): Promise<Answer> => {
    const [asked, found = []] = pages.shift() ?? [];
    expect(`${pageNum}/${pageSize}`).toBe(asked);
    const items = found.map((externalUserId) => ({ externalUserId, read: () => null }));
    const bytes = (20 * mebibyte * found.length) / 1000;
    return {
      kind: 'accepted',
      attempts: 1,
      lostUntil: null,
      aliveUntil: null,
      data: { items, shown: new Set(), total: 1300, bytes, close: () => {} },
    };
  };
  const pager = createPager({ list }, 1000, () => {});
  const first = await readFirstPage(pager, never);
  if (first.kind !== 'page') throw new Error('no page');
  const kept = new Set<string | null>();
  const use: PageUse = {
    keep(items) {
      const before = kept.size;
      for (const { externalUserId } of items) kept.add(externalUserId);
      return kept.size - before;
    },
    goOnWithout: async () => false,
  };
  const { gap } = await readAllPages(pager, first, use, never);
  // The thousandth was skipped.
  expect(kept.has('wm_1000')).toBe(false);
  expect(gap).toMatchObject({ kind: 'changed' });
  expect(gap?.reason).toContain('page 3 does not begin where the one before ended');
});

describe('a list with broken pages', () => {
  const spoil = (count: number, ...at: number[]): Account => ({
    contacts: Array.from({ length: count }, (_, index) => ({ bytes: 100, isBroken: at.includes(index) })),
  });

  test.each([
    ['in the middle', 35, [14], ['2/10'], 25],
    ['at its beginning', 35, [3], ['1/10'], 25],
    ['at its end', 35, [31], ['4/10'], 30],
    ['two in a row', 35, [14, 25], ['2/10', '3/10'], 15],
  ])('%s is read on behind them, and has a gap that names them', async (_, count, at, pages, seen) => {
    const { kept, missed, listing } = await readList(spoil(count, ...at), 10);
    expect(missed).toEqual(pages);
    expect(kept.size).toBe(seen);
    expect(listing?.gap).toMatchObject({ kind: 'broken', pageNums: pages.map((page) => Number.parseInt(page, 10)) });
    expect(listing?.gap?.reason).not.toContain('seen of');
  });

  test('hides no contact but those of these pages, wherever they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 2, max: 30 }),
        fc.array(fc.nat(119), { minLength: 1, maxLength: 3 }),
        async (count, pageSize, at) => {
          const { kept, listing } = await readList(spoil(count, ...at), pageSize);
          const pageOf = (index: number) => Math.floor(index / pageSize);
          const brokenPages = new Set(at.filter((index) => index < count).map(pageOf));
          if (listing === null || brokenPages.size === 0) return;
          const expected = idsOf(spoil(count)).filter((_, index) => !brokenPages.has(pageOf(index)));
          expect([...kept.keys()]).toEqual(expected);
          expect(listing.gap?.kind).toBe('broken');
        },
      ),
    );
  });
});

test('items that are no contacts leave a gap that says on which page they are', async () => {
  const contacts = Array.from({ length: 25 }, (_, index) => ({ bytes: 100, isStray: index === 13 || index === 14 }));
  const { kept, listing } = await readList({ contacts }, 10);
  expect(kept.size).toBe(23);
  expect(listing?.gap).toEqual({ kind: 'strays', pageNums: [2], reason: 'page 2 has 2 without externalUserId' });
});
