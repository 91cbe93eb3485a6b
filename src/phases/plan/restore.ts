import { LosslessNumber } from 'lossless-json';
import type { AccountFields } from '../../contact/account-fields.js';
import { contentOf } from '../../contact/apply-update.js';
import { type Contact, isBlank, mayGoBack } from '../../contact/contact.js';
import type { ContactUpdate, FieldUpdate, PlannedUpdate, Problem } from '../../contact/row.js';
import { isContentType } from '../../fields/content-types.js';
import { type Field, nameOfField, type StandardFieldName, standardFieldNames } from '../../fields/field.js';
import { isList, isObject, type Json, type JsonObject, readJson, writeJson } from '../../fields/json.js';
import { message } from '../../messages/message.js';

/**
 * What a rollback is to restore for one contact, as JSON text: for each field that the run wrote, what it wrote and what
 * was there before.
 * @param plans the contact's rows that were sent, in their order; the first knows what was there before
 */
export function describeRestore(plans: readonly PlannedUpdate[]): string {
  const fields = new Map<string, JsonObject>();
  for (const { updates, before } of plans) {
    for (const update of updates) {
      const name = nameOfField(update.field);
      const first = fields.get(name);
      const written = update.action === 'set' ? update.value : null;
      if (first) fields.set(name, { ...first, written: [...listOf(first.written), written] });
      else
        fields.set(name, {
          ...describeField(update.field),
          written: [written],
          ...describeBefore(before, update.field),
        });
    }
  }
  return writeJson([...fields.values()]);
}

const describeField = (field: Field): JsonObject =>
  field.kind === 'standard'
    ? { name: field.name }
    : { fieldCode: field.fieldCode, id: field.id, contentType: field.contentType };

function describeBefore(contact: Contact | null, field: Field): JsonObject {
  const before = contact ? contentOf(contact, field) : undefined;
  return before === undefined ? {} : { before };
}

/** What a row of a rollback asks for. */
export type Restore =
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }
  | {
      readonly kind: 'update';
      readonly update: ContactUpdate;
      /** What the contact must still hold, field by field. */
      readonly wrote: readonly FieldUpdate[];
    };

/** Takes such a text; gives what the row of the rollback asks for. */
export function readRestore(text: string, externalUserId: string, account: AccountFields): Restore {
  const fields = readFields(text, account);
  const unknown = fields.filter(({ before }) => before === undefined);
  if (unknown.length > 0) {
    return {
      kind: 'invalid',
      problems: unknown.map(({ field }) => ({
        column: null,
        reason: message('rollback.unknownBefore', { field: nameOfField(field) }),
      })),
    };
  }
  const update = { externalUserId, fields: fields.map(({ field, before }) => toUpdate(field, before ?? null)) };
  const wrote = fields.flatMap(({ field, written }) => written.map((content) => toUpdate(field, content)));
  return { kind: 'update', update, wrote };
}

const listOf = (value: Json | undefined): readonly Json[] => (isList(value) ? value : []);

const toUpdate = (field: Field, content: Json): FieldUpdate =>
  isToBeSet(field, content) ? { action: 'set', field, value: content } : { action: 'clear', field };

/** An empty text and an empty list come back as they were where a PUT may bring them; null is what clearing makes. */
const isToBeSet = (field: Field, content: Json): boolean =>
  !isBlank(content) || (field.kind === 'custom' && content !== null && mayGoBack(content, field.contentType));

interface RestoredField {
  readonly field: Field;
  /** All that the run has written there, the last one last. */
  readonly written: readonly Json[];
  readonly before: Json | undefined;
}

function readFields(text: string, account: AccountFields): RestoredField[] {
  const list = readJson(text);
  if (!isList(list)) throw new TypeError('not a restore');
  return list.map((item) => {
    if (!isObject(item)) throw new TypeError('not a restore');
    return { field: readField(item, account), written: listOf(item.written), before: item.before };
  });
}

function readField({ name, fieldCode, id, contentType }: JsonObject, account: AccountFields): Field {
  if (isStandardName(name)) return { kind: 'standard', name };
  const isCustom = typeof fieldCode === 'string' && typeof contentType === 'string' && isContentType(contentType);
  if (!isCustom || !(id instanceof LosslessNumber)) throw new TypeError('not a restore');
  const known = account.fields.find((field) => field.fieldCode === fieldCode);
  return { kind: 'custom', fieldCode, id, contentType, name: known?.name ?? null, options: known?.options ?? null };
}

const isStandardName = (name: Json | undefined): name is StandardFieldName =>
  standardFieldNames.some((standard) => standard === name);
