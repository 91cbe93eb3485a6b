import { isLosslessNumber } from 'lossless-json';
import { type Field, nameOfField } from '../fields/field.js';
import { isList, type Json, writeJson } from '../fields/json.js';
import { listLabelsOf } from '../fields/label-of.js';
import { showValue } from '../fields/show-value.js';
import { applyUpdate, contentOf, holdsUpdate } from './apply-update.js';
import { type Contact, isBlank } from './contact.js';
import type { Change, ContactUpdate, FieldUpdate, PlannedUpdate } from './row.js';

/**
 * Makes the body of a PUT (section 1.1.2 of the API document): the standard fields that change, and the whole set of
 * custom fields, the contact's own with the update's laid over. Content that the update does not change goes back as
 * it was read.
 * @param contact as the server has it; null without a baseline: then the custom fields that the update does not set are
 * cleared by the server, which is what `replaceAll: true` in the job accepts
 */
export function planUpdate({ externalUserId, fields }: ContactUpdate, contact: Contact | null): PlannedUpdate {
  const updates = contact === null ? fields : fields.filter((update) => !holdsUpdate(contact, update));
  const after = applyUpdate(contact ?? { externalUserId, standard: new Map(), custom: new Map() }, updates);
  const changed = updates.flatMap(({ field }) => (field.kind === 'standard' ? [field.name] : []));
  const standard = changed.map((name) => [name, after.standard.get(name) ?? null]);
  const customFields = [...after.custom.values()].map(({ id, fieldCode, contentType, content }) => {
    // The example (1.1.6) sends the id as a number, against the table's String.
    return { id, fieldCode, contentType, content };
  });
  return {
    externalUserId,
    body: writeJson({ ...Object.fromEntries(standard), customFields }),
    asked: fields,
    updates,
    before: contact,
    after,
    changes: updates.map((update) => describeChange(update, contact)),
  };
}

function describeChange(update: FieldUpdate, contact: Contact | null): Change {
  const { field } = update;
  const before = contact ? contentOf(contact, field) : undefined;
  const isTold = before !== undefined;
  return {
    field: nameOfField(field),
    name: field.kind === 'custom' ? field.name : null,
    ...(isTold ? { before: formatContent(before, field) } : {}),
    after: update.action === 'set' ? formatContent(update.value, field) : null,
  };
}

/** A content as a person reads it: options by their labels; null where there is none. */
export function formatContent(content: Json | undefined, field: Field): string | null {
  if (isBlank(content)) return null;
  const labels = field.kind === 'custom' ? listLabelsOf(content ?? null, field) : null;
  return showValue(labels ?? plainMoment(plainText(content ?? null), field), 200);
}

/** A date and a datetime in their short spelling: before and after are to look alike where they are alike. */
function plainMoment(text: string, field: Field): string {
  const type = field.kind === 'custom' ? field.contentType : 'text';
  if (type === 'datetime') return text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)\.000Z$/, '$1 $2');
  return type === 'date' ? text.replace(/^(\d{4}-\d\d-\d\d)T00:00:00\.000Z$/, '$1') : text;
}

/** Any content on one line. */
export function plainText(content: Json): string {
  if (typeof content === 'string' || isLosslessNumber(content)) return String(content);
  return isList(content) && content.every((item) => typeof item !== 'object' || isLosslessNumber(item))
    ? content.map(String).join('/')
    : writeJson(content);
}
