import { type Columns, findColumns, mapRow } from '../../contact/map-row.js';
import { updateReader } from '../../contact/read-update.js';
import type { ContactUpdate, FieldUpdate, Problem, SourceRow } from '../../contact/row.js';
import { columnLetter } from '../../fields/column-letter.js';
import type { Field, NamedField } from '../../fields/field.js';
import type { Mapping } from '../../fields/mapping.js';
import { message } from '../../messages/message.js';

/** What a row asks for. */
export type ReadRow<AnyField = Field> =
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'update';
      readonly update: ContactUpdate<AnyField>;
      /** In a rollback: what the contact must still hold, field by field. */
      readonly wrote?: readonly FieldUpdate[];
    };

/** Makes the function from a row's cells to what the row asks for: pure, so that a resumed run sends just the same. */
export function rowReader<AnyField extends Field | NamedField>(
  mapping: Mapping<AnyField>,
  header: readonly string[],
): (row: SourceRow) => ReadRow<AnyField> {
  const { columns } = findColumns(mapping, header);
  const readUpdate = updateReader(mapping);
  return (row) => {
    if (row.cells.length !== columns.width) return { kind: 'invalid', problems: [wrongWidth(row, columns)] };
    const { update, problems } = readUpdate(mapRow(row, columns));
    if (problems.length > 0) return { kind: 'invalid', problems };
    return update.fields.length === 0 ? { kind: 'nothing' } : { kind: 'update', update };
  };
}

const wrongWidth = ({ cells }: SourceRow, { width }: Pick<Columns, 'width'>): Problem => ({
  column: null,
  reason: message('row.cells', { found: cells.length, expected: width, beyond: columnLetter(width) }),
});
