import { isList, isObject, type JsonObject, readJson, writeJson } from '../fields/json.js';
import type { Contact } from './contact.js';
import type { PlannedUpdate } from './row.js';

/**
 * The guard before a PUT: takes the very text that is about to leave, and names the custom fields that it would clear or
 * alter without having been asked to, a blank one into another blank too. It shares nothing with the making of the body.
 */
export function findLostFields({ body, updates }: Pick<PlannedUpdate, 'body' | 'updates'>, before: Contact): string[] {
  const asked = new Set(updates.flatMap(({ field }) => (field.kind === 'custom' ? [field.fieldCode] : [])));
  const sent = readSent(body);
  const held = new Map([...before.custom.values()].map((field) => [field.fieldCode, [describe({ ...field })]]));
  const codes = new Set([...held.keys(), ...sent.keys()]);
  return [...codes].filter((code) => !asked.has(code) && held.get(code)?.join() !== sent.get(code)?.join());
}

/** All that a body says of each custom field; once is what it should be. */
function readSent(body: string): Map<string, string[]> {
  const value = readJson(body);
  const list = isObject(value) && isList(value.customFields) ? value.customFields : [];
  const sent = new Map<string, string[]>();
  for (const item of list) {
    if (!isObject(item)) continue;
    const code = String(item.fieldCode);
    sent.set(code, [...(sent.get(code) ?? []), describe(item)]);
  }
  return sent;
}

// Not sent at all is not sent as null.
const describe = ({ id, contentType, content }: JsonObject): string =>
  writeJson([id ?? null, contentType ?? null, ...(content === undefined ? [] : [content])]);
