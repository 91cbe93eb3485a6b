import type { StoredContact } from './account/account.js';
import { describeContact } from './account/describe-contact.js';
import type { Store } from './account/store.js';
import { type Answer, accept, refuse } from './answer.js';

/** Takes the store and a contact's id; gives the answer that describes it. `disguise` overlays what is told of it. */
export function getContact(store: Store, externalUserId: string, disguise: Partial<StoredContact>): Answer {
  const contact = store.contacts.get(externalUserId);
  if (!contact) return refuse(404, `客户不存在:${externalUserId}`);
  return accept(describeContact(store, { ...contact, ...disguise }));
}
