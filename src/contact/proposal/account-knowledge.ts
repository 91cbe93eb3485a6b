import type { AccountField } from '../account-field.js';
import { collectFields } from '../account-fields.js';
import { isObject, type Json } from '../json.js';

/** What contacts of an account tell that a proposal can go by. */
export interface AccountKnowledge {
  readonly fields: readonly AccountField[];
  /** The userId of each person who follows a contact, by name; names that two people share are left out. */
  readonly userIds: ReadonlyMap<string, string>;
}

export const nothingKnown: AccountKnowledge = { fields: [], userIds: new Map() };

/** Takes contacts of the query interface. Fields of which two contacts tell different things are not known. */
export function learnAccount(contacts: readonly Json[]): AccountKnowledge {
  const collector = collectFields(null);
  for (const contact of contacts) collector.observe(contact);
  return { fields: collector.conflict() ? [] : collector.fields().fields, userIds: collectUserIds(contacts) };
}

function collectUserIds(contacts: readonly Json[]): Map<string, string> {
  const found = new Map<string, Set<string>>();
  for (const contact of contacts) {
    if (!isObject(contact)) continue;
    const { majorFollowUser: userId, majorFollowUserName: name } = contact;
    if (typeof userId !== 'string' || typeof name !== 'string' || userId === '' || name === '') continue;
    found.set(name, (found.get(name) ?? new Set()).add(userId));
  }
  return new Map(
    [...found].flatMap(([name, [userId, ...others]]) => (userId && others.length === 0 ? [[name, userId]] : [])),
  );
}
