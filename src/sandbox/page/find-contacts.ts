import type { StoredContact } from '../account/account.js';
import type { Store } from '../account/store.js';
import type { View } from './view.js';

/** On one page: few enough to read, and for a page of hundreds of kB at most. */
export const PAGE_SIZE = 20;

/** One page of the contacts that a view asks for. */
export interface FoundContacts {
  readonly contacts: readonly StoredContact[];
  /** How many there are on all pages. */
  readonly total: number;
  /** From 1, never past `pages`. */
  readonly page: number;
  readonly pages: number;
}

/** Takes the store and a view; gives the contacts whose name or id holds the text, upper and lower case alike. */
export function findContacts(store: Store, view: View): FoundContacts {
  const candidates = view.isWritten ? listWritten(store) : [...store.contacts.values()];
  const wanted = view.query.toLowerCase();
  const found = wanted === '' ? candidates : candidates.filter((contact) => holdsText(contact, wanted));
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const page = Math.min(view.page, pages);
  return { contacts: found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), total: found.length, page, pages };
}

function listWritten({ contacts, writes }: Store): StoredContact[] {
  return [...writes.keys()].reverse().flatMap((id) => contacts.get(id) ?? []);
}

function holdsText({ externalUserId, name }: StoredContact, wanted: string): boolean {
  return [externalUserId, name].some((text) => typeof text === 'string' && text.toLowerCase().includes(wanted));
}
