import { cause } from '../../messages/cause.js';
import { type Message, message } from '../../messages/message.js';
import { stop } from '../../messages/run-error.js';
import type { Client } from '../../wefeng/client.js';
import { longestPage, type Page } from '../../wefeng/read-page.js';
import { type Place, placeAfter, sizeAfter, sizeAfterTooLong } from './page-size.js';

export interface FoundPage {
  readonly kind: 'page';
  readonly place: Place;
  readonly page: Page;
}

/** A page that is not to be had, after all attempts. */
export interface MissingPage {
  /**
   * `broken` when the server has answered, and not so that it can be believed; `tooLong` when the page is longer than an
   * answer may be, and smaller ones are not to be had.
   */
  readonly kind: 'broken' | 'tooLong' | 'failed';
  readonly place: Place;
  readonly reason: string;
}

/** Asks for the pages of the list, and for smaller ones where they are large. */
export interface Pager {
  /** Goes back to the first page. */
  begin(): void;
  /** Sets how many contacts the server has on a page, whatever it is asked for. */
  keepTo(pageSize: number): void;
  /**
   * Asks for the page that holds the contact after the first `position` ones.
   * @throws RunError when the run must stop; the signal's reason when it is stopping
   */
  ask(position: number, stopping: AbortSignal): Promise<FoundPage | MissingPage>;
  /** Takes down that a page was good, and asks for fewer contacts from now on where it was large. */
  fitTo(found: FoundPage): void;
  /** Where no page of a smaller size was good yet: goes back to the size that was. False where there is nothing to take back. */
  goBack(): boolean;
}

/** @param onNote told that fewer contacts are asked for */
export function createPager(client: Pick<Client, 'list'>, pageSize: number, onNote: (note: Message) => void): Pager {
  let sizeOfFirst = pageSize;
  let size = pageSize;
  /** Of which there was a good page. */
  let heeded: number | null = null;
  let mayLower = true;

  function lowerTo(smaller: number | null, bytes: number): boolean {
    if (smaller === null || !mayLower) return false;
    onNote(message('list.smallerPages', { from: size, to: smaller, mebibytes: Math.floor(bytes / (1024 * 1024)) }));
    size = smaller;
    sizeOfFirst = smaller;
    return true;
  }

  /** A server that does not go along with a smaller size is not asked for it again. */
  function goBack(): boolean {
    if (heeded === null || heeded <= size) return false;
    onNote(message('list.sizeKept', { from: size, to: heeded }));
    size = heeded;
    sizeOfFirst = heeded;
    mayLower = false;
    return true;
  }

  const mayAskAgain = ({ kind }: Failed): boolean =>
    (kind === 'tooLong' && lowerTo(sizeAfterTooLong(size), longestPage)) || goBack();

  return {
    begin() {
      size = sizeOfFirst;
      heeded = null;
    },
    keepTo(own) {
      size = own;
      heeded = own;
    },
    async ask(position, stopping) {
      for (;;) {
        const place = placeAfter(position, size);
        const outcome = await client.list(place.pageNum, place.pageSize, stopping);
        if (outcome.kind === 'stopped') throw outcome.why ? stop(outcome.why) : stopping.reason;
        if (outcome.kind === 'accepted') return { kind: 'page', place, page: outcome.data };
        if (!mayAskAgain(outcome)) return { ...formatMissing(outcome), place };
      }
    },
    fitTo({ place, page: { items, bytes } }) {
      const { pageNum, pageSize } = place;
      heeded = pageSize;
      lowerTo(sizeAfter(items.length, bytes, pageNum * pageSize), bytes);
    },
    goBack,
  };
}

type Failed = Exclude<Awaited<ReturnType<Client['list']>>, { readonly kind: 'accepted' | 'stopped' }>;

function formatMissing(outcome: Failed): Omit<MissingPage, 'place'> {
  switch (outcome.kind) {
    case 'tooLong':
      return { kind: 'tooLong', reason: cause('cause.answerTooLong', { mebibytes: longestPage / (1024 * 1024) }) };
    case 'refused':
      return { kind: 'failed', reason: `${outcome.serverCode} ${outcome.serverMessage}` };
    case 'exhausted':
      return { kind: outcome.untrusted ? 'broken' : 'failed', reason: outcome.last };
  }
}
