import { collectFields } from '../contact/account-fields.js';
import type { AccountField } from '../fields/account-field.js';
import { isObject, type Json } from '../fields/json.js';

/** What contacts of an account tell that a proposal can go by. */
export interface AccountKnowledge {
  readonly fields: readonly AccountField[];
  /** The userId of each person who follows a contact, by name; names that two people share are left out. */
  readonly userIds: ReadonlyMap<string, string>;
}

export const nothingKnown: AccountKnowledge = { fields: [], userIds: new Map() };

/** Takes contacts of the query interface, one at a time. Fields of which two contacts tell different things are not known. */
export function learnAccount(contacts: Iterable<Json>): AccountKnowledge {
  const collector = collectFields(null);
  const idsByName = new Map<string, Set<string>>();
  for (const contact of contacts) {
    collector.observe(contact);
    noteUserId(contact, idsByName);
  }
  return { fields: collector.conflict() ? [] : collector.fields().fields, userIds: withoutShared(idsByName) };
}

function noteUserId(contact: Json, idsByName: Map<string, Set<string>>): void {
  if (!isObject(contact)) return;
  const { majorFollowUser: userId, majorFollowUserName: name } = contact;
  if (typeof userId !== 'string' || typeof name !== 'string' || userId === '' || name === '') return;
  idsByName.set(name, (idsByName.get(name) ?? new Set()).add(userId));
}

const withoutShared = (idsByName: ReadonlyMap<string, ReadonlySet<string>>): Map<string, string> =>
  new Map(
    [...idsByName].flatMap(([name, [userId, ...others]]) => (userId && others.length === 0 ? [[name, userId]] : [])),
  );
