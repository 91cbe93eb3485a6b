import type { SandboxAccount, StoredContact } from '../../src/sandbox/account/account.js';

/** An account of `count` contacts with three custom fields, all filled. */
export function createAccount(count: number): SandboxAccount {
  return {
    fields: [
      { id: 1, fieldCode: 'CustomField_1', contentType: 'text', name: '备注' },
      { id: 2, fieldCode: 'CustomField_2', contentType: 'number', name: '积分' },
      { id: 3, fieldCode: 'CustomField_3', contentType: 'text', name: '旧字段' },
    ],
    contacts: Array.from({ length: count }, (_, index) => createContact(index)),
  };
}

const createContact = (index: number): StoredContact => ({
  externalUserId: idOf(index),
  name: `客户${index}`,
  mobile: '13900000000',
  customFields: [
    { id: 1, fieldCode: 'CustomField_1', contentType: 'text', content: 'before' },
    { id: 3, fieldCode: 'CustomField_3', contentType: 'text', content: 'before' },
  ],
});

export const idOf = (index: number): string => `wm_${String(index).padStart(6, '0')}`;

const mobileOf = (index: number): string => `138${String(index).padStart(8, '0')}`;

/** The row of a good customer: id, mobile, remark, points. */
export const rowOf = (index: number): string[] => [
  idOf(index),
  mobileOf(index),
  `备注 "${index}",\n第二行`,
  String(index),
];

const header = ['企微客户ID', '手机号', '备注', '积分'];

/** Rows as a CSV with every cell quoted. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  [header, ...rows].map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');

export const customers = (count: number): string[][] => Array.from({ length: count }, (_, index) => rowOf(index));

/** A job for these customers; `more` is YAML of its own lines. */
export const jobYaml = (more = ''): string => `
name: test
source: { file: customers.csv }
id: 企微客户ID
fields:
  mobile: 手机号
customFields:
  CustomField_1: { column: 备注, id: 1, type: text }
  CustomField_2: { column: 积分, id: 2, type: number }
baseline: none
replaceAll: true
lang: en
${more}`;

/** Whether a contact holds what its row says, and nothing else. */
export function holdsRow(contact: StoredContact | undefined, index: number): boolean {
  const [, mobile, remark, points] = rowOf(index);
  const contents = contact?.customFields.map(({ fieldCode, content }) => `${fieldCode}=${String(content)}`).toSorted();
  return (
    contact?.mobile === mobile &&
    JSON.stringify(contents) === JSON.stringify([`CustomField_1=${remark}`, `CustomField_2=${points}`])
  );
}
