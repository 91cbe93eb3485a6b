import { type CellReader, readCell } from '../fields/cell-reader.js';
import { cellTextReader, tidyText } from '../fields/cell-text.js';
import type { Field, NamedField } from '../fields/field.js';
import { isDivided, readerOf } from '../fields/field-types.js';
import { type MappedField, type Mapping, nameColumns } from '../fields/mapping.js';
import { message } from '../messages/message.js';
import { checkExternalUserId } from './external-user-id.js';
import type { ContactUpdate, FieldUpdate, MappedRow, Problem } from './row.js';

export type UpdateReader<AnyField = Field> = (row: MappedRow<AnyField>) => {
  update: ContactUpdate<AnyField>;
  problems: Problem[];
};

type CellUpdate<AnyField> = { update: FieldUpdate<AnyField> } | { problem: Problem } | null;

/** Makes the function that reads what a row asks for, with every problem of the row at once. Schemas are built here, once. */
export function updateReader<AnyField extends Field | NamedField>(mapping: Mapping<AnyField>): UpdateReader<AnyField> {
  const readers = new Map(mapping.fields.map((mapped) => [mapped, fieldReader(mapped, mapping)]));
  return (row) => {
    const cells = row.cells.map(({ mapped, texts }) => readers.get(mapped)?.(texts) ?? null);
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

/** From the cells of a mapped field to what they ask of it. */
function fieldReader<AnyField extends Field | NamedField>(
  mapped: MappedField<AnyField>,
  { clearWith, hasBaseline }: Mapping<AnyField>,
): (texts: readonly string[]) => CellUpdate<AnyField> {
  const { field } = mapped;
  const reader = readerOf(field, mapped);
  const readText = cellTextReader(mapped, clearWith, isDivided(field, mapped));
  const fallback = mapped.default === undefined ? null : tidyText(mapped.default, mapped);
  return (texts) => {
    const cell = readText(texts);
    if (cell.kind === 'text') return readValue(cell.text, mapped, reader);
    if (cell.kind === 'clear') return { update: { action: 'clear', field } };
    if (cell.kind === 'problem') return { problem: { column: nameColumns(mapped), reason: cell.reason } };
    return fallback === null ? readEmpty(mapped, hasBaseline) : readValue(fallback, mapped, reader);
  };
}

function readEmpty<AnyField extends Field | NamedField>(
  mapped: MappedField<AnyField>,
  hasBaseline: boolean,
): CellUpdate<AnyField> {
  const { field, empty } = mapped;
  const column = nameColumns(mapped);
  if (empty === 'clear') return { update: { action: 'clear', field } };
  if (empty === 'reject') return { problem: { column, reason: message('cell.empty') } };
  // A PUT replaces all custom fields: without the contact's present value there is nothing to keep it with.
  if (field.kind !== 'standard' && !hasBaseline) return { problem: { column, reason: message('cell.cannotKeep') } };
  return null;
}

function readValue<AnyField>(text: string, mapped: MappedField<AnyField>, reader: CellReader): CellUpdate<AnyField> {
  const read = readCell(text, reader);
  if ('reason' in read) return { problem: { column: nameColumns(mapped), reason: read.reason } };
  return { update: { action: 'set', field: mapped.field, value: read.value } };
}
