import * as v from 'valibot';
import { message } from '../messages/message.js';
import type { CellReader } from './cells/cell-reader.js';
import { checkExternalUserId } from './external-user-id.js';
import type { Field, NamedField } from './field.js';
import { readerOf } from './field-types.js';
import type { MappedField, Mapping } from './mapping.js';
import type { ContactUpdate, FieldUpdate, MappedRow, Problem } from './row.js';
import { showValue } from './show-value.js';

export type UpdateReader<AnyField = Field> = (row: MappedRow<AnyField>) => {
  update: ContactUpdate<AnyField>;
  problems: Problem[];
};

type CellUpdate<AnyField> = { update: FieldUpdate<AnyField> } | { problem: Problem } | null;

/** Makes the function that reads what a row asks for, with every problem of the row at once. Schemas are built here, once. */
export function updateReader<AnyField extends Field | NamedField>(mapping: Mapping<AnyField>): UpdateReader<AnyField> {
  const readers = new Map(mapping.fields.map((mapped) => [mapped, readerOf(mapped.field, mapped)]));
  return (row) => {
    const cells = row.cells.map(({ mapped, text }) => readCell(text, mapped, readers.get(mapped), mapping));
    const idProblem = checkExternalUserId(row.externalUserId, mapping.idColumn);
    return {
      update: {
        externalUserId: row.externalUserId,
        fields: cells.flatMap((cell) => (cell && 'update' in cell ? [cell.update] : [])),
      },
      problems: [
        ...(idProblem ? [idProblem] : []),
        ...cells.flatMap((cell) => (cell && 'problem' in cell ? [cell.problem] : [])),
      ],
    };
  };
}

function readCell<AnyField extends Field | NamedField>(
  text: string,
  mapped: MappedField<AnyField>,
  reader: CellReader | undefined,
  { clearWith, hasBaseline }: Mapping<AnyField>,
): CellUpdate<AnyField> {
  if (text === clearWith) return { update: { action: 'clear', field: mapped.field } };
  if (text === '') return readEmpty(mapped, hasBaseline);
  return reader ? readValue(text, mapped, reader) : null;
}

function readEmpty<AnyField extends Field | NamedField>(
  { field, column, empty }: MappedField<AnyField>,
  hasBaseline: boolean,
): CellUpdate<AnyField> {
  if (empty === 'clear') return { update: { action: 'clear', field } };
  if (empty === 'reject') return { problem: { column, reason: message('cell.empty') } };
  // A PUT replaces all custom fields: without the contact's present value there is nothing to keep it with.
  if (field.kind !== 'standard' && !hasBaseline) return { problem: { column, reason: message('cell.cannotKeep') } };
  return null;
}

function readValue<AnyField>(
  text: string,
  { field, column }: MappedField<AnyField>,
  reader: CellReader,
): CellUpdate<AnyField> {
  const read = v.safeParse(reader.schema, text, { abortEarly: true, abortPipeEarly: true });
  if (read.success) return { update: { action: 'set', field, value: read.output } };
  const code = read.issues[0].message as Problem['reason']['code'];
  return { problem: { column, reason: { code, params: { ...reader.params(text), value: showValue(text) } } } };
}
