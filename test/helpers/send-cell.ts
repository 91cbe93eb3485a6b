import { LosslessNumber } from 'lossless-json';
import { planUpdate } from '../../src/contact/plan-update.js';
import { prepareMapping, readUpdate } from '../../src/contact/read-update.js';
import type { MappedRow } from '../../src/contact/row.js';
import type { CellFormat } from '../../src/fields/cell-format.js';
import { type ContentType, contentTypes } from '../../src/fields/content-types.js';
import {
  type CustomField,
  type Field,
  type NamedField,
  nameOfField,
  type StandardFieldName,
  standardFieldNames,
} from '../../src/fields/field.js';
import type { FieldOption } from '../../src/fields/field-option.js';
import type { CellSource, EmptyPolicy, MappedField, Mapping } from '../../src/fields/mapping.js';

export const standard = (name: StandardFieldName): Field => ({ kind: 'standard', name });

/** `options` are those of the account; none where it was not read. */
export const custom = (
  contentType: ContentType,
  id = 1,
  options: readonly FieldOption[] | null = null,
  name: string | null = null,
): CustomField => ({
  kind: 'custom',
  fieldCode: `CustomField_${id}`,
  id: new LosslessNumber(String(id)),
  contentType,
  name,
  options,
});

export const everyField: readonly Field[] = [
  ...standardFieldNames.map(standard),
  ...contentTypes.map((contentType) => custom(contentType)),
];

/** As a job writes them: one format or several. */
export type Settings = Omit<CellFormat, 'format'> &
  Omit<CellSource, 'columns'> & { readonly format?: string | readonly string[]; readonly empty?: EmptyPolicy };

/** `column` is one, or several that are joined. */
export function mapField<AnyField = Field>(
  field: AnyField,
  column: string | readonly string[],
  { format, ...settings }: Settings = {},
): MappedField<AnyField> {
  return {
    empty: 'keep',
    ...settings,
    field,
    columns: [column].flat(),
    ...(format === undefined ? {} : { format: [format].flat() }),
  };
}

/** A mapping of these fields as a job without a baseline has it; `more` stands in place of its own. */
export const mappingOf = (fields: readonly MappedField[], more: Partial<Mapping> = {}): Mapping => ({
  idColumn: 'id',
  fields,
  clearWith: '#清空',
  hasBaseline: false,
  ...more,
});

/** Prepares a mapping, and gives what reads rows by it. */
export function updateReader<AnyField extends Field | NamedField>(mapping: Mapping<AnyField>) {
  const prepared = prepareMapping(mapping);
  return (row: MappedRow<AnyField>) => readUpdate(row, prepared);
}

/** The JSON text that a cell becomes in the body of the PUT, or the code of why it is refused. */
export type Fate = { readonly sent: string } | { readonly refused: string };

/** Makes the function that takes a cell all the way from its text to the body. */
export function cellSender(field: Field, settings: Settings = {}): (text: string) => Fate {
  const mapped = mapField(field, '列', settings);
  const read = updateReader(mappingOf([mapped]));
  return (text) => {
    const { update, problems } = read({ externalUserId: 'wm1', cells: [{ mapped, texts: [text] }] });
    const [problem] = problems;
    return problem ? { refused: problem.reason.code } : { sent: contentIn(planUpdate(update, null).body, field) };
  };
}

export const sendCell = (field: Field, text: string, settings: Settings = {}): Fate =>
  cellSender(field, settings)(text);

// Cut out of the body's text, not parsed: a parser would round long numbers.
function contentIn(body: string, field: Field): string {
  const [before, after] =
    field.kind === 'standard'
      ? [`{"${nameOfField(field)}":`, ',"customFields":[]}']
      : [
          `{"customFields":[{"id":${field.id},"fieldCode":"${field.fieldCode}","contentType":"${field.contentType}","content":`,
          '}]}',
        ];
  if (!body.startsWith(before) || !body.endsWith(after)) throw new Error(`a body of another shape: ${body}`);
  return body.slice(before.length, body.length - after.length);
}
