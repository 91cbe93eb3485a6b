import { stringify } from 'lossless-json';
import { type ApiValue, nameOfField, type StandardFieldName } from './field.js';
import type { Change, ContactUpdate, FieldUpdate, PlannedUpdate, SetField } from './row.js';
import { showValue } from './show-value.js';

/**
 * Makes the body of a PUT (section 1.1.2 of the API document) from an update alone, with no baseline: the custom fields
 * that the update does not set are cleared by the server, which is what `replaceAll: true` in the job accepts.
 */
export function planUpdate({ externalUserId, fields }: ContactUpdate): PlannedUpdate {
  const standard = fields.flatMap((update) =>
    update.field.kind === 'standard' ? [[update.field.name, standardContent(update, update.field.name)]] : [],
  );
  const customFields = fields.filter(isSet).flatMap(customContent);
  const body = stringify({ ...Object.fromEntries(standard), customFields });
  return { externalUserId, body: body ?? '', changes: fields.map(describeChange) };
}

const isSet = (update: FieldUpdate): update is SetField => update.action === 'set';

// The document does not say how a standard field is cleared: empty text for texts, null where a text cannot stand.
function standardContent(update: FieldUpdate, name: StandardFieldName): ApiValue | null {
  if (update.action === 'set') return update.value;
  return numbers.includes(name) ? null : '';
}

const numbers: readonly StandardFieldName[] = ['age', 'gender', 'udeskCustomerId'];

// The example (1.1.6) sends the id as a number, against the table's String.
const customContent = ({ field, value }: SetField) =>
  field.kind === 'custom'
    ? [{ id: field.id, fieldCode: field.fieldCode, contentType: field.contentType, content: value }]
    : [];

const describeChange = (update: FieldUpdate): Change => ({
  field: nameOfField(update.field),
  after: update.action === 'set' ? showValue(wordValue(update.value), 200) : null,
});

const wordValue = (value: ApiValue): string => (Array.isArray(value) ? value.join('/') : String(value));
