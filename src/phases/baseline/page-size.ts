import { longestPage } from '../../wefeng/read-page.js';

/** A page over this is worth more calls of fewer contacts. */
const largePage = 8 * 1024 * 1024;

/**
 * How many contacts are to be asked for after a page of so many and so many bytes, which ended at such a position; null
 * when it is not too large.
 */
export function sizeAfter(contacts: number, bytes: number, position: number): number | null {
  if (bytes <= largePage || contacts <= 1) return null;
  let size = Math.max(1, Math.floor((contacts * largePage) / bytes));
  // The next page is to begin with contacts that were seen: it shows whether the server goes along with its size.
  while (size > 1 && position % size === 0) size -= 1;
  return size;
}

/** The same after a page that was longer than an answer may be. */
export const sizeAfterTooLong = (pageSize: number): number | null =>
  pageSize <= 1 ? null : Math.max(1, Math.floor((pageSize * largePage) / longestPage));

/** A part of the list that one call asks for. */
export interface Place {
  readonly pageNum: number;
  readonly pageSize: number;
  /** How many contacts at its beginning were on pages before: pages of another size begin elsewhere. */
  readonly seen: number;
}

/** The page of such a size that holds the contact after the first `position` ones. */
export function placeAfter(position: number, pageSize: number): Place {
  const before = Math.floor(position / pageSize);
  return { pageNum: before + 1, pageSize, seen: position - before * pageSize };
}
