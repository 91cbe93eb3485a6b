import {
  type ContentType,
  contentTypes,
  type Field,
  nameOfField,
  type StandardFieldName,
  standardFieldNames,
} from '../../src/contact/field.js';
import type { CellFormat, EmptyPolicy, MappedField } from '../../src/contact/mapping.js';
import { planUpdate } from '../../src/contact/plan-update.js';
import { updateReader } from '../../src/contact/read-update.js';

export const standard = (name: StandardFieldName): Field => ({ kind: 'standard', name });

export const custom = (contentType: ContentType, id = 1): Field => ({
  kind: 'custom',
  fieldCode: `CustomField_${id}`,
  id,
  contentType,
});

export const everyField: readonly Field[] = [
  ...standardFieldNames.map(standard),
  ...contentTypes.map((contentType) => custom(contentType)),
];

export type Settings = CellFormat & { readonly empty?: EmptyPolicy };

export const mapField = (field: Field, column: string, settings: Settings = {}): MappedField => ({
  empty: 'keep',
  ...settings,
  field,
  column,
});

/** The JSON text that a cell becomes in the body of the PUT, or the code of why it is refused. */
export type Fate = { readonly sent: string } | { readonly refused: string };

/** Makes the function that takes a cell all the way from its text to the body. */
export function cellSender(field: Field, settings: Settings = {}): (text: string) => Fate {
  const mapped = mapField(field, '列', settings);
  const read = updateReader({ idColumn: 'id', fields: [mapped], clearWith: '#清空' });
  return (text) => {
    const { update, problems } = read({ externalUserId: 'wm1', cells: [{ mapped, text }] });
    const [problem] = problems;
    return problem ? { refused: problem.reason.code } : { sent: contentIn(planUpdate(update).body, field) };
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
