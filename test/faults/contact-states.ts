import type { StoredContact, StoredCustomField } from '../../src/sandbox/account/account.js';
import { listChanges } from '../../src/sandbox/account/list-changes.js';
import { parseJson, writeJson } from '../../src/sandbox/json.js';
import type { FileRow } from './file-rows.js';

/** All that a contact holds, to the letter: fields in one order, since a PUT may lay them in another. */
export function wholeText({ customFields, ...standard }: StoredContact): string {
  return writeJson([
    Object.entries(standard).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    customFields.toSorted((a, b) => Number(a.id) - Number(b.id)),
  ]);
}

/** A contact after a row has been written to it, as the file and the API document have it (section 1.1.2). */
export function withRow(contact: StoredContact, row: FileRow, replacesAll: boolean): StoredContact {
  const asked = [
    { id: 9, fieldCode: 'CustomField_9', contentType: 'text', content: row.remark },
    { id: 6, fieldCode: 'CustomField_6', contentType: 'number', content: parseJson(row.points) },
  ];
  const isAsked = (field: StoredCustomField) => asked.some(({ id }) => id === field.id);
  const others = replacesAll ? [] : contact.customFields.filter((field) => !isAsked(field));
  return {
    ...contact,
    ...(row.position === '' ? {} : { position: row.position }),
    customFields: [...others, ...asked],
  };
}

/**
 * What a contact may hold when its rows were written in their order: `sure` ones always, `perhaps` ones or not; `there`
 * is one that it held before. None where that cannot be.
 */
export function possibleStates(
  contact: StoredContact,
  rows: readonly { readonly row: FileRow; readonly written: 'sure' | 'perhaps' | 'not' | 'there' }[],
  replacesAll: boolean,
): StoredContact[] {
  let states = [contact];
  for (const { row, written } of rows) {
    if (written === 'not') continue;
    if (written === 'there') {
      states = states.filter((state) => wholeText(withRow(state, row, false)) === wholeText(state));
      continue;
    }
    const after = states.map((state) => withRow(state, row, replacesAll));
    states = written === 'sure' ? after : [...states, ...after];
  }
  return states;
}

/** Where two contacts differ, as text. */
export function formatDifferences(found: StoredContact, expected: StoredContact): string {
  const differences = listChanges({ before: expected, after: found });
  return differences
    .map(({ code, before, after }) => `${code} holds ${writeJson(after ?? null)}, not ${writeJson(before ?? null)}`)
    .join('; ');
}

/** Whether the body of a PUT asks for what a row asks for; standard fields that would not change are not in it. */
export function bodyIsOf(body: string, row: FileRow): boolean {
  const sent = parseJson(body) as { position?: unknown; customFields?: { fieldCode: string; content: unknown }[] };
  const contentOf = (code: string) => sent.customFields?.find(({ fieldCode }) => fieldCode === code)?.content;
  return (
    contentOf('CustomField_9') === row.remark &&
    writeJson(contentOf('CustomField_6') ?? null) === row.points &&
    (row.position === '' || sent.position === undefined || sent.position === row.position)
  );
}
