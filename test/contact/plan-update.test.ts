import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planUpdate } from '../../src/contact/plan-update.js';
import type { FieldUpdate } from '../../src/contact/row.js';
import { standardFieldNames } from '../../src/fields/field.js';
import type { MappedField } from '../../src/fields/mapping.js';
import { anyText } from '../helpers/any-text.js';
import {
  cellSender,
  custom,
  everyField,
  mapField,
  mappingOf,
  sendCell,
  standard,
  updateReader,
} from '../helpers/send-cell.js';

// The body of section 1.1.6 of the API document, to the letter.
const example = {
  mobile: '13311111111',
  corpFullName: '阿里巴巴',
  majorFollowUser: 'wangqingyu',
  remarkName: 'AAAAA',
  position: '马云专用捶腿员',
  address: '444',
  birthday: '2021-08-03',
  email: '149286928@qq.com',
  gender: 1,
  remarkDesc: 'aaaaa',
  age: 15,
  wxNo: 'a???',
  wxUserFlag: 'NO',
  customFields: [
    { id: 2485, fieldCode: 'CustomField_2485', contentType: 'droplist', content: 2 },
    { id: 2768, contentType: 'droplist', fieldCode: 'CustomField_2768', content: 2 },
    { id: 2769, contentType: 'chained_droplist', fieldCode: 'CustomField_2769', content: [4, 5] },
    { id: 2770, contentType: 'droplist', fieldCode: 'CustomField_2770', content: 1 },
    { id: 5827, contentType: 'text', fieldCode: 'CustomField_5827', content: '嘿嘿' },
  ],
};

const planOf = (fields: MappedField[], texts: string[]) => {
  const read = updateReader(mappingOf(fields));
  const cells = fields.map((mapped, index) => ({ mapped, texts: [texts[index] ?? ''] }));
  const { update, problems } = read({ externalUserId: 'wm1', cells });
  expect(problems).toEqual([]);
  return planUpdate(update, null);
};

test('a row with the cells of the document’s example becomes the document’s body', () => {
  const { customFields: _, ...standardExample } = example;
  const fields = [
    ...standardFieldNames.filter((name) => name in standardExample).map((name) => mapField(standard(name), name)),
    mapField(custom('droplist', 2485), 'a'),
    mapField(custom('droplist', 2768), 'b'),
    mapField(custom('chained_droplist', 2769), 'c'),
    mapField(custom('droplist', 2770), 'd'),
    mapField(custom('text', 5827), 'e'),
  ];
  const texts = fields.map(({ field, columns: [column] }) =>
    field.kind === 'standard' ? String(standardExample[column as keyof typeof standardExample]) : '',
  );
  texts.splice(-5, 5, '2', '2', '4/5', '1', '嘿嘿');
  const { externalUserId, body } = planOf(fields, texts);
  expect(externalUserId).toBe('wm1');
  expect(JSON.parse(body)).toEqual(example);
});

describe('clearing', () => {
  test.each([
    ['mobile', '""'],
    ['birthday', '""'],
    ['wxUserFlag', '""'],
    ['age', 'null'],
    ['gender', 'null'],
    ['udeskCustomerId', 'null'],
  ] as const)('%s is sent as %s', (name, sent) => {
    expect(sendCell(standard(name), '#清空')).toEqual({ sent });
  });

  test('a custom field is cleared by leaving it out, and the change is told', () => {
    const fields = [mapField(custom('text', 1), 'a'), mapField(custom('text', 2), 'b')];
    const { body, changes } = planOf(fields, ['留下', '#清空']);
    expect(JSON.parse(body)).toEqual({
      customFields: [{ id: 1, fieldCode: 'CustomField_1', contentType: 'text', content: '留下' }],
    });
    expect(changes).toEqual([
      { field: 'CustomField_1', name: null, after: '留下' },
      { field: 'CustomField_2', name: null, after: null },
    ]);
  });
});

test('digits beyond those of a JavaScript number stand in the body as in the cell', () => {
  const fields = [
    mapField(standard('udeskCustomerId'), 'a'),
    mapField(custom('number', 1), 'b'),
    mapField(custom('numeric', 2), 'c'),
  ];
  const { body, changes } = planOf(fields, ['9007199254740993', '-9007199254740993', '0.10']);
  expect(body).toBe(
    '{"udeskCustomerId":9007199254740993,"customFields":[' +
      '{"id":1,"fieldCode":"CustomField_1","contentType":"number","content":-9007199254740993},' +
      '{"id":2,"fieldCode":"CustomField_2","contentType":"numeric","content":0.10}]}',
  );
  expect(changes.map(({ after }) => after)).toEqual(['9007199254740993', '-9007199254740993', '0.10']);
});

test('every integer of 64 bits survives from the cell to the body digit for digit', () => {
  const sendLong = cellSender(standard('udeskCustomerId'));
  const sendNumber = cellSender(custom('number'));
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (number) => {
      expect(sendLong(String(number))).toEqual({ sent: String(number) });
      expect(sendNumber(String(number))).toEqual({ sent: String(number) });
    }),
  );
});

test('every integer beyond 64 bits is refused', () => {
  const send = cellSender(standard('udeskCustomerId'));
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 2n ** 70n }), (beyond) => {
      expect(send(String(2n ** 63n - 1n + beyond))).toEqual({ refused: 'cell.outOfRange' });
      expect(send(String(-(2n ** 63n) - beyond))).toEqual({ refused: 'cell.outOfRange' });
    }),
  );
});

test('any text without damage arrives in the body as it is, and any with damage does not', () => {
  const send = cellSender(custom('area_text'));
  fc.assert(
    fc.property(anyText(300), (words) => {
      const written = `文${words}`;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the texts that are to be refused
      const damaged = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\uFFFD\p{Cs}]/u.test(written);
      const fate = send(written);
      expect('refused' in fate).toBe(damaged);
      if ('sent' in fate) expect(JSON.parse(fate.sent)).toBe(written);
    }),
    { numRuns: 1000 },
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (drawn) => {
      const words = drawn.replaceAll('\uFFFD', '𠮷');
      expect(send(`文${words}`)).toEqual({ sent: JSON.stringify(`文${words}`) });
    }),
  );
});

test('a plan names just the fields that the update names: in its changes, and in its body but for cleared custom ones', () => {
  const fields = everyField.map((field, index) =>
    field.kind === 'custom' ? custom(field.contentType, 100 + index) : field,
  );
  const action = fc.constantFrom('set', 'clear', 'leave');
  fc.assert(
    fc.property(fc.array(action, { minLength: fields.length, maxLength: fields.length }), (actions) => {
      const updates = fields.flatMap((field, index): FieldUpdate[] => {
        if (actions[index] === 'set') return [{ action: 'set', field, value: `v${index}` }];
        return actions[index] === 'clear' ? [{ action: 'clear', field }] : [];
      });
      const { body, changes } = planUpdate({ externalUserId: 'wm1', fields: updates }, null);
      const { customFields, ...standardFields } = JSON.parse(body) as {
        customFields: { fieldCode: string; content: string }[];
      };
      const namesOf = (kind: string, wanted: string[]) =>
        updates
          .filter(({ field, action }) => field.kind === kind && wanted.includes(action))
          .map(({ field }) => (field.kind === 'standard' ? field.name : field.fieldCode));
      expect(Object.keys(standardFields)).toEqual(namesOf('standard', ['set', 'clear']));
      expect(customFields.map(({ fieldCode }) => fieldCode)).toEqual(namesOf('custom', ['set']));
      expect(changes.map(({ field }) => field)).toEqual([
        ...namesOf('standard', ['set', 'clear']),
        ...namesOf('custom', ['set', 'clear']),
      ]);
      expect(changes.map(({ after }) => after === null)).toEqual(updates.map((update) => update.action === 'clear'));
    }),
  );
});

test('a change shows a value of any length on one short line', () => {
  const mapped = mapField(custom('area_text'), '备注');
  const { changes } = planOf([mapped], [`第一行\n${'长'.repeat(5000)}`]);
  expect(changes[0]?.after).toMatch(/^第一行\\u000a长+…$/);
  expect(changes[0]?.after?.length).toBeLessThan(220);
});
