import type { StoredContact } from './account.js';
import type { Store } from './store.js';

const QUERIED = [
  ...['externalUserId', 'name', 'realName', 'mobile', 'email', 'majorFollowUser', 'majorFollowUserName', 'wxUserFlag'],
  ...[
    'type',
    'corpFullName',
    'gender',
    'unionid',
    'position',
    'age',
    'birthday',
    'address',
    'remarkName',
    'remarkDesc',
  ],
  ...['wxNo', 'udeskCustomerId'],
];

/**
 * Takes the store and a contact; gives it in the shape of the query interface: every field the account defines, those
 * without content too, each with its options (spec/NOTES.md, from a public client of the API).
 */
export function describeContact(store: Store, contact: StoredContact): Record<string, unknown> {
  const standard = QUERIED.map((name) => [name, contact[name] ?? null]);
  const contents = new Map(contact.customFields.map((field) => [field.fieldCode, field.content]));
  const customFields = [...store.fields.values()].map(({ id, fieldCode, contentType, name, optionList }) => {
    const content = contents.get(fieldCode) ?? null;
    return { id, fieldCode, contentType, name, content, optionList: optionList ?? null };
  });
  return { ...Object.fromEntries(standard), customFields };
}
