import type { SandboxAccount, StoredContact } from '../../src/sandbox/account/account.js';

/** The fields of the document's example, and one of every further content type. */
export const FIELDS: SandboxAccount['fields'] = [
  {
    id: 2485,
    fieldCode: 'CustomField_2485',
    contentType: 'droplist',
    name: '客户等级',
    optionList: [
      { key: 1, value: '普通' },
      { key: 2, value: 'VIP' },
    ],
  },
  {
    id: 2769,
    fieldCode: 'CustomField_2769',
    contentType: 'chained_droplist',
    name: '地区',
    optionList: [
      { key: 4, value: '湖北省', subOptionList: [{ key: 5, value: '武汉市' }] },
      { key: 6, value: '北京市' },
    ],
  },
  {
    id: 3000,
    fieldCode: 'CustomField_3000',
    contentType: 'checkbox',
    name: '兴趣',
    optionList: [
      { key: 1, value: '茶' },
      { key: 2, value: '酒' },
    ],
  },
  { id: 5827, fieldCode: 'CustomField_5827', contentType: 'text', name: '备注' },
  { id: 5828, fieldCode: 'CustomField_5828', contentType: 'area_text', name: '说明' },
  { id: 6001, fieldCode: 'CustomField_6001', contentType: 'date', name: '签约日' },
  { id: 6002, fieldCode: 'CustomField_6002', contentType: 'datetime', name: '回访时间' },
  { id: 6003, fieldCode: 'CustomField_6003', contentType: 'number', name: '订单数' },
  { id: 6004, fieldCode: 'CustomField_6004', contentType: 'numeric', name: '金额' },
  { id: 6005, fieldCode: 'CustomField_6005', contentType: 'phone', name: '备用电话' },
  { id: 6006, fieldCode: 'CustomField_6006', contentType: 'rating', name: '评分' },
];

/** Takes a fieldCode's number and a content; gives the custom field as a body or a contact holds it. */
export function customField(number: number, content: unknown) {
  const field = FIELDS.find((candidate) => candidate.id === number);
  if (!field) throw new Error(`no field ${number} in the sample account`);
  return { id: field.id, fieldCode: field.fieldCode, contentType: field.contentType, content };
}

/** Takes ids; gives the sample account with a contact for each. */
export function createAccount(...ids: string[]): SandboxAccount {
  return { fields: FIELDS, contacts: ids.map(createContact) };
}

function createContact(externalUserId: string): StoredContact {
  return {
    externalUserId,
    name: '心乱如麻',
    mobile: '13300000000',
    gender: 1,
    remarkDesc: '老客户',
    customFields: [customField(2485, 1), customField(5827, '嘿嘿')],
  };
}
