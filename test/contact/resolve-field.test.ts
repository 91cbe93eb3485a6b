import { LosslessNumber } from 'lossless-json';
import { describe, expect, test } from 'vitest';
import type { AccountFields } from '../../src/contact/account-fields.js';
import { resolveField } from '../../src/contact/resolve-field.js';
import type { AccountField } from '../../src/fields/account-field.js';
import type { CellFormat } from '../../src/fields/cell-format.js';
import type { ContentType } from '../../src/fields/content-types.js';
import type { NamedField } from '../../src/fields/field.js';
import { option } from '../helpers/contact-of.js';

const accountField = (id: number, contentType: string, name: string | null, more: Partial<AccountField> = {}) => ({
  fieldCode: `CustomField_${id}`,
  id: new LosslessNumber(String(id)),
  contentType,
  name,
  options: null,
  ...more,
});

const levels = [option(1, '普通'), option(2, 'VIP')];
const places = [option(4, '湖北省', [option(5, '武汉市')])];
const fields = [
  accountField(1, 'droplist', '客户等级', { options: levels }),
  accountField(2, 'chained_droplist', '地区', { options: places }),
  accountField(3, 'text', 'VIP 备注'),
  accountField(4, 'location', '坐标'),
  accountField(5, 'text', '备注'),
  accountField(6, 'date', '备注'),
  accountField(7, 'text', null),
];
const account = (complete: boolean): AccountFields => ({ fields, complete });

const named = (key: string, more: { id?: number; contentType?: ContentType } = {}): NamedField => ({
  kind: 'named',
  key,
  id: more.id,
  contentType: more.contentType,
});
const resolve = (key: string, more = {}, format: CellFormat = {}, known: AccountFields | null = account(true)) =>
  resolveField(named(key, more), format, known);
const codeOf = (resolved: ReturnType<typeof resolveField>) =>
  'field' in resolved ? resolved.field.fieldCode : resolved.problem.code;

describe('a field that a job names is the account’s', () => {
  test.each([
    ['by its code', 'CustomField_1'],
    ['by its name', '客户等级'],
    ['by its name with other spaces', ' 客户　等级'],
  ])('%s, with all that the account knows of it', (_, key) => {
    expect(resolve(key)).toEqual({ field: { kind: 'custom', ...fields[0] } });
  });

  test.each(['vip备注', 'ＶＩＰ 备注', 'Vip  备注'])('by its name in another case or width: %s', (key) => {
    expect(codeOf(resolve(key))).toBe('CustomField_3');
  });

  test('by its code, even where another field has that for its name', () => {
    const odd = { fields: [...fields, accountField(8, 'text', 'CustomField_1')], complete: true };
    expect(codeOf(resolve('CustomField_1', {}, {}, odd))).toBe('CustomField_1');
  });

  test('by its name to the letter, even where another name folds to it', () => {
    const twins = { fields: [accountField(1, 'text', 'VIP'), accountField(2, 'text', 'vip')], complete: true };
    expect(codeOf(resolve('vip', {}, {}, twins))).toBe('CustomField_2');
    expect(resolve('Vip', {}, {}, twins)).toMatchObject({
      problem: { code: 'field.ambiguous', params: { codes: 'VIP (CustomField_1), vip (CustomField_2)' } },
    });
  });

  test('and what the job writes of it beside may say the same', () => {
    expect(codeOf(resolve('客户等级', { id: 1, contentType: 'droplist' }))).toBe('CustomField_1');
    expect(codeOf(resolve('CustomField_5', { id: 5 }))).toBe('CustomField_5');
  });
});

describe('what a job writes must not contradict the account', () => {
  test.each([
    ['the id', { id: 9 }, 'field.id', { written: 9, found: '1' }],
    ['the type', { contentType: 'text' }, 'field.type', { written: 'text', found: 'droplist' }],
    ['the type, where the id is right', { id: 1, contentType: 'checkbox' }, 'field.type', { found: 'droplist' }],
  ])('%s', (_, more, code, params) => {
    expect(resolve('客户等级', more)).toMatchObject({ problem: { code, params } });
    expect(resolve('CustomField_1', more)).toMatchObject({ problem: { code, params } });
  });

  test('an id of 64 bits is compared digit for digit', () => {
    const long = {
      fields: [accountField(1, 'text', '长', { id: new LosslessNumber('9007199254740993') })],
      complete: true,
    };
    expect(codeOf(resolve('长', { id: 9007199254740992 }, {}, long))).toBe('field.id');
  });

  test.each<[string, string, CellFormat['values']]>([
    [
      '客户等级',
      '贵宾',
      new Map([
        ['VIP', 2],
        ['贵宾', 3],
      ]),
    ],
    ['地区', '武汉', new Map([['武汉', [4, 6]]])],
    ['地区', '武汉', new Map([['武汉', [5]]])],
    ['地区', '太深', new Map([['太深', [4, 5, 6]]])],
  ])('a value of %s whose key is no option: %s', (key, label, values) => {
    expect(resolve(key, {}, { values })).toMatchObject({ problem: { code: 'field.option', params: { label } } });
  });

  test('values whose keys are options are taken, whether they are written as numbers or as text', () => {
    expect(
      codeOf(
        resolve(
          '客户等级',
          {},
          {
            values: new Map<string, string | number>([
              ['贵宾', 2],
              ['一般', '1'],
            ]),
          },
        ),
      ),
    ).toBe('CustomField_1');
    expect(codeOf(resolve('地区', {}, { values: new Map([['武汉', [4, 5]]]) }))).toBe('CustomField_2');
  });

  test('where the account tells no options, values are the job’s own affair', () => {
    expect(codeOf(resolve('CustomField_7', {}, { values: new Map([['是', 'YES']]) }))).toBe('CustomField_7');
  });

  test('a field that several go by is refused with the codes to choose from', () => {
    expect(resolve('备注')).toMatchObject({
      problem: { code: 'field.ambiguous', params: { codes: '备注 (CustomField_5), 备注 (CustomField_6)' } },
    });
    expect(codeOf(resolve('CustomField_6'))).toBe('CustomField_6');
  });

  test('a field of a type that nobody here knows cannot be written', () => {
    expect(resolve('坐标')).toMatchObject({ problem: { code: 'field.unsupported', params: { found: 'location' } } });
  });
});

describe('a field that no contact tells of', () => {
  const written = { id: 99, contentType: 'text' } as const;

  test('is refused where contacts tell of their blank fields too: it is not there', () => {
    expect(codeOf(resolve('CustomField_99', written))).toBe('field.unknown');
  });

  test('is taken as it is written otherwise: it may be blank in all of them', () => {
    expect(resolve('CustomField_99', written, {}, account(false))).toEqual({
      field: {
        kind: 'custom',
        fieldCode: 'CustomField_99',
        id: new LosslessNumber('99'),
        contentType: 'text',
        name: null,
        options: null,
      },
    });
    expect(codeOf(resolve('CustomField_99', written, {}, null))).toBe('CustomField_99');
  });

  test.each([
    ['its id', 'CustomField_99', { contentType: 'text' as const }],
    ['its type', 'CustomField_99', { id: 99 }],
    ['its code', '新字段', written],
  ])('is refused even so where only the account could tell %s', (_, key, more) => {
    expect(codeOf(resolve(key, more, {}, account(false)))).toBe('field.unknown');
    expect(codeOf(resolve(key, more, {}, null))).toBe('field.unknown');
  });

  test('is refused even so where its id is that of another field', () => {
    expect('problem' in resolve('CustomField_99', { id: 5, contentType: 'text' }, {}, account(false))).toBe(true);
  });

  test('is refused with the nearest that there are', () => {
    const nearest = (key: string, known: AccountFields | null = account(true)) => {
      const resolved = resolve(key, {}, {}, known);
      return 'problem' in resolved ? resolved.problem.params.nearest : undefined;
    };
    expect(nearest('客户登记')).toMatch(/^客户等级 \(CustomField_1\), /);
    expect(nearest('CustomField_77')).toMatch(/^CustomField_7, /);
    expect(nearest('客户等级', null)).toBe('-');
    const many = Array.from({ length: 30 }, (_, index) => accountField(100 + index, 'text', `字段${index}`));
    expect(String(nearest('字段x', { fields: many, complete: true })).split(', ')).toHaveLength(12);
  });
});
