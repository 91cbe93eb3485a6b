import type { Page } from '../api/read-page.js';
import type { Place } from './page-size.js';

/** Why it cannot be said that all contacts of the list were seen. */
export interface Gap {
  /**
   * `broken`: there are pages that cannot be believed. `strays`: items that are no contacts may be any contact. `changed`:
   * the pages do not fit together, since contacts came or went meanwhile.
   */
  readonly kind: 'broken' | 'strays' | 'changed';
  /** Those that are broken, or have strays. */
  readonly pageNums: readonly number[];
  readonly reason: string;
}

/** The pages of one reading of the list, from its first to its last, held against each other. */
export interface Ledger {
  /** Whether a page has as many contacts as it should have. */
  fits(found: { readonly place: Place; readonly page: Pick<Page, 'items'> }): boolean;
  /** Takes a page, of whose contacts so many were on no page before. */
  take(place: Place, page: Pick<Page, 'items' | 'total'>, fresh: number): void;
  /** Takes down that a page could not be read. */
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
  const oddities: string[] = [];
  const broken: number[] = [];
  const strayOn: number[] = [];
  let position = 0;
  let latestTotal = total;
  let [seen, strays, missed] = [0, 0, 0];
  let leadsOn = true;

  const all = () => Math.max(total, latestTotal);
  const lengthOf = ({ pageNum, pageSize }: Place) => Math.min(pageSize, Math.max(0, total - (pageNum - 1) * pageSize));
  const goTo = ({ pageNum, pageSize }: Place) => {
    position = pageNum * pageSize;
  };
  const fits: Ledger['fits'] = ({ place, page }) => page.items.length === lengthOf(place);
  return {
    fits,
    take(place, page, fresh) {
      const { items, total: told } = page;
      const { pageNum } = place;
      const news = items.slice(place.seen);
      const stray = news.filter(({ externalUserId }) => externalUserId === null).length;
      const repeated = news.length - stray - fresh;
      if (told !== total) oddities.push(`total ${total} → ${told}`);
      if (stray > 0) oddities.push(`page ${pageNum} has ${stray} without externalUserId`);
      if (repeated > 0) oddities.push(`page ${pageNum} repeats ${repeated}`);
      if (!fits({ place, page })) oddities.push(`page ${pageNum} has ${items.length}`);
      if (stray > 0) strayOn.push(pageNum);
      latestTotal = told;
      seen += fresh;
      strays += stray;
      // A page with nothing new leads nowhere; the total bounds the rest.
      leadsOn = fresh + stray > 0;
      goTo(place);
    },
    miss(place, reason) {
      broken.push(place.pageNum);
      oddities.push(`page ${place.pageNum}: ${reason}`);
      missed += Math.max(0, lengthOf(place) - place.seen);
      goTo(place);
      leadsOn = position < all();
    },
    position: () => position,
    isOver: () => !leadsOn || seen + strays + missed >= all(),
    gap() {
      const told = seen + strays + missed === total ? oddities : [...oddities, `${seen} seen of ${total}`];
      if (told.length === 0) return null;
      const kind = broken.length > 0 ? 'broken' : strays > 0 ? 'strays' : 'changed';
      const pageNums = { broken, strays: strayOn, changed: [] }[kind];
      return { kind, pageNums, reason: told.slice(0, 3).join('; ') };
    },
  };
}
