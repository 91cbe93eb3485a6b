import { LosslessNumber } from 'lossless-json';
import { type Contact, readContact } from '../../src/contact/contact.js';
import type { FieldOption, OptionKey } from '../../src/fields/field-option.js';
import { readJson } from '../../src/fields/json.js';

/** One custom field of a contact: its number, its type, and its content as JSON text. */
export type Held = readonly [id: number, contentType: string, content: string];

/** A contact as the query interface tells it, as JSON text; so are the contents of its fields. */
export function contactText(custom: readonly Held[], standard: Readonly<Record<string, string>> = {}): string {
  const members = Object.entries(standard).map(([name, content]) => `"${name}":${content},`);
  const fields = custom.map(
    ([id, contentType, content]) =>
      `{"id":${id},"fieldCode":"CustomField_${id}","contentType":"${contentType}","content":${content}}`,
  );
  return `{"externalUserId":"wm1",${members.join('')}"customFields":[${fields}]}`;
}

/** The same, read. */
export function contactOf(...parts: Parameters<typeof contactText>): Contact {
  const contact = readContact(readJson(contactText(...parts)));
  if (contact === null) throw new Error('no contact');
  return contact;
}

/** An option of the account. */
export const option = (key: OptionKey | number, label: string, children: readonly FieldOption[] = []): FieldOption => ({
  key: typeof key === 'number' ? new LosslessNumber(String(key)) : key,
  label,
  children,
});
