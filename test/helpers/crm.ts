import type { SandboxAccount, StoredContact } from '../../src/sandbox/account/account.js';
import { isObject, parseJson, writeJson } from '../../src/sandbox/json.js';
import type { Interfere } from './proxy.js';

/** A contact or an answer, as JSON that keeps every digit. */
type Told = Record<string, unknown>;

/** What a CRM of another manner does with the calls of each endpoint. */
export const withManners =
  (manners: { put?: Interfere; get?: Interfere; list?: Interfere }): Interfere =>
  (passage, ...rest) => {
    const endpoint = { PUT: 'put', GET: 'get' } as const;
    return manners[endpoint[passage.method as 'PUT' | 'GET'] ?? 'list']?.(passage, ...rest);
  };

export const isNotThere: Interfere = (_, response) =>
  void response.writeHead(404).end('<html>no such interface</html>');
export const hangUp: Interfere = (_, __, request) => void request.socket.destroy();
export const answerWith =
  (status: number, body: string): Interfere =>
  (_, response) =>
    void response.writeHead(status).end(body);

export const refusal = (code: number): string => writeJson({ succeed: false, code, message: '不行', data: null });

/** Changes an answer, with no digit of it lost; one that is a refusal stays. */
export const retell =
  (change: (answer: Told) => unknown): Interfere =>
  ({ answer }) => {
    const told = parseJson(answer);
    if (!isObject(told) || told.data === null) return null;
    change(told);
    return writeJson(told);
  };

/** Changes each contact of an answer. */
export const tellOf = (change: (contact: Told) => unknown): Interfere =>
  retell(({ data }) => {
    for (const contact of Array.isArray(data) ? data : [data]) if (isObject(contact)) change(contact);
  });

/** Pages of at most so many contacts, whatever is asked for. The first page must be asked for as if it could hold all. */
export function capPages(most: number): Interfere {
  let all: unknown[] = [];
  return (passage, ...rest) => {
    const { pageNum, pageSize } = JSON.parse(passage.body);
    const size = Math.min(most, pageSize);
    const cap = retell((told) => {
      if (Array.isArray(told.data) && told.data.length > all.length) all = told.data;
      told.data = all.slice((pageNum - 1) * size, pageNum * size);
    });
    return cap(passage, ...rest);
  };
}

/** Changes what the custom fields of a told contact hold. */
export function setContents(contact: Told, contentOf: (id: number, content: unknown) => unknown): void {
  if (!Array.isArray(contact.customFields)) return;
  contact.customFields = contact.customFields.map((field) => ({
    ...field,
    content: contentOf(Number(field.id), field.content),
  }));
}

/** The contact that a call is for, as it was in the beginning. */
export function originalOf({ contacts }: SandboxAccount, url: string): StoredContact {
  const original = contacts.find(({ externalUserId }) => url.includes(externalUserId));
  if (!original) throw new Error(`no contact: ${url}`);
  return original;
}

/** A contact as somebody else has edited it: one custom field of it. */
export const edit = (contact: StoredContact, id: number, content: unknown): StoredContact => ({
  ...contact,
  customFields: contact.customFields.map((field) => (field.id === id ? { ...field, content } : field)),
});
