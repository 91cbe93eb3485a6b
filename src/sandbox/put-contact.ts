import type { StoredContact } from './account/account.js';
import { readCustomFields } from './account/custom-fields.js';
import { echoContact } from './account/echo-contact.js';
import { checkStandardFields } from './account/standard-fields.js';
import type { Store } from './account/store.js';
import { type Answer, accept, refuse } from './answer.js';

/**
 * Takes the store, a contact's id and the body of a PUT; stores what it asks for and gives the answer, or refuses it and
 * stores nothing. Standard fields not sent are kept, custom fields not sent are cleared (section 1.1.2).
 * `disguise` overlays the echo alone.
 */
export function putContact(
  store: Store,
  externalUserId: string,
  body: Record<string, unknown>,
  disguise: Partial<StoredContact>,
): Answer {
  const current = store.contacts.get(externalUserId);
  if (!current) return refuse(404, `客户不存在:${externalUserId}`);
  const { customFields: sent, ...standard } = body;
  const problem = checkStandardFields(standard);
  if (problem) return refuse(400, problem);
  const customFields = readCustomFields(sent, store.fields);
  if (typeof customFields === 'string') return refuse(400, customFields);
  const stored = { ...current, ...standard, ...followerName(store, current, standard), customFields };
  store.contacts.set(externalUserId, stored);
  return accept(echoContact({ ...stored, ...disguise }), { visible: false });
}

/** Where contacts tell who follows them by name as well, the name goes with its userId. */
function followerName(store: Store, current: StoredContact, { majorFollowUser: userId }: Record<string, unknown>) {
  if (userId === undefined || current.majorFollowUserName === undefined) return {};
  const others = [...store.contacts.values()];
  const known = others.find(({ majorFollowUser, majorFollowUserName: name }) => majorFollowUser === userId && name);
  return { majorFollowUserName: known?.majorFollowUserName ?? null };
}
