import type { LosslessNumber } from 'lossless-json';
import { readFieldId } from '../fields/account-field.js';
import { isContentType, typeOfContent } from '../fields/content-types.js';
import { type StandardFieldName, standardFieldNames } from '../fields/field.js';
import { isList, isObject, type Json, type JsonObject, writeJson } from '../fields/json.js';

/** What a custom field of a contact holds; the content is just as the server told it. */
export interface StoredField {
  readonly id: LosslessNumber;
  readonly fieldCode: string;
  readonly contentType: string;
  readonly content: Json;
}

/**
 * A contact as the server has it: the standard fields that a PUT can change, and all custom fields that a PUT can bring
 * back, the blank ones too.
 */
export interface Contact {
  readonly externalUserId: string;
  readonly standard: ReadonlyMap<StandardFieldName, Json>;
  readonly custom: ReadonlyMap<string, StoredField>;
}

/**
 * Takes one contact of the query interface. Null when its custom fields are not shown, or not so that each could be sent
 * back: who does not know them all would clear some.
 * @param shown the standard fields that the same interface tells of others: one that is left out is blank then
 */
export function readContact(value: Json, shown: ReadonlySet<StandardFieldName> = new Set()): Contact | null {
  if (!isObject(value) || typeof value.externalUserId !== 'string' || !isList(value.customFields)) return null;
  const custom = readCustomFields(value.customFields);
  if (custom === null) return null;
  const names = standardFieldNames.filter((name) => value[name] !== undefined || shown.has(name));
  const standard = new Map(names.map((name) => [name, value[name] ?? null]));
  return { externalUserId: value.externalUserId, standard, custom };
}

/** The standard fields that a contact of the query interface tells of. */
export const fieldsIn = (value: Json): StandardFieldName[] =>
  isObject(value) ? standardFieldNames.filter((name) => value[name] !== undefined) : [];

/** Takes a list of custom fields as the query has it; null when one of them cannot be told for certain. */
function readCustomFields(list: readonly Json[]): Map<string, StoredField> | null {
  const custom = new Map<string, StoredField>();
  const codes = new Set<string>();
  for (const item of list) {
    if (!isObject(item)) return null;
    const { fieldCode, contentType, content } = item;
    if (typeof fieldCode === 'string') {
      // Of a field that is told twice nobody knows which one holds, also where one of the two is blank.
      if (codes.has(fieldCode)) return null;
      codes.add(fieldCode);
    }
    if (content === undefined || !mayGoBack(content, contentType)) continue;
    const field = readStoredField(item, content);
    if (field !== null) custom.set(field.fieldCode, field);
    // Without content it is the same whether it goes back or not.
    else if (content !== null) return null;
  }
  return custom;
}

function readStoredField(item: JsonObject, content: Json): StoredField | null {
  const { fieldCode, contentType } = item;
  const id = readFieldId(item);
  if (typeof fieldCode !== 'string' || typeof contentType !== 'string' || id === null) return null;
  return isDeeperThan(content, deepest) ? null : { id, fieldCode, contentType, content };
}

// What is nested deeper can be read, but not for certain be written again.
const deepest = 64;

const isDeeperThan = (content: Json, depth: number): boolean =>
  (isList(content) || isObject(content)) &&
  (depth === 0 || Object.values(content).some((inner) => isDeeperThan(inner ?? null, depth - 1)));

/** What the server means by a field without content: null, absent, empty text and an empty list are one. */
export const isBlank = (content: Json | undefined): boolean =>
  content === undefined || content === null || content === '' || (isList(content) && content.length === 0);

/**
 * Whether a PUT may bring a content back as it was read. Section 1.1.4 has a format for dates, numbers and phones, and a
 * droplist takes keys (1.1.6): an empty text or list is none of these. Such a field is left out, which is blank to the
 * server as well (1.1.2). A null is no value, and has no format; of a type that is not known here, anything goes back.
 */
export function mayGoBack(content: Json, contentType: Json | undefined): boolean {
  if (content === null || !isBlank(content) || typeof contentType !== 'string' || !isContentType(contentType))
    return true;
  return typeOfContent(contentType).blank === writeJson(content);
}

/** The shape of the query interface, from which it can be read again. */
export const describeContact = ({ externalUserId, standard, custom }: Contact): Json => ({
  externalUserId,
  ...Object.fromEntries(standard),
  customFields: [...custom.values()].map((field) => ({ ...field })),
});
