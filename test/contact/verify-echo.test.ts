import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planUpdate } from '../../src/contact/plan-update.js';
import type { FieldUpdate } from '../../src/contact/row.js';
import { verifyEcho } from '../../src/contact/verify-echo.js';
import { isObject, type Json, type JsonObject, readJson, writeJson } from '../../src/fields/json.js';
import { anyJsonText } from '../helpers/any-json.js';
import { blanks, everyBlank, isTaken } from '../helpers/blanks.js';
import { contactOf, type Held } from '../helpers/contact-of.js';
import { custom, standard } from '../helpers/send-cell.js';

// `data` of section 1.1.7 of the API document, to the letter.
const documented = `{
  "externalUserId": "wm_3b_EAAAEQyVXM8nkvyRuxgJpO_6sQ",
  "name": "心乱如麻",
  "avatar": "http://wx.qlogo.cn/mmhead/Q3auHgzwzM4H7bf5vtt2lZngwk0AP7nK3LsgL9WyKNgqNVtTIA4LBA/0",
  "type": 1,
  "corpName": null,
  "corpFullName": "阿里巴巴",
  "gender": 1,
  "unionid": "obLjYs0NjMcFFTBF9ki3XEMdWluc",
  "position": "马云专用捶腿员",
  "email": "149286928@qq.com",
  "age": 15,
  "birthday": "2021-08-03",
  "majorFollowUser": "wangqingyu",
  "wxNo": "a???",
  "address": "444",
  "remarkName": "AAAAA",
  "remarkDesc": "aaaaa",
  "customField": "[{\\"id\\": 2485, \\"content\\": 2, \\"fieldCode\\": \\"CustomField_2485\\", \\"fieldName\\": null, \\"contentType\\": \\"droplist\\"}, {\\"id\\": 2768, \\"content\\": 2, \\"fieldCode\\": \\"CustomField_2768\\", \\"fieldName\\": null, \\"contentType\\": \\"droplist\\"}, {\\"id\\": 2769, \\"content\\": [4, 5], \\"fieldCode\\": \\"CustomField_2769\\", \\"fieldName\\": null, \\"contentType\\": \\"chained_droplist\\"}, {\\"id\\": 2770, \\"content\\": 1, \\"fieldCode\\": \\"CustomField_2770\\", \\"fieldName\\": null, \\"contentType\\": \\"droplist\\"}, {\\"id\\": 5827, \\"content\\": \\"嘿嘿\\", \\"fieldCode\\": \\"CustomField_5827\\", \\"fieldName\\": null, \\"contentType\\": \\"text\\"}]",
  "customFields": null,
  "externalTags": null
}`;

/** The answer, with some of it told otherwise. */
function echo(more: Record<string, Json> = {}): JsonObject {
  const data = readJson(documented);
  if (!isObject(data)) throw new Error('no echo');
  return { ...data, ...more };
}

const held: readonly Held[] = [
  [2485, 'droplist', '2'],
  [2768, 'droplist', '2'],
  [2769, 'chained_droplist', '[4,5]'],
  [2770, 'droplist', '1'],
];
const set = (field: FieldUpdate['field'], value: Json): FieldUpdate => ({ action: 'set', field, value });

/** What the document's example (1.1.6) sends. */
const sent: readonly FieldUpdate[] = [
  set(standard('mobile'), '13311111111'),
  set(standard('corpFullName'), '阿里巴巴'),
  set(standard('birthday'), '2021-08-03'),
  set(standard('gender'), readJson('1')),
  set(standard('age'), readJson('15')),
  set(standard('wxUserFlag'), 'NO'),
  set(custom('text', 5827), '嘿嘿'),
];
const planOf = (fields: readonly FieldUpdate[], before: readonly Held[] = held) =>
  planUpdate({ externalUserId: 'wm_3b_EAAAEQyVXM8nkvyRuxgJpO_6sQ', fields }, contactOf(before));

/** `customField` as the echo has it: JSON in a text. */
const customField = (fields: readonly Held[]): string =>
  `[${fields.map(([id, type, content]) => `{"id":${id},"content":${content},"fieldCode":"CustomField_${id}","fieldName":null,"contentType":"${type}"}`)}]`;

const all: readonly Held[] = [...held, [5827, 'text', '"嘿嘿"']];

test('the document’s own echo agrees with what the document’s example sends', () => {
  expect(verifyEcho(planOf(sent), echo())).toEqual([]);
});

describe('a disagreement is named, with what was sent and what is stored', () => {
  test.each<[string, Record<string, Json>, string, Json, Json]>([
    ['a standard field that holds something else', { corpFullName: '腾讯' }, 'corpFullName', '阿里巴巴', '腾讯'],
    ['a standard field that is blank', { birthday: null }, 'birthday', '2021-08-03', null],
    ['a number that differs', { age: readJson('16') }, 'age', readJson('15'), readJson('16')],
  ])('%s', (_, more, field, expected, found) => {
    expect(verifyEcho(planOf(sent), echo(more))).toEqual([{ field, expected, found }]);
  });

  test.each<[string, Held[], string, Json, Json]>([
    ['a field that holds something else', [...held, [5827, 'text', '"嘿"']], 'CustomField_5827', '嘿嘿', '嘿'],
    ['a field that was set and is not there', [...held], 'CustomField_5827', '嘿嘿', null],
    ['a field that was kept and is not there', all.slice(1), 'CustomField_2485', readJson('2'), null],
    [
      'a field that was kept and is blank',
      [[2485, 'droplist', 'null'], ...all.slice(1)],
      'CustomField_2485',
      readJson('2'),
      null,
    ],
    ['a field that nobody sent', [...all, [9, 'text', '"x"']], 'CustomField_9', null, 'x'],
    [
      'keys in another order',
      all.map((field): Held => (field[0] === 2769 ? [2769, 'chained_droplist', '[5,4]'] : field)),
      'CustomField_2769',
      readJson('[4,5]'),
      readJson('[5,4]'),
    ],
  ])('%s', (_, stored, field, expected, found) => {
    const differences = verifyEcho(planOf(sent), echo({ customField: customField(stored) }));
    expect(differences).toEqual([{ field, expected, found }]);
  });

  test('a long number whose last digits are lost', () => {
    const planned = planOf([set(custom('number', 7), readJson('9007199254740993'))], []);
    const stored = echo({ customField: customField([[7, 'number', '9007199254740992']]) });
    expect(verifyEcho(planned, stored)).toMatchObject([{ field: 'CustomField_7' }]);
  });

  test('every one of several', () => {
    const differences = verifyEcho(planOf(sent), echo({ age: null, customField: customField(held.slice(1)) }));
    expect(differences.map(({ field }) => field)).toEqual(['age', 'CustomField_2485', 'CustomField_5827']);
  });

  test('a field that was cleared and is still there', () => {
    const planned = planOf([{ action: 'clear', field: custom('droplist', 2770) }, ...sent]);
    expect(verifyEcho(planned, echo())).toEqual([{ field: 'CustomField_2770', expected: null, found: readJson('1') }]);
    const standardCleared = planOf([{ action: 'clear', field: standard('email') }, ...sent]);
    expect(verifyEcho(standardCleared, echo())).toEqual([{ field: 'email', expected: '', found: '149286928@qq.com' }]);
  });
});

describe('what the server spells otherwise is no disagreement', () => {
  test.each<[string, FieldUpdate, Held]>([
    [
      'milliseconds are filled with 0',
      set(custom('datetime', 7), '2024-01-05 10:20:30'),
      [7, 'datetime', '"2024-01-05T10:20:30.000Z"'],
    ],
    ['a day is a moment', set(custom('date', 7), '2024-01-05'), [7, 'date', '"2024-01-05T00:00:00.000Z"']],
    ['a number is text', set(custom('number', 7), readJson('5')), [7, 'number', '"5"']],
    ['a decimal loses its zeros', set(custom('numeric', 7), readJson('1.50')), [7, 'numeric', '1.5']],
    ['options come in another order', set(custom('checkbox', 7), readJson('[3,1]')), [7, 'checkbox', '[1,3]']],
  ])('%s', (_, update, stored) => {
    expect(verifyEcho(planOf([...sent, update]), echo({ customField: customField([...all, stored]) }))).toEqual([]);
  });

  test('a cleared field is null, empty or not told', () => {
    const planned = planOf([
      { action: 'clear', field: standard('email') },
      { action: 'clear', field: custom('droplist', 2770) },
    ]);
    const rest = held.slice(0, 3);
    for (const blank of ['null', '""', '[]']) {
      const stored = customField([...rest, [2770, 'droplist', blank]]);
      expect(verifyEcho(planned, echo({ email: readJson(blank), customField: stored }))).toEqual([]);
    }
    expect(verifyEcho(planned, echo({ email: null, customField: customField(rest) }))).toEqual([]);
  });

  test.each(everyBlank.filter((blank) => isTaken(...blank)))(
    'a kept %s field that held %s is null, empty or not told',
    (type, blank) => {
      const planned = planOf(sent, [...held, [7, type, blank]]);
      for (const other of blanks) {
        expect(verifyEcho(planned, echo({ customField: customField([...all, [7, type, other]]) }))).toEqual([]);
      }
      expect(verifyEcho(planned, echo({ customField: customField(all) }))).toEqual([]);
      const filled = echo({ customField: customField([...all, [7, type, '"x"']]) });
      expect(verifyEcho(planned, filled)).toMatchObject([{ field: 'CustomField_7', found: 'x' }]);
    },
  );

  test('a list that is no text is read as well', () => {
    expect(verifyEcho(planOf(sent), echo({ customField: readJson(customField(all)) }))).toEqual([]);
  });
});

test('what the echo does not tell is not held against it: mobile, udeskCustomerId, wxUserFlag, and what was not sent', () => {
  const { age: _, ...untold } = echo();
  expect(verifyEcho(planOf([...sent, set(standard('udeskCustomerId'), readJson('7'))]), untold)).toEqual([]);
  expect(verifyEcho(planOf([set(custom('text', 5827), '嘿嘿')]), echo({ age: readJson('99'), position: 'x' }))).toEqual(
    [],
  );
});

describe('custom fields were sent, and the echo does not tell of them', () => {
  test.each<[string, Json | undefined]>([
    ['it has none', undefined],
    ['it is null', null],
    ['it is empty', ''],
    ['it is cut off', customField(all).slice(0, -20)],
    ['it is an object', '{}'],
    ['it is no JSON', '[object Object]'],
    ['it is a number', readJson('5')],
    ['it holds what is no field', '[1]'],
    ['it holds a field without a code', '[{"id":1,"content":2}]'],
  ])('%s', (_, told) => {
    const { customField: _customField, ...rest } = echo();
    const differences = verifyEcho(planOf(sent), told === undefined ? rest : { ...rest, customField: told });
    expect(differences).toHaveLength(1);
    expect(differences).toMatchObject([{ field: 'customField', found: told ?? null }]);
    expect(differences[0]?.expected).toEqual([
      'CustomField_2485',
      'CustomField_2768',
      'CustomField_2769',
      'CustomField_2770',
      'CustomField_5827',
    ]);
  });

  test('an empty list says that all are gone', () => {
    expect(verifyEcho(planOf(sent), echo({ customField: '[]' })).map(({ field }) => field)).toEqual(
      all.map(([id]) => `CustomField_${id}`),
    );
  });

  test('of a contact without any, nothing need be told', () => {
    const planned = planOf([set(standard('age'), readJson('15'))], []);
    expect(verifyEcho(planned, echo({ customField: null }))).toEqual([]);
    expect(verifyEcho(planned, echo({ customField: '' }))).toEqual([]);
  });

  test('of a contact whose fields are all blank, neither; of one that has content too, that is what is missed', () => {
    const blankOnes: Held[] = [
      [1, 'text', '""'],
      [2, 'checkbox', '[]'],
      [3, 'location', 'null'],
    ];
    const asked = [set(standard('age'), readJson('15'))];
    expect(verifyEcho(planOf(asked, blankOnes), echo({ customField: null }))).toEqual([]);
    expect(verifyEcho(planOf(asked, [...blankOnes, [4, 'text', '"x"']]), echo({ customField: null }))).toEqual([
      { field: 'customField', expected: ['CustomField_4'], found: null },
    ]);
  });
});

test('an echo that says two things of one field does not agree, in whatever order', () => {
  const twice = [...all, [5827, 'text', '"别的"'] as const];
  for (const told of [twice, twice.toReversed()]) {
    expect(verifyEcho(planOf(sent), echo({ customField: customField(told) }))).toEqual([
      { field: 'CustomField_5827', expected: '嘿嘿', found: '别的' },
    ]);
  }
});

test('an echo of just what was sent agrees, whatever it was; with one field of another content it does not', () => {
  const filled = anyJsonText.filter((content) => !blanks.includes(content));
  fc.assert(
    fc.property(fc.array(filled, { minLength: 1, maxLength: 5 }), fc.nat(), (contents, place) => {
      const fields = contents.map((content, index): Held => [index + 1, 'location', content]);
      const planned = planOf([], fields);
      expect(verifyEcho(planned, { customField: customField(fields) })).toEqual([]);
      const victim = place % fields.length;
      const altered = fields.map(
        (field, index): Held => (index === victim ? [field[0], field[1], `[${field[2]}]`] : field),
      );
      expect(verifyEcho(planned, { customField: customField(altered) })).toMatchObject([
        { field: `CustomField_${victim + 1}`, expected: readJson(writeJson(readJson(contents[victim] ?? ''))) },
      ]);
    }),
  );
});
