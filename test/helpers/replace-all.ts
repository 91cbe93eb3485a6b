import { expect } from 'vitest';
import { isTaken } from './blanks.js';
import type { Held } from './contact-of.js';
import { rawItems, rawMembers } from './raw-json.js';

// A server that does what section 1.1.2 says, on JSON text alone: no parser of numbers or names stands between.

/** What a server holds of a contact: JSON text by text, by the API's names. */
export interface Stored {
  readonly standard: Readonly<Record<string, string>>;
  readonly custom: readonly Held[];
}

/** The custom fields of a body. */
export function sentFields(body: string): Held[] {
  return rawItems(rawMembers(body).get('customFields') ?? '[]').map((item): Held => {
    const { id, fieldCode, contentType = '', content = '' } = Object.fromEntries(rawMembers(item));
    expect(fieldCode).toBe(`"CustomField_${id}"`);
    return [Number(id), JSON.parse(contentType), content];
  });
}

/** What a PUT does (section 1.1.2): standard fields that are sent are taken, and all custom fields are replaced. */
export function put({ standard: before }: Stored, body: string): Stored {
  const { customFields: _, ...sent } = Object.fromEntries(rawMembers(body));
  return { standard: { ...before, ...sent }, custom: sentFields(body) };
}

/** What a server holds, field by field; a blank that no PUT may bring is as good as none. */
export const textsOf = ({ standard: texts, custom: fields }: Stored): Map<string, string> =>
  new Map([
    ...Object.entries(texts),
    ...fields
      .filter(([, type, content]) => isTaken(type, content))
      .map(([id, type, content]) => [`CustomField_${id}`, `${type} ${content}`] as const),
  ]);
