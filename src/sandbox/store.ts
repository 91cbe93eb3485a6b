import type { FieldDefinition, SandboxAccount, StoredContact } from './account.js';

/** The account while the sandbox runs. Contacts are replaced whole, never changed in place, so a reader keeps what it saw. */
export interface Store {
  readonly fields: ReadonlyMap<string, FieldDefinition>;
  readonly contacts: Map<string, StoredContact>;
}

/** Takes an account; gives its store, looked up by fieldCode and by externalUserId. The account itself is left as it is. */
export function createStore(account: SandboxAccount): Store {
  return {
    fields: new Map(account.fields.map((field) => [field.fieldCode, field])),
    contacts: new Map(account.contacts.map((contact) => [contact.externalUserId, contact])),
  };
}
