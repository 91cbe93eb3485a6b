import type {
  FieldDefinition,
  SandboxAccount,
  StoredContact,
  StoredCustomField,
} from '../../src/sandbox/account/account.js';
import { parseJson, writeJson } from '../../src/sandbox/json.js';

const levels = [
  { key: 1, value: '普通' },
  { key: 2, value: 'VIP' },
  { key: 3, value: '黄金会员' },
];
const places = [
  {
    key: 4,
    value: '湖北省',
    subOptionList: [
      { key: 5, value: '武汉市' },
      { key: 6, value: '宜昌市' },
    ],
  },
  { key: 10, value: '广东省', subOptionList: [{ key: 11, value: '广州市' }] },
];

/** Twelve custom fields, one of a type that nobody here knows. */
const twelveFields: readonly FieldDefinition[] = [
  define(1, 'droplist', '客户等级', levels),
  define(2, 'chained_droplist', '地区', places),
  define(3, 'checkbox', '兴趣', levels),
  define(4, 'date', '签约日期'),
  define(5, 'datetime', '上次回访'),
  define(6, 'number', '积分'),
  define(7, 'numeric', '年消费'),
  define(8, 'phone', '备用电话'),
  define(9, 'text', '备注'),
  define(10, 'area_text', '详细说明'),
  define(11, 'location', '坐标'),
  define(12, 'text', '客服备注'),
];

function define(id: number, contentType: string, name: string, optionList?: FieldDefinition['optionList']) {
  return { id, fieldCode: `CustomField_${id}`, contentType, name, ...(optionList ? { optionList } : {}) };
}

/** An account of contacts that fill all twelve fields, each in its own way. */
export const fullAccount = (count: number): SandboxAccount => ({
  fields: twelveFields,
  contacts: Array.from({ length: count }, (_, index) => fullContact(index)),
});

export const fullContact = (index: number): StoredContact => ({
  externalUserId: idOf(index),
  name: `客户${index}`,
  mobile: mobileOf(index),
  position: '经理',
  age: 30 + (index % 40),
  customFields: contentsOf(index).map((content, place) => store(twelveFields[place], content)),
});

export const idOf = (index: number): string => `wm_${String(index).padStart(6, '0')}`;
export const mobileOf = (index: number): string => `139${String(index).padStart(8, '0')}`;

function contentsOf(index: number): unknown[] {
  return [
    1 + (index % 3),
    index % 2 ? [4, 5] : [10, 11],
    [1, 3],
    '2024-01-05',
    '2024-03-27T19:00:00.000Z',
    // More than a double can hold, and a spelling that a double would not keep.
    parseJson(`${9_007_199_254_740_993n + BigInt(index)}`),
    parseJson(`${index}.50`),
    '0755-86013388',
    `备注 ${index} "引号" 🧾`,
    `第一行\n第二行 ${index}`,
    { lat: parseJson(`30.${index}0`), tags: ['a', null, true], 'nested "key"': { __proto__x: [] } },
    `生日当天要打电话 ${index}`,
  ];
}

const store = (field: FieldDefinition | undefined, content: unknown): StoredCustomField => {
  if (!field) throw new Error('no such field');
  const { id, fieldCode, contentType } = field;
  return { id, fieldCode, contentType, content };
};

/** A CSV with every cell quoted. */
export const csv = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, ...rows].map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');

/** A job for such a file: `id` and what `mapping` says; `more` is YAML of its own lines. */
export const baselineJob = (mapping: string, more = fast): string => `
name: test
lang: en
source: { file: customers.csv }
id: id
${mapping}
${more}`;

export const fast = 'api: { rate: { limit: 1000, per: 1s }, attempts: 2 }';

/** The same where calls are lost: a row of which one was lost waits for the end of its time. */
export const lossy = fast.replace('attempts', 'timeout: 3s, attempts');

/** Everything that a contact holds, as text with all its digits; `remark` in place of its own. */
export function describeContent({ customFields, ...standard }: StoredContact, remark?: string): string {
  const fields = customFields
    .map((field) => (field.id === 9 && remark !== undefined ? { ...field, content: remark } : field))
    .toSorted((a, b) => Number(a.id) - Number(b.id));
  return writeJson([standard, fields]);
}
