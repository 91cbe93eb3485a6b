import fc from 'fast-check';
import { LosslessNumber } from 'lossless-json';
import { describe, expect, test } from 'vitest';
import { findLostFields } from '../../src/contact/find-lost-fields.js';
import { planUpdate } from '../../src/contact/plan-update.js';
import type { FieldUpdate } from '../../src/contact/row.js';
import { sameContent } from '../../src/contact/same-content.js';
import { contentTypes } from '../../src/fields/content-types.js';
import { type Field, nameOfField, type StandardFieldName } from '../../src/fields/field.js';
import { readJson } from '../../src/fields/json.js';
import { anyJsonText } from '../helpers/any-json.js';
import { blanks, isTaken } from '../helpers/blanks.js';
import { contactOf, type Held, option } from '../helpers/contact-of.js';
import { rawMembers } from '../helpers/raw-json.js';
import { put, type Stored, sentFields, textsOf } from '../helpers/replace-all.js';
import { custom, standard } from '../helpers/send-cell.js';

interface FieldCase {
  readonly field: Field | { readonly strange: number };
  readonly held: string | null;
  readonly ask: 'leave' | 'clear' | 'set' | 'same';
  readonly value: string;
}

const standardNames: StandardFieldName[] = ['mobile', 'age', 'birthday', 'udeskCustomerId', 'remarkDesc', 'wxUserFlag'];
const fields: FieldCase['field'][] = [
  ...standardNames.map(standard),
  ...contentTypes.map((type, index) => custom(type, index + 1)),
  // Of types that nobody here knows: they cannot be asked for, and must stay.
  ...[21, 22].map((strange) => ({ strange })),
];
const fieldCase = (field: FieldCase['field']): fc.Arbitrary<FieldCase> =>
  fc.record({
    field: fc.constant(field),
    held: fc.option(
      fc.oneof({ weight: 3, arbitrary: anyJsonText }, { weight: 1, arbitrary: fc.constantFrom(...blanks) }),
    ),
    ask: fc.constantFrom('leave', 'clear', 'set', 'same'),
    value: anyJsonText,
  });
const anyCase = fc.tuple(...fields.map(fieldCase));

function storedBefore(cases: readonly FieldCase[]): Stored {
  const told = cases.flatMap(({ field, held }) => (held === null ? [] : [{ field, held }]));
  return {
    standard: Object.fromEntries(
      told.flatMap(({ field, held }) => ('name' in field && field.kind === 'standard' ? [[field.name, held]] : [])),
    ),
    custom: told.flatMap(({ field, held }): Held[] => {
      if ('strange' in field) return [[field.strange, 'location', held]];
      return field.kind === 'custom' ? [[Number(field.id.value), field.contentType, held]] : [];
    }),
  };
}

const askedIn = (cases: readonly FieldCase[]): FieldUpdate[] =>
  cases.flatMap(({ field, held, ask, value }): FieldUpdate[] => {
    if ('strange' in field || ask === 'leave') return [];
    if (ask === 'clear') return [{ action: 'clear', field }];
    return [{ action: 'set', field, value: readJson(ask === 'same' && held !== null ? held : value) }];
  });

const read = ({ standard: texts, custom: held }: Stored) => contactOf(held, texts);

test('whatever a contact holds and whatever is asked of it, just the fields that are named are changed', () => {
  fc.assert(
    fc.property(anyCase, (cases) => {
      const before = storedBefore(cases);
      const asked = askedIn(cases);
      const planned = planUpdate({ externalUserId: 'wm1', fields: asked }, read(before));
      const [was, is] = [textsOf(before), textsOf(put(before, planned.body))];
      const named = new Set(asked.map(({ field }) => nameOfField(field)));
      const refused = sentFields(planned.body).filter(([, type, content]) => !isTaken(type, content));
      expect(refused.filter(([id]) => !named.has(`CustomField_${id}`))).toEqual([]);
      for (const name of new Set([...was.keys(), ...is.keys()])) {
        if (!named.has(name)) expect([name, is.get(name)]).toEqual([name, was.get(name)]);
      }
      const changed = new Set(planned.updates.map(({ field }) => nameOfField(field)));
      for (const update of asked) {
        const name = nameOfField(update.field);
        // What it holds already keeps its own spelling.
        if (!changed.has(name)) expect([name, is.get(name)]).toEqual([name, was.get(name)]);
        expectAsked(update, is.get(name));
      }
      expect(planned.changes.map(({ field }) => field)).toEqual([...changed]);
      expect(findLostFields(planned, read(before))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

function expectAsked(update: FieldUpdate, text: string | undefined): void {
  const { field } = update;
  const content = field.kind === 'custom' ? text?.replace(`${field.contentType} `, '') : text;
  const type = field.kind === 'custom' ? field.contentType : typesOfStandard[field.name];
  const value = update.action === 'set' ? update.value : null;
  expect(sameContent(content === undefined ? null : readJson(content), value, type ?? 'text')).toBe(true);
}

const typesOfStandard: Partial<Record<StandardFieldName, string>> = {
  age: 'number',
  udeskCustomerId: 'number',
  birthday: 'date',
};

test('a standard field that is not asked for, or holds the value already, is not in the body', () => {
  fc.assert(
    fc.property(anyCase, (cases) => {
      const { body, updates } = planUpdate(
        { externalUserId: 'wm1', fields: askedIn(cases) },
        read(storedBefore(cases)),
      );
      const changed = updates.flatMap(({ field }) => (field.kind === 'standard' ? [field.name] : []));
      expect([...rawMembers(body).keys()].sort()).toEqual([...changed, 'customFields'].sort());
    }),
  );
});

test('the same values imported again change nothing', () => {
  fc.assert(
    fc.property(anyCase, (cases) => {
      const before = storedBefore(cases);
      const update = { externalUserId: 'wm1', fields: askedIn(cases) };
      const after = put(before, planUpdate(update, read(before)).body);
      const again = planUpdate(update, read(after));
      expect(again.updates).toEqual([]);
      expect(again.changes).toEqual([]);
      expect(textsOf(put(after, again.body))).toEqual(textsOf(after));
    }),
    { numRuns: 500 },
  );
});

describe('what a contact holds already', () => {
  const set = (field: Field, value: string): FieldUpdate => ({ action: 'set', field, value: readJson(value) });

  test.each([
    [custom('number'), '"1"', '1'],
    [custom('numeric'), '1.50', '1.5'],
    [custom('droplist'), '"2"', '2'],
    [custom('date'), '"2024-01-05T00:00:00.000Z"', '"2024-01-05"'],
    [custom('datetime'), '"2024-01-05T10:00:00.000Z"', '"2024-01-05 10:00:00"'],
    [custom('checkbox'), '[3,1]', '[1,3]'],
    [custom('chained_droplist'), '["4","5"]', '[4,5]'],
  ])('%j: %s stays as the server spells it when %s is asked for', (field, held, value) => {
    const before: Stored = { standard: {}, custom: [[1, field.contentType, held]] };
    const { body, updates } = planUpdate({ externalUserId: 'wm1', fields: [set(field, value)] }, read(before));
    expect(updates).toEqual([]);
    expect(put(before, body)).toEqual(before);
  });

  test('a blank field is cleared already, however its blankness is told', () => {
    for (const blank of ['null', '""', '[]']) {
      const contact = contactOf([[1, 'text', blank]], { mobile: blank, age: 'null' });
      const asked = [standard('mobile'), standard('age'), custom('text')];
      const { updates } = planUpdate(
        { externalUserId: 'wm1', fields: asked.map((field) => ({ action: 'clear', field })) },
        contact,
      );
      expect(updates).toEqual([]);
    }
  });

  test('of a standard field that the query does not tell is not known: it is sent', () => {
    const asked: FieldUpdate[] = [set(standard('mobile'), '"1"'), { action: 'clear', field: standard('age') }];
    const { body, changes } = planUpdate({ externalUserId: 'wm1', fields: asked }, contactOf([]));
    expect(body).toBe('{"mobile":"1","age":null,"customFields":[]}');
    expect(changes).toEqual([
      { field: 'mobile', name: null, after: '1' },
      { field: 'age', name: null, after: null },
    ]);
  });
});

test('a body goes in the order and with the ids and types of the contact, a new field after them', () => {
  const contact = contactOf([
    [5, 'text', '"a"'],
    [3, 'location', '{"lat":30.10}'],
    [4, 'number', '9223372036854775807'],
  ]);
  const fields: FieldUpdate[] = [
    { action: 'set', field: custom('date', 7), value: '2024-01-05' },
    // As the job names it; the contact's own field knows better.
    { action: 'set', field: { ...custom('area_text', 5), id: new LosslessNumber('55') }, value: 'b' },
  ];
  expect(planUpdate({ externalUserId: 'wm1', fields }, contact).body).toBe(
    '{"customFields":[{"id":5,"fieldCode":"CustomField_5","contentType":"text","content":"b"},' +
      '{"id":3,"fieldCode":"CustomField_3","contentType":"location","content":{"lat":30.10}},' +
      '{"id":4,"fieldCode":"CustomField_4","contentType":"number","content":9223372036854775807},' +
      '{"id":7,"fieldCode":"CustomField_7","contentType":"date","content":"2024-01-05"}]}',
  );
});

test('changes tell what was there and what is to be, options by their labels', () => {
  const places = [option(4, '湖北省', [option(5, '武汉市')])];
  const levels = [option(1, '普通'), option(2, 'VIP')];
  const contact = contactOf(
    [
      [1, 'droplist', '1'],
      [2, 'chained_droplist', '[4,5]'],
      [3, 'checkbox', '[2,9]'],
    ],
    { position: '"经理"' },
  );
  const fields: FieldUpdate[] = [
    { action: 'set', field: custom('droplist', 1, levels, '客户等级'), value: new LosslessNumber('2') },
    { action: 'clear', field: custom('chained_droplist', 2, places, '地区') },
    { action: 'set', field: custom('checkbox', 3, levels, '标签'), value: readJson('[1,2]') },
    { action: 'set', field: custom('area_text', 4, null, '备注'), value: '两\n行' },
    { action: 'clear', field: standard('position') },
  ];
  expect(planUpdate({ externalUserId: 'wm1', fields }, contact).changes).toEqual([
    { field: 'CustomField_1', name: '客户等级', before: '普通', after: 'VIP' },
    { field: 'CustomField_2', name: '地区', before: '湖北省/武汉市', after: null },
    // Of an option that the account no longer has, only the key is known.
    { field: 'CustomField_3', name: '标签', before: '2/9', after: '普通, VIP' },
    { field: 'CustomField_4', name: '备注', before: null, after: '两\\u000a行' },
    { field: 'position', name: null, before: '经理', after: null },
  ]);
});

test.each([
  ['date', '"2024-01-05T00:00:00.000Z"', '2024-01-05'],
  ['date', '"2024-01-05T00:00:00.001Z"', '2024-01-05T00:00:00.001Z'],
  ['date', '"2024-01-05T10:20:30.000Z"', '2024-01-05T10:20:30.000Z'],
  ['datetime', '"2024-01-05T00:00:00.000Z"', '2024-01-05 00:00:00'],
  ['datetime', '"2024-01-05T10:20:30.000Z"', '2024-01-05 10:20:30'],
  ['datetime', '"2024-01-05T10:20:30.500Z"', '2024-01-05T10:20:30.500Z'],
  ['datetime', '"x 2024-01-05T10:20:30.000Z"', 'x 2024-01-05T10:20:30.000Z'],
  ['text', '"2024-01-05T00:00:00.000Z"', '2024-01-05T00:00:00.000Z'],
  ['number', '9007199254740993', '9007199254740993'],
  ['numeric', '0.50', '0.50'],
  ['text', 'true', 'true'],
  ['checkbox', '[1,"b",true]', '1/b/true'],
  ['checkbox', '[1,{"a":0.50}]', '[1,{"a":0.50}]'],
  ['checkbox', '[1,[2]]', '[1,[2]]'],
  ['text', '{"a":0.50}', '{"a":0.50}'],
  ['text', '""', null],
] as const)('a change tells of a %s field that held %s as %s', (type, held, told) => {
  const fields: FieldUpdate[] = [{ action: 'set', field: custom(type), value: 'new' }];
  const { changes } = planUpdate({ externalUserId: 'wm1', fields }, contactOf([[1, type, held]]));
  expect(changes).toEqual([{ field: 'CustomField_1', name: null, before: told, after: 'new' }]);
});

test.each([
  ['age', '"30"', '30', true],
  ['age', '30.0', '30', true],
  ['gender', '"1"', '1', true],
  ['gender', '"1"', '2', false],
  ['udeskCustomerId', '"9007199254740993"', '9007199254740992', false],
  ['birthday', '"2024-01-05T00:00:00.000Z"', '"2024-01-05"', true],
  ['mobile', '1', '"1"', true],
  ['mobile', '"1.0"', '"1"', false],
  ['remarkName', '"2024-01-05T00:00:00.000Z"', '"2024-01-05"', false],
] as const)('a %s that holds %s and is asked to be %s is left alone: %s', (name, held, value, isSame) => {
  const fields: FieldUpdate[] = [{ action: 'set', field: standard(name), value: readJson(value) }];
  const { updates } = planUpdate({ externalUserId: 'wm1', fields }, contactOf([], { [name]: held }));
  expect(updates.length === 0).toBe(isSame);
});
