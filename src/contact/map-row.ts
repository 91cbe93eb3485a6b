import type { Field } from '../fields/field.js';
import { columnsOf, type MappedField, type Mapping } from '../fields/mapping.js';
import type { MappedRow, SourceRow } from './row.js';

/** Where a mapping finds its cells in a file with this header. */
export interface Columns<AnyField = Field> {
  readonly width: number;
  readonly id: number;
  readonly fields: readonly { readonly mapped: MappedField<AnyField>; readonly indexes: readonly number[] }[];
}

/** Finds the mapping's columns; `missing` names those that the header does not have. */
export function findColumns<AnyField>(
  mapping: Mapping<AnyField>,
  header: readonly string[],
): { columns: Columns<AnyField>; missing: string[] } {
  const places = new Map(header.map((name, index) => [headerKey(name), index]));
  const find = (name: string) => places.get(headerKey(name)) ?? -1;
  const columns: Columns<AnyField> = {
    width: header.length,
    id: find(mapping.idColumn),
    fields: mapping.fields.map((mapped) => ({ mapped, indexes: mapped.columns.map(find) })),
  };
  return { columns, missing: columnsOf(mapping).filter((name) => find(name) < 0) };
}

/** Takes the mapped cells out of a row that has as many cells as the header. */
export function mapRow<AnyField>({ cells }: SourceRow, columns: Columns<AnyField>): MappedRow<AnyField> {
  return {
    externalUserId: cells[columns.id] ?? '',
    cells: columns.fields.map(({ mapped, indexes }) => ({ mapped, texts: indexes.map((index) => cells[index] ?? '') })),
  };
}

/** The id cell of a row, by which rows of one contact find each other; empty where the row or the cell cannot name one. */
export function contactOf({ cells }: Pick<SourceRow, 'cells'>, { width, id }: Columns<unknown>): string {
  const text = cells.length === width ? (cells[id] ?? '') : '';
  return text.includes('\0') ? '' : text;
}

/** Header names are the same when a person would call them so: width, outer spaces and zero-width characters aside. */
export const headerKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
