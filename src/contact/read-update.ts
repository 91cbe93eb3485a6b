import { type CellReader, readCell } from '../fields/cell-reader.js';
import { type CellRules, cellRulesOf, readCellText, tidyText } from '../fields/cell-text.js';
import type { Field, NamedField } from '../fields/field.js';
import { isDivided, readerOf } from '../fields/field-types.js';
import { type MappedField, type Mapping, nameColumns } from '../fields/mapping.js';
import { message } from '../messages/message.js';
import { checkExternalUserId } from './external-user-id.js';
import type { ContactUpdate, FieldUpdate, MappedRow, Problem } from './row.js';

/** A mapping with what its cells are read by: made once, since schemas take time to build. */
export interface PreparedMapping<AnyField = Field> {
  readonly idColumn: string;
  readonly hasBaseline: boolean;
  readonly fields: ReadonlyMap<MappedField<AnyField>, PreparedField>;
}

interface PreparedField {
  readonly rules: CellRules;
  readonly reader: CellReader;
  /** The text that empty cells are read as; null where there is none. */
  readonly fallback: string | null;
}

export const prepareMapping = <AnyField extends Field | NamedField>({
  idColumn,
  hasBaseline,
  clearWith,
  fields,
}: Mapping<AnyField>): PreparedMapping<AnyField> => ({
  idColumn,
  hasBaseline,
  fields: new Map(fields.map((mapped) => [mapped, prepareField(mapped, clearWith)])),
});

const prepareField = (mapped: MappedField<Field | NamedField>, clearWith: string): PreparedField => ({
  rules: cellRulesOf(mapped, clearWith, isDivided(mapped.field, mapped)),
  reader: readerOf(mapped.field, mapped),
  fallback: mapped.default === undefined ? null : tidyText(mapped.default, mapped),
});

type CellUpdate<AnyField> = { update: FieldUpdate<AnyField> } | { problem: Problem } | null;

/** Reads what a row asks for, with every problem of the row at once. */
export function readUpdate<AnyField extends Field | NamedField>(
  row: MappedRow<AnyField>,
  mapping: PreparedMapping<AnyField>,
): { update: ContactUpdate<AnyField>; problems: Problem[] } {
  const cells = row.cells.map(({ mapped, texts }) => readField(texts, mapped, mapping));
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
}

/** Takes the cells of a mapped field; gives what they ask of it. */
function readField<AnyField extends Field | NamedField>(
  texts: readonly string[],
  mapped: MappedField<AnyField>,
  { fields, hasBaseline }: PreparedMapping<AnyField>,
): CellUpdate<AnyField> {
  const prepared = fields.get(mapped);
  if (prepared === undefined) throw new Error('a field of another mapping');
  const { rules, reader, fallback } = prepared;
  const cell = readCellText(texts, rules);
  if (cell.kind === 'text') return readValue(cell.text, mapped, reader);
  if (cell.kind === 'clear') return { update: { action: 'clear', field: mapped.field } };
  if (cell.kind === 'problem') return { problem: { column: nameColumns(mapped), reason: cell.reason } };
  return fallback === null ? readEmpty(mapped, hasBaseline) : readValue(fallback, mapped, reader);
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
