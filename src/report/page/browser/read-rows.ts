import type { PackedChange, PackedRow, RowChunk } from '../page-data.js';
import { maskId } from './state.js';

/** A row as it lies in the page, and the strings that it names by their places. */
export interface Row {
  readonly packed: PackedRow;
  readonly strings: readonly string[];
}

/** Takes the rows out of the page, in the order of the file. */
export function takeRows(): Row[] {
  const rows: Row[] = [];
  for (const element of document.querySelectorAll('script.rows')) {
    const { strings, rows: packed } = JSON.parse(element.textContent ?? '') as RowChunk;
    element.remove();
    for (const row of packed) rows.push({ packed: row, strings });
  }
  return rows;
}

export const numberOf = ({ packed }: Row): number => packed[0];
export const contactOf = ({ packed }: Row): string => packed[1];
export const statusOf = ({ packed }: Row): number => packed[2];
export const changesOf = ({ packed }: Row): readonly PackedChange[] => packed[4];
export const hasCause = ({ packed }: Row, cause: number): boolean => packed[3].some(([place]) => place === cause);

/** The reasons of a row in words, with the values of the customer or without. */
export const wordsOf = ({ packed, strings }: Row, isPlain: boolean): { cause: number; text: string }[] =>
  packed[3].map(([cause, plain, masked]) => ({ cause, text: strings[isPlain ? plain : masked] ?? '' }));

/**
 * Whether a row is what somebody looks for: by its number, its whole id or what is shown of it; by any part of its id and
 * its values only where they are to be seen, or what is hidden could be found out letter by letter.
 */
export function matches(row: Row, wanted: string, withValues: boolean): boolean {
  const { packed } = row;
  const id = packed[1].toLowerCase();
  if (String(packed[0]) === wanted || id === wanted) return true;
  if (!withValues) return maskId(packed[1]).toLowerCase().includes(wanted);
  if (id.includes(wanted)) return true;
  const values = packed[4].flatMap(([, after, before]) => [after, before]);
  const words = wordsOf(row, true).map(({ text }) => text);
  return [...values, ...words].some((text) => text?.toLowerCase().includes(wanted));
}
