import { cause } from '../../messages/cause.js';
import type { Page } from '../../wefeng/read-page.js';
import type { Place } from './page-size.js';

/**
 * What is wrong with a page. `broken`: it cannot be believed. `strays`: it has items that are no contacts, and may be
 * any. `changed`: it does not fit to the others, since contacts came or went meanwhile.
 */
type Kind = 'broken' | 'strays' | 'changed';

/** Why it cannot be said that all contacts of the list were seen. */
export interface Gap {
  /** The gravest. */
  readonly kind: Kind;
  /** The pages of this kind. */
  readonly pageNums: readonly number[];
  readonly reason: string;
}

interface Held {
  readonly place: Place;
  readonly page: Pick<Page, 'items'>;
}

/** The pages of one reading of the list, from its first to its last, held against each other. */
export interface Ledger {
  /** Whether a page has as many contacts as it should have. */
  fits(found: Held): boolean;
  /** Whether a page has none of the contacts that it should share with the page before: it is another part of the list. */
  isElsewhere(found: Held): boolean;
  /** Takes a page, of whose contacts so many were on no page before. */
  take(place: Place, page: Pick<Page, 'items' | 'total'>, fresh: number): void;
  /** Takes down that a page is broken. */
  miss(place: Place, reason: string): void;
  /** Where the next page begins: how many contacts are behind. */
  position(): number;
  /** Whether no page is to follow. */
  isOver(): boolean;
  /** Null when all contacts were seen. */
  gap(): Gap | null;
}

/** The total must stay, each page be full but the last, and no contact come twice. */
export function createLedger(total: number): Ledger {
  const oddities: Oddity[] = [];
  let position = 0;
  let latestTotal = total;
  let seen = 0;
  /** With strays, and the contacts of broken pages. */
  let covered = 0;
  let leadsOn = true;
  /** Null where the page before is missing. */
  let before: Page['items'] | null = null;

  const most = () => Math.max(total, latestTotal);
  const lengthOf = ({ pageNum, pageSize }: Place) => Math.min(pageSize, Math.max(0, total - (pageNum - 1) * pageSize));
  return {
    fits: ({ place, page }) => page.items.length === lengthOf(place),
    isElsewhere: ({ place, page }) => place.seen > 0 && before !== null && !shares(before, place.seen, page.items),
    take(place, page, fresh) {
      const strays = countStrays(page.items.slice(place.seen));
      oddities.push(...findOddities(place, page, { fresh, strays, total, before, length: lengthOf(place) }));
      before = page.items;
      latestTotal = page.total;
      covered += fresh + strays;
      seen += fresh;
      position = place.pageNum * place.pageSize;
      // A page with nothing new leads nowhere; the total bounds the rest.
      leadsOn = fresh + strays > 0;
    },
    miss(place, reason) {
      const { pageNum, pageSize } = place;
      oddities.push({ kind: 'broken', pageNum, text: cause('cause.onPage', { pageNum, reason }) });
      covered += Math.max(0, lengthOf(place) - place.seen);
      before = null;
      position = pageNum * pageSize;
      leadsOn = position < most();
    },
    position: () => position,
    isOver: () => !leadsOn || covered >= most(),
    gap() {
      const end = { kind: 'changed', pageNum: 0, text: cause('cause.seen', { count: seen, total }) } as const;
      return toGap(covered === total ? oddities : [...oddities, end]);
    },
  };
}

interface Oddity {
  readonly kind: Kind;
  readonly pageNum: number;
  readonly text: string;
}

const countStrays = (items: Page['items']): number =>
  items.filter(({ externalUserId }) => externalUserId === null).length;

/** What a page is held against: the first total, the page before, and how many of its contacts are new. */
interface Expected {
  readonly total: number;
  readonly length: number;
  readonly before: Page['items'] | null;
  readonly fresh: number;
  readonly strays: number;
}

function findOddities(
  { pageNum, seen }: Place,
  { items, total: shown }: Pick<Page, 'items' | 'total'>,
  { total, length, before, fresh, strays }: Expected,
): Oddity[] {
  const repeated = Math.max(0, items.length - seen) - strays - fresh;
  const found: [boolean, Kind, string][] = [
    [strays > 0, 'strays', cause('cause.strays', { pageNum, count: strays })],
    [shown !== total, 'changed', cause('cause.otherTotal', { total, found: shown })],
    [repeated > 0, 'changed', cause('cause.repeats', { pageNum, count: repeated })],
    [items.length !== length, 'changed', cause('cause.otherLength', { pageNum, count: items.length })],
    [before !== null && !overlaps(before, seen, items), 'changed', cause('cause.gap', { pageNum })],
  ];
  return found.flatMap(([isSo, kind, text]) => (isSo ? [{ kind, pageNum, text }] : []));
}

/** Whether so many contacts at the beginning of a page are the last of the page before. */
const overlaps = (before: Page['items'], count: number, items: Page['items']): boolean =>
  items
    .slice(0, count)
    .every(({ externalUserId }, index) => before.at(index - count)?.externalUserId === externalUserId);

function shares(before: Page['items'], count: number, items: Page['items']): boolean {
  const known = new Set(before.map(({ externalUserId }) => externalUserId));
  return items.slice(0, count).some(({ externalUserId }) => known.has(externalUserId));
}

const mostReasons = 3;

function toGap(oddities: readonly Oddity[]): Gap | null {
  const byKind = (['broken', 'strays', 'changed'] as const).map((kind) => oddities.filter((odd) => odd.kind === kind));
  const [gravest = []] = byKind.filter(({ length }) => length > 0);
  const [first] = gravest;
  if (first === undefined) return null;
  const reasons = byKind.flat().map(({ text }) => text);
  return {
    kind: first.kind,
    pageNums: gravest.map(({ pageNum }) => pageNum),
    reason: reasons.slice(0, mostReasons).join('; '),
  };
}
