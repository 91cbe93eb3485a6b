import type { Client, Page } from '../api/client.js';
import type { Json } from '../contact/json.js';
import { message } from '../messages/message.js';
import { stop } from '../messages/run-error.js';

/** The list interface of an account, as it is read from its first page to its last. */
export interface Listing {
  readonly total: number;
  readonly pages: number;
  /** Why it cannot be said that all contacts were seen; null when they were. */
  readonly unsteady: string | null;
}

type FirstPage =
  | { readonly kind: 'page'; readonly page: Page }
  | { readonly kind: 'unavailable'; readonly reason: string };

/**
 * Reads the first page, which tells how many contacts there are.
 * @throws RunError when the run must stop; the signal's reason when it is stopping
 */
export async function readFirstPage(client: Client, pageSize: number, stopping: AbortSignal): Promise<FirstPage> {
  const outcome = await client.list(1, pageSize, stopping);
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'page', page: outcome.data };
    case 'refused':
      return { kind: 'unavailable', reason: `${outcome.serverCode} ${outcome.serverMessage}` };
    case 'exhausted':
      return { kind: 'unavailable', reason: outcome.last };
    case 'stopped':
      throw outcome.why ? stop(outcome.why) : stopping.reason;
  }
}

/**
 * Goes through all pages, from the first, and holds what they say against each other: the total must stay, each page
 * be full but the last, and no contact come twice.
 * @param keep takes the contacts of a page; gives how many of them were not on a page before
 */
export async function readAllPages(
  client: Client,
  pageSize: number,
  first: Page,
  stopping: AbortSignal,
  keep: (contacts: readonly Json[]) => number,
): Promise<Listing> {
  const { total } = first;
  // A server that gives fewer than were asked for, though there are more, has a page size of its own.
  const ownSize = first.contacts.length;
  const size = ownSize > 0 && ownSize < Math.min(pageSize, total) ? ownSize : pageSize;
  let page = first;
  let pages = 0;
  let seen = 0;
  const oddities: string[] = [];
  for (;;) {
    pages++;
    const fresh = keep(page.contacts);
    seen += fresh;
    if (page.total !== total) oddities.push(`total ${total} → ${page.total}`);
    if (fresh < page.contacts.length) oddities.push(`page ${pages} repeats ${page.contacts.length - fresh}`);
    const isFull = page.contacts.length === Math.min(size, Math.max(0, total - (pages - 1) * size));
    if (!isFull) oddities.push(`page ${pages} has ${page.contacts.length}`);
    // A page with nothing new leads nowhere; the total bounds the rest.
    if (seen >= Math.max(total, page.total) || fresh === 0) break;
    page = await readPage(client, pages + 1, size, stopping);
  }
  if (seen !== total) oddities.push(`${seen} seen of ${total}`);
  return { total, pages, unsteady: oddities.length > 0 ? oddities.slice(0, 3).join('; ') : null };
}

// The list answered before: now it is a fault of the moment, and the run can be resumed.
async function readPage(client: Client, pageNum: number, pageSize: number, stopping: AbortSignal): Promise<Page> {
  const outcome = await client.list(pageNum, pageSize, stopping);
  switch (outcome.kind) {
    case 'accepted':
      return outcome.data;
    case 'refused':
      throw stop(message('stop.listBroken', { pageNum, reason: `${outcome.serverCode} ${outcome.serverMessage}` }));
    case 'exhausted':
      throw stop(message('stop.listBroken', { pageNum, reason: outcome.last }));
    case 'stopped':
      throw outcome.why ? stop(outcome.why) : stopping.reason;
  }
}
