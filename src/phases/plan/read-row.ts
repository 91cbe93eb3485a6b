import { type Columns, findColumns, mapRow } from '../../contact/map-row.js';
import { type PreparedMapping, prepareMapping, readUpdate } from '../../contact/read-update.js';
import type { ContactUpdate, Problem, SourceRow } from '../../contact/row.js';
import { columnLetter } from '../../fields/column-letter.js';
import type { Field, NamedField } from '../../fields/field.js';
import type { Mapping } from '../../fields/mapping.js';
import { message } from '../../messages/message.js';

/** What a row asks for. */
export type ReadRow<AnyField = Field> =
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'update'; readonly update: ContactUpdate<AnyField> };

/** What the rows of a file are read by. */
export interface RowMapping<AnyField = Field> {
  readonly columns: Columns<AnyField>;
  readonly mapping: PreparedMapping<AnyField>;
}

/** @param header of the file; it has all columns of the mapping */
export const rowMappingOf = <AnyField extends Field | NamedField>(
  mapping: Mapping<AnyField>,
  header: readonly string[],
): RowMapping<AnyField> => ({
  columns: findColumns(mapping, header).columns,
  mapping: prepareMapping(mapping),
});

/** Reads what a row asks for. */
export function readRow<AnyField extends Field | NamedField>(
  row: SourceRow,
  { columns, mapping }: RowMapping<AnyField>,
): ReadRow<AnyField> {
  if (row.cells.length !== columns.width) return { kind: 'invalid', problems: [wrongWidth(row, columns)] };
  const { update, problems } = readUpdate(mapRow(row, columns), mapping);
  if (problems.length > 0) return { kind: 'invalid', problems };
  return update.fields.length === 0 ? { kind: 'nothing' } : { kind: 'update', update };
}

const wrongWidth = ({ cells }: SourceRow, { width }: Pick<Columns, 'width'>): Problem => ({
  column: null,
  reason: message('row.cells', { found: cells.length, expected: width, beyond: columnLetter(width) }),
});
