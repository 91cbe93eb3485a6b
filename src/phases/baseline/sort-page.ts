import { message } from '../../messages/message.js';
import type { BaselineEntry, KnownContact } from '../../store/run-data.js';

/** What becomes of the contacts of a page. */
export interface SortedPage<Entry> {
  /** All that it shows. */
  readonly shown: readonly string[];
  /** Those that the file names. */
  readonly kept: readonly Entry[];
  /** How many were not shown before. */
  readonly fresh: number;
}

/** Sorts the contacts of a page by what is known of each, in the same order. */
export function sortPage<Entry extends { readonly contact: string }>(
  entries: readonly Entry[],
  known: readonly KnownContact[],
): SortedPage<Entry> {
  const shown = entries.map(({ contact }) => contact);
  const before = new Set(shown.filter((_, place) => known[place]?.isListed));
  return {
    shown,
    kept: entries.filter((_, place) => known[place]?.isWanted),
    fresh: new Set(shown.filter((contact) => !before.has(contact))).size,
  };
}

/** The same for a baseline: a list that shows a contact twice, each time otherwise, cannot be trusted about it. */
export function sortBaselinePage(
  entries: readonly BaselineEntry[],
  known: readonly KnownContact[],
): SortedPage<BaselineEntry> {
  const latest = new Map(known.flatMap(({ isListed, entry }) => (isListed && entry ? [[entry.contact, entry]] : [])));
  const sorted = sortPage(entries, known);
  const kept = sorted.kept.map((entry) => {
    const other = latest.get(entry.contact);
    const sound = other && other.json !== entry.json ? contradicted(entry) : entry;
    latest.set(entry.contact, sound);
    return sound;
  });
  return { ...sorted, kept };
}

const contradicted = (entry: BaselineEntry): BaselineEntry => ({
  ...entry,
  json: null,
  problem: message('contact.twofold'),
});
