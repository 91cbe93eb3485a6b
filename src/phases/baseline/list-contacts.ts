import type { StandardFieldName } from '../../fields/field.js';
import { type Message, message } from '../../messages/message.js';
import { stop } from '../../messages/run-error.js';
import type { PageItem } from '../../wefeng/read-page.js';
import { createLedger, type Gap } from './list-ledger.js';
import type { FoundPage, MissingPage, Pager } from './list-pager.js';

/** The first page of the list that was found. */
export interface FirstPage extends FoundPage {
  /** The page before, where that is the first and broken. */
  readonly missing: MissingPage | null;
}

/**
 * Reads the first page, which tells how many contacts there are.
 * @throws RunError when the run must stop; the signal's reason when it is stopping
 */
export async function readFirstPage(pager: Pager, stopping: AbortSignal): Promise<FirstPage | MissingPage> {
  pager.begin();
  return withMissing(await pager.ask(0, stopping), null);
}

/** Reads the second page, which tells the same, where the first is missing. */
export const readSecondPage = async (pager: Pager, missing: MissingPage, stopping: AbortSignal) =>
  withMissing(await pager.ask(missing.place.pageSize, stopping), missing);

const withMissing = (found: FoundPage | MissingPage, missing: MissingPage | null): FirstPage | MissingPage =>
  found.kind === 'page' ? { ...found, missing } : found;

/** What is done with the pages as they come. */
export interface PageUse {
  /** Takes what is on a page; gives how many of its contacts were not on a page before. */
  keep(items: readonly PageItem[], shown: ReadonlySet<StandardFieldName>): number;
  /** Whether to go on without a broken page. `shown` is a contact of another page; null where there is none. */
  goOnWithout(missing: MissingPage, shown: string | null): Promise<boolean>;
}

/** The list, as it was read from its first page to its last. */
export interface Listing {
  /** Why it cannot be said that all contacts were seen; null when they were. */
  readonly gap: Gap | null;
  /** One of its contacts; null where there is none. */
  readonly shown: string | null;
}

/**
 * Goes through all pages, from the first that was found, and holds what they say against each other.
 * @throws RunError when the run must stop; the signal's reason when it is stopping
 */
export async function readAllPages(
  pager: Pager,
  found: FirstPage,
  { keep, goOnWithout }: PageUse,
  stopping: AbortSignal,
): Promise<Listing> {
  const first = withOwnSize(found);
  if (first !== found) pager.keepTo(first.place.pageSize);
  const ledger = createLedger(first.page.total);
  let shown = someId(first.page.items);

  function take(found: FoundPage): void {
    const { place, page } = found;
    const isElsewhere = ledger.isElsewhere(found);
    shown ??= someId(page.items);
    ledger.take(place, page, keep(page.items.slice(place.seen), page.shown));
    page.close();
    // The server has pages of another size than it was asked for. This leaves a gap; the next reading asks as before.
    if (isElsewhere) pager.goBack();
    else if (!ledger.isOver()) pager.fitTo(found);
  }
  async function miss(missing: MissingPage): Promise<void> {
    if (missing.kind !== 'broken' || !(await goOnWithout(missing, shown))) throw stop(whyStopped(missing));
    ledger.miss(missing.place, missing.reason);
  }

  if (first.missing) await miss(first.missing);
  take(first);
  while (!ledger.isOver()) {
    const next = await pager.ask(ledger.position(), stopping);
    if (next.kind !== 'page') await miss(next);
    // The first page of a smaller size that is not as it should be: it may be of another size than was asked for.
    else if (ledger.fits(next) || !pager.goBack()) take(next);
  }
  return { gap: ledger.gap(), shown };
}

const someId = (items: readonly PageItem[]): string | null =>
  items.find(({ externalUserId }) => externalUserId !== null)?.externalUserId ?? null;

/** A server that gives fewer than were asked for, though there are more, has a page size of its own. */
function withOwnSize(first: FirstPage): FirstPage {
  const { place, page, missing } = first;
  const { pageNum, pageSize, seen } = place;
  const count = page.items.length;
  const isOwn = count > 0 && count < pageSize && seen === 0 && count !== page.total - (pageNum - 1) * pageSize;
  if (!isOwn) return first;
  const resize = <Part extends FoundPage | MissingPage>(part: Part): Part => ({
    ...part,
    place: { ...part.place, pageSize: count },
  });
  return { ...resize(first), missing: missing && resize(missing) };
}

/** Why a run stops that cannot go on without a page. It can be resumed: the fault may be one of the moment. */
export function whyStopped({ kind, place: { pageNum, pageSize }, reason }: MissingPage): Message {
  if (kind === 'tooLong') return message('stop.pageTooLong', { pageNum, pageSize, reason });
  return message('stop.listBroken', { pageNum, reason });
}
