import type { StandardFieldName } from '../fields/field.js';
import { typeOf } from './apply-update.js';
import type { Contact } from './contact.js';
import { sameContent } from './same-content.js';
import type { Difference } from './verify-echo.js';

/**
 * In what a contact differs from the one that was planned on: its whole set of custom fields, since a PUT replaces
 * them all, and the standard fields named.
 */
export function findDifferences(expected: Contact, found: Contact, names: readonly StandardFieldName[]): Difference[] {
  const standard = names.flatMap((name) => {
    const [a, b] = [expected.standard.get(name), found.standard.get(name)];
    // Not told by the one interface is not blank in the other.
    if (a === undefined || b === undefined) return [];
    return sameContent(a, b, typeOf({ kind: 'standard', name })) ? [] : [{ field: name, expected: a, found: b }];
  });
  const codes = new Set([...expected.custom.keys(), ...found.custom.keys()]);
  const custom = [...codes].flatMap((code) => {
    const [a, b] = [expected.custom.get(code), found.custom.get(code)];
    const type = a?.contentType ?? b?.contentType ?? '';
    return sameContent(a?.content, b?.content, type) ? [] : [{ field: code, expected: a?.content, found: b?.content }];
  });
  return [...standard, ...custom].map(({ field, expected: a, found: b }) => ({
    field,
    expected: a ?? null,
    found: b ?? null,
  }));
}
