import { headerKey } from '../contact/map-row.js';
import type { SourceRow } from '../contact/row.js';
import { findStandardFields, rankIdName } from './field-names.js';

/**
 * Finds the row that holds the names of the columns: the one with most names that are known, else the first that is as
 * wide as the table and holds nothing but different names.
 * @param records the first of the file
 * @returns its number, as Excel shows it; null where no row looks like names
 */
export function findHeaderRow(records: readonly SourceRow[]): number | null {
  const known = records.map((record) => ({ record, count: countKnownNames(record) }));
  const [best] = known.filter(({ count }) => count >= 2).toSorted((a, b) => b.count - a.count);
  const width = usualWidth(records);
  // Records of one cell are those of a text that was not cut where it should be.
  const full = width > 1 ? records.find((record) => isRowOfNames(record, width)) : undefined;
  return (best?.record ?? full)?.row ?? null;
}

const countKnownNames = ({ cells }: SourceRow): number =>
  new Set(cells.map(headerKey).filter((name) => rankIdName(name) !== null || findStandardFields(name).length > 0)).size;

/** How many cells most records fill, up to their last. */
function usualWidth(records: readonly SourceRow[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of records) {
    const width = cells.findLastIndex((cell) => headerKey(cell) !== '') + 1;
    if (width > 0) counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  const [usual] = [...counts].toSorted(([a, ofA], [b, ofB]) => ofB - ofA || b - a);
  return usual?.[0] ?? 0;
}

function isRowOfNames({ cells }: SourceRow, width: number): boolean {
  const names = cells.map(headerKey).filter((name) => name !== '');
  if (names.length < width || new Set(names).size < names.length) return false;
  const numbers = names.filter((name) => /^[\d.,%¥-]+$/.test(name));
  return !names.some((name) => values.some((value) => value.test(name))) && numbers.length * 2 < names.length;
}

// What a cell holds, and no column is called: an id, a phone number, a date, an address of mail.
const values = [
  /^w[mo][A-Za-z0-9_-]{10,}$/,
  /^\+?\d[\d -]{6,}$/,
  /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}/,
  /^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}/,
  /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
];
