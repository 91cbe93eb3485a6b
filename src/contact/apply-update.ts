import type { Field, StandardFieldName } from '../fields/field.js';
import type { Json } from '../fields/json.js';
import { type Contact, isBlank, type StoredField } from './contact.js';
import type { FieldUpdate } from './row.js';
import { sameContent } from './same-content.js';

/** What a contact holds in a field; undefined when it was not told. */
export const contentOf = ({ standard, custom }: Contact, field: Field): Json | undefined =>
  field.kind === 'standard' ? standard.get(field.name) : (custom.get(field.fieldCode)?.content ?? null);

/** Whether a contact already holds what an update asks of one field. */
export function holdsUpdate(contact: Contact, update: FieldUpdate): boolean {
  const content = contentOf(contact, update.field);
  // A standard field that the query does not tell is not known to be blank.
  if (content === undefined) return false;
  return update.action === 'clear' ? isBlank(content) : sameContent(content, update.value, typeOf(update.field));
}

/** The contact with an update laid over it: the fields that it names, and no other. */
export function applyUpdate(contact: Contact, updates: readonly FieldUpdate[]): Contact {
  const standard = new Map(contact.standard);
  const custom = new Map(contact.custom);
  for (const update of updates) {
    const { field } = update;
    if (field.kind === 'standard') standard.set(field.name, standardContent(update, field.name));
    else if (update.action === 'clear') custom.delete(field.fieldCode);
    else custom.set(field.fieldCode, toStoredField(update, custom.get(field.fieldCode)));
  }
  return { externalUserId: contact.externalUserId, standard, custom };
}

/** How the contents of a field are compared. */
export function typeOf(field: Field): string {
  if (field.kind === 'custom') return field.contentType;
  if (numbers.includes(field.name)) return 'number';
  return field.name === 'birthday' ? 'date' : 'text';
}

const numbers: readonly StandardFieldName[] = ['age', 'gender', 'udeskCustomerId'];

// The document does not say how a standard field is cleared: empty text for texts, null where a text cannot stand.
function standardContent(update: FieldUpdate, name: StandardFieldName): Json {
  if (update.action === 'set') return update.value;
  return numbers.includes(name) ? null : '';
}

function toStoredField(update: FieldUpdate & { action: 'set' }, stored: StoredField | undefined): StoredField {
  const { field, value: content } = update;
  if (field.kind !== 'custom') throw new TypeError('not a custom field');
  const { id, fieldCode, contentType } = stored ?? field;
  return { id, fieldCode, contentType, content };
}
