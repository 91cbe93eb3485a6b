import { writeJson } from '../json.js';
import type { StoredContact } from './account.js';

// The example of section 1.1.7, in its order. It has no mobile, udeskCustomerId or wxUserFlag.
const ECHOED = [
  ...['externalUserId', 'name', 'avatar', 'type', 'corpName', 'corpFullName', 'gender', 'unionid', 'position', 'email'],
  ...['age', 'birthday', 'majorFollowUser', 'wxNo', 'address', 'remarkName', 'remarkDesc'],
];

/** Takes a contact; gives the `data` of a PUT's answer: its custom fields are a JSON *string*. Section 1.1.7. */
export function echoContact(contact: StoredContact): Record<string, unknown> {
  const standard = ECHOED.map((name) => [name, contact[name] ?? null]);
  const custom = contact.customFields.map(({ id, content, fieldCode, contentType }) => {
    return { id, content, fieldCode, fieldName: null, contentType };
  });
  return { ...Object.fromEntries(standard), customField: writeJson(custom), customFields: null, externalTags: null };
}
