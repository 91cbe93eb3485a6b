import type { FieldDefinition, SandboxAccount, StoredContact } from './account.js';

/** The account while the sandbox runs. Contacts are replaced whole, never changed in place, so a reader keeps what it saw. */
export interface Store {
  readonly fields: ReadonlyMap<string, FieldDefinition>;
  readonly contacts: Map<string, StoredContact>;
  /** By the contact's id, the last PUT that changed it, or stored it when none changed it; the latest is the last. */
  readonly writes: Map<string, Write>;
}

/** A contact as it was before a PUT stored it, and after. */
export interface Write {
  readonly seq: number;
  /** Arrival of the call (performance.now, ms). */
  readonly at: number;
  readonly before: StoredContact;
  readonly after: StoredContact;
}

/** Takes an account; gives its store, looked up by fieldCode and by externalUserId. The account itself is left as it is. */
export function createStore(account: SandboxAccount): Store {
  return {
    fields: new Map(account.fields.map((field) => [field.fieldCode, field])),
    contacts: new Map(account.contacts.map((contact) => [contact.externalUserId, contact])),
    writes: new Map(),
  };
}
