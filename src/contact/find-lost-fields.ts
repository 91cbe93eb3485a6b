import type { Contact } from './contact.js';
import { isList, isObject, readJson, writeJson } from './json.js';
import type { PlannedUpdate } from './row.js';

/**
 * The guard before a PUT: takes the very text that is about to leave, and names the custom fields of the contact that
 * it would clear or alter without having been asked to. It shares nothing with the making of the body.
 */
export function findLostFields({ body, updates }: Pick<PlannedUpdate, 'body' | 'updates'>, before: Contact): string[] {
  const asked = new Set(updates.map(({ field }) => (field.kind === 'custom' ? field.fieldCode : '')));
  const sent = readSent(body);
  return [...before.custom.values()]
    .filter(({ fieldCode }) => !asked.has(fieldCode))
    .filter(({ fieldCode, content }) => sent.get(fieldCode) !== writeJson(content))
    .map(({ fieldCode }) => fieldCode);
}

function readSent(body: string): Map<string, string> {
  const value = readJson(body);
  const list = isObject(value) && isList(value.customFields) ? value.customFields : [];
  return new Map(
    list.flatMap((item): [string, string][] =>
      isObject(item) ? [[String(item.fieldCode), writeJson(item.content ?? null)]] : [],
    ),
  );
}
