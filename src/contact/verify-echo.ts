import { isList, isObject, type Json, type JsonObject, readJson } from '../fields/json.js';
import { contentOf, typeOf } from './apply-update.js';
import { isBlank } from './contact.js';
import type { PlannedUpdate } from './row.js';
import { sameContent } from './same-content.js';

/** A field in which the contact is not as it should be. */
export interface Difference {
  readonly field: string;
  readonly expected: Json;
  readonly found: Json;
}

/**
 * Compares the answer to a PUT (section 1.1.7) with what was sent: the standard fields that were sent, as far as the
 * echo tells of them (it has no mobile, udeskCustomerId and wxUserFlag), and the whole set of custom fields.
 */
export function verifyEcho(planned: PlannedUpdate, echo: JsonObject): Difference[] {
  const { updates, after } = planned;
  const standard = updates.flatMap(({ field }) => {
    const found = field.kind === 'standard' ? echo[field.name] : undefined;
    const expected = contentOf(after, field);
    if (found === undefined || sameContent(expected, found, typeOf(field))) return [];
    return [{ field: field.kind === 'standard' ? field.name : field.fieldCode, expected: expected ?? null, found }];
  });
  return [...standard, ...verifyCustomFields(planned, echo)];
}

function verifyCustomFields({ after }: PlannedUpdate, echo: JsonObject): Difference[] {
  const stored = readEchoed(echo);
  if (stored === null) {
    const filled = [...after.custom.values()].filter(({ content }) => !isBlank(content));
    if (filled.length === 0) return [];
    const expected = filled.map(({ fieldCode }) => fieldCode);
    return [{ field: 'customField', expected, found: echo.customField ?? null }];
  }
  const codes = new Set([...after.custom.keys(), ...stored.keys()]);
  return [...codes].flatMap((code) => {
    const { content: expected = null, contentType = '' } = after.custom.get(code) ?? {};
    const found = (stored.get(code) ?? [null]).find((content) => !sameContent(expected, content, contentType));
    return found === undefined ? [] : [{ field: code, expected, found }];
  });
}

/** All contents that `customField` of an echo tells of each field, a JSON *string* of a list; null where it is none. */
function readEchoed({ customField }: JsonObject): Map<string, Json[]> | null {
  const list = typeof customField === 'string' ? tryJson(customField) : (customField ?? null);
  if (!isList(list)) return null;
  const stored = new Map<string, Json[]>();
  for (const item of list) {
    if (!isObject(item) || typeof item.fieldCode !== 'string') return null;
    const { fieldCode, content = null } = item;
    if (!isBlank(content)) stored.set(fieldCode, [...(stored.get(fieldCode) ?? []), content]);
  }
  return stored;
}

function tryJson(text: string): Json {
  try {
    return readJson(text);
  } catch {
    return null;
  }
}
