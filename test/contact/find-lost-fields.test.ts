import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findLostFields } from '../../src/contact/find-lost-fields.js';
import { planUpdate } from '../../src/contact/plan-update.js';
import type { FieldUpdate } from '../../src/contact/row.js';
import { readJson, writeJson } from '../../src/fields/json.js';
import { anyJsonText } from '../helpers/any-json.js';
import { blanks, everyBlank, isTaken } from '../helpers/blanks.js';
import { contactOf, type Held } from '../helpers/contact-of.js';
import { custom, standard } from '../helpers/send-cell.js';

const fieldText = ([id, type, content]: Held) =>
  `{"id":${id},"fieldCode":"CustomField_${id}","contentType":"${type}","content":${content}}`;
const bodyOf = (fields: readonly Held[]) => `{"mobile":"1","customFields":[${fields.map(fieldText)}]}`;

const held: readonly Held[] = [
  [1, 'text', '"备注"'],
  [2, 'location', '{"lat":30.10,"tags":["a",null]}'],
  [3, 'number', '9223372036854775807'],
  [4, 'checkbox', '[1,3]'],
];
const contact = contactOf(held);
const lostIn = (body: string, updates: readonly FieldUpdate[] = []) => findLostFields({ body, updates }, contact);
const without = (lost: number) => held.filter(([id]) => id !== lost);
const with4 = (content: string): Held[] => [...without(4), [4, 'checkbox', content]];

describe('the guard before a PUT', () => {
  test('lets a body with the whole set pass, in whatever order', () => {
    expect(lostIn(bodyOf(held))).toEqual([]);
    expect(lostIn(bodyOf(held.toReversed()))).toEqual([]);
  });

  test.each([
    ['no custom fields at all', '{"mobile":"1"}'],
    ['none in the list', '{"mobile":"1","customFields":[]}'],
    ['null in place of the list', '{"mobile":"1","customFields":null}'],
    ['an object in place of the list', '{"mobile":"1","customFields":{}}'],
    ['a list of nothing', '{"customFields":[null,null,null,null]}'],
    ['no body', 'null'],
  ])('catches a body with %s', (_, body) => {
    expect(lostIn(body)).toEqual(['CustomField_1', 'CustomField_2', 'CustomField_3', 'CustomField_4']);
  });

  test.each([
    ['is left out', without(4)],
    ['is null', with4('null')],
    ['is empty', with4('[]')],
    ['is empty text', with4('""')],
    ['has one option less', with4('[1]')],
    ['has its options in another order', with4('[3,1]')],
    ['has text in place of a number', with4('["1",3]')],
  ])('names a field that %s', (_, fields) => {
    expect(lostIn(bodyOf(fields))).toEqual(['CustomField_4']);
  });

  test('guards a field whose code is empty beside a standard field that is written', () => {
    const coded = (code: string) => bodyOf(held).replace('CustomField_4', code);
    const before = contactOf(held);
    const custom = new Map(
      [...before.custom].map(([key, field]) => [key, String(field.id) === '4' ? { ...field, fieldCode: '' } : field]),
    );
    const updates = [{ action: 'set', field: standard('mobile'), value: '1' } as const];
    const body = bodyOf(without(4));
    expect(findLostFields({ body, updates }, { ...before, custom })).toEqual(['']);
    expect(findLostFields({ body: coded(''), updates }, { ...before, custom })).toEqual([]);
  });

  test('sees the last digit of a long number, and a digit that a decimal has lost', () => {
    expect(lostIn(bodyOf(held).replace('775807', '775808'))).toEqual(['CustomField_3']);
    expect(lostIn(bodyOf(held).replace('30.10', '30.1'))).toEqual(['CustomField_2']);
  });

  test('sees a field that goes under the code of another', () => {
    const body = bodyOf(held).replace('"fieldCode":"CustomField_1"', '"fieldCode":"CustomField_2"');
    expect(lostIn(body)).toContain('CustomField_1');
  });

  test('sees a field that goes twice, with what it holds and with something else', () => {
    const twice: Held[] = [[1, 'text', '"another"'], ...held];
    expect(lostIn(bodyOf(twice))).toEqual(['CustomField_1']);
    expect(lostIn(bodyOf(twice.toReversed()))).toEqual(['CustomField_1']);
  });

  test.each([
    ['another id', '"id":1,', '"id":11,'],
    ['another type', '"contentType":"text"', '"contentType":"area_text"'],
  ])('sees a field that goes with %s', (_, from, to) => {
    expect(lostIn(bodyOf(held).replace(from, to))).toEqual(['CustomField_1']);
  });

  test('lets the fields that are asked for go or change, and no other', () => {
    const asked: FieldUpdate[] = [
      { action: 'clear', field: custom('checkbox', 4) },
      { action: 'set', field: custom('text', 1), value: '新' },
      { action: 'clear', field: standard('mobile') },
    ];
    expect(lostIn(bodyOf([[1, 'text', '"新"'], ...without(4).slice(1)]), asked)).toEqual([]);
    expect(lostIn('{"customFields":[]}', asked)).toEqual(['CustomField_2', 'CustomField_3']);
  });

  test('sees a field that nobody asked to set', () => {
    const more: Held[] = [...held, [9, 'text', '"new"']];
    expect(lostIn(bodyOf(more))).toEqual(['CustomField_9']);
    expect(lostIn(bodyOf(more), [{ action: 'set', field: custom('text', 9), value: 'new' }])).toEqual([]);
  });

  describe('holds that a blank goes back as it was read:', () => {
    const takenBlanks = everyBlank.filter((blank) => isTaken(...blank));

    test.each(takenBlanks)('a %s field that holds %s', (type, blank) => {
      const before = contactOf([...held, [5, type, blank]]);
      const lost = (body: string) => findLostFields({ body, updates: [] }, before);
      expect(lost(bodyOf([...held, [5, type, blank]]))).toEqual([]);
      for (const other of [...blanks, '"x"'].filter((content) => content !== blank)) {
        expect(lost(bodyOf([...held, [5, type, other]]))).toEqual(['CustomField_5']);
      }
      expect(lost(bodyOf(held))).toEqual(['CustomField_5']);
      expect(lost(bodyOf([...held, [5, type, blank]]).replace(`,"content":${blank}}`, '}'))).toEqual(['CustomField_5']);
    });

    test.each(everyBlank.filter((blank) => !isTaken(...blank)))('%s is left out where it holds %s', (type, blank) => {
      const before = contactOf([[5, type, blank]]);
      expect(findLostFields({ body: '{"customFields":[]}', updates: [] }, before)).toEqual([]);
      expect(findLostFields({ body: bodyOf([[5, type, blank]]), updates: [] }, before)).toEqual(['CustomField_5']);
    });
  });
});

type Damage = 'leave out' | 'alter' | 'blank' | 'rename';

test('whatever one field of a body suffers is caught, unless the update names it', () => {
  const contents = fc.array(fc.oneof(anyJsonText, fc.constantFrom('null', '""')), { minLength: 1, maxLength: 6 });
  const damages = fc.constantFrom<Damage>('leave out', 'alter', 'blank', 'rename');
  fc.assert(
    fc.property(contents, fc.nat(), fc.boolean(), damages, anyJsonText, (texts, place, isAsked, damage, other) => {
      const told = texts.map((content, index): Held => [index + 1, index % 2 ? 'location' : 'text', content]);
      const before = contactOf(told);
      const fields = told.filter(([, type, content]) => isTaken(type, content));
      fc.pre(fields.length > 0);
      const victim = fields[place % fields.length] ?? fail();
      const [id, type, content] = victim;
      fc.pre(writeJson(readJson(other)) !== writeJson(readJson(content)));
      fc.pre(damage !== 'blank' || content !== 'null');
      const { body } = planUpdate({ externalUserId: 'wm1', fields: [] }, before);
      const updates: FieldUpdate[] = isAsked ? [{ action: 'clear', field: custom('text', id) }] : [];
      const damaged = {
        'leave out': bodyOf(fields.filter((field) => field !== victim)),
        alter: bodyOf(fields.map((field): Held => (field === victim ? [id, type, other] : field))),
        blank: bodyOf(fields.map((field): Held => (field === victim ? [id, type, 'null'] : field))),
        rename: body.replace(`"CustomField_${id}"`, `"customfield_${id}"`),
      }[damage];
      expect(findLostFields({ body, updates }, before)).toEqual([]);
      const strange = damage === 'rename' ? [`customfield_${id}`] : [];
      const lost = isAsked ? strange : [`CustomField_${id}`, ...strange];
      expect(findLostFields({ body: damaged, updates }, before)).toEqual(lost);
    }),
    { numRuns: 500 },
  );
});

const fail = (): never => {
  throw new Error('no field');
};
