import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeContact, fieldsIn, readContact } from '../../src/contact/contact.js';
import { readJson, writeJson } from '../../src/fields/json.js';
import { anyJsonText } from '../helpers/any-json.js';
import { blanks, everyBlank, isTaken } from '../helpers/blanks.js';
import { contactOf, contactText, type Held } from '../helpers/contact-of.js';

const read = (text: string) => readContact(readJson(text));
const withField = (field: string) =>
  `{"externalUserId":"wm1","customFields":[{"id":1,"fieldCode":"CustomField_1","contentType":"text","content":"a"},${field}]}`;

describe('a contact of the query interface', () => {
  test('has the standard fields that are told, and the custom fields just as they are told', () => {
    const contact = read(`{
      "externalUserId": "wm1", "name": "心乱如麻", "mobile": "13311111111", "age": null, "udeskCustomerId": 9223372036854775807,
      "externalTags": null, "customFields": [
        { "id": 1, "fieldCode": "CustomField_1", "name": "备注", "contentType": "text", "content": "嘿嘿", "optionList": null },
        { "id": "2", "fieldCode": "CustomField_2", "contentType": "location", "content": { "lat": 30.10 } }
      ] }`);
    expect(contact?.externalUserId).toBe('wm1');
    expect([...(contact?.standard ?? [])]).toEqual([
      ['mobile', '13311111111'],
      ['age', null],
      ['udeskCustomerId', readJson('9223372036854775807')],
    ]);
    expect([...(contact?.custom.keys() ?? [])]).toEqual(['CustomField_1', 'CustomField_2']);
    expect([...(contact?.custom.values() ?? [])].map((field) => writeJson({ ...field }))).toEqual([
      '{"id":1,"fieldCode":"CustomField_1","contentType":"text","content":"嘿嘿"}',
      // An id that is told as text is sent as the number that it is.
      '{"id":2,"fieldCode":"CustomField_2","contentType":"location","content":{"lat":30.10}}',
    ]);
  });

  const contentsOf = (...parts: Parameters<typeof contactOf>) =>
    [...contactOf(...parts).custom.values()].map(({ content }) => writeJson(content));

  test.each(everyBlank.filter((blank) => isTaken(...blank)))('keeps a %s field that is %s as it is', (type, blank) => {
    expect(contentsOf([[1, type, blank]])).toEqual([blank]);
  });

  test.each(everyBlank.filter((blank) => !isTaken(...blank)))(
    'has no %s field that is %s: it is left out, which is as blank',
    (type, blank) => {
      expect(contentsOf([[1, type, blank]])).toEqual([]);
    },
  );

  test('may have blank fields that tell less than others, where nothing is lost without them', () => {
    const fields = [
      '{"fieldCode":"CustomField_2","content":null}',
      '{"id":null,"fieldCode":"CustomField_3","contentType":"text","content":null}',
      '{"fieldCode":"CustomField_4"}',
      '{"id":5,"fieldCode":"CustomField_5","contentType":"location"}',
      '{"contentType":"date","content":""}',
      '{"contentType":"date","content":null}',
    ];
    expect([...(read(withField(fields.join()))?.custom.keys() ?? [])]).toEqual(['CustomField_1']);
  });

  test.each(['0', 'false', '{}', '[null]', '" "', '"0"'])('is not blank in a field whose content is %s', (content) => {
    expect(contactOf([[1, 'text', content]]).custom.size).toBe(1);
  });
});

describe('the standard fields that the interface tells of others', () => {
  const one = readJson('{"externalUserId":"wm1","mobile":"1","age":null,"unionid":"x","customFields":[]}');

  test('are those that a contact has, null ones too', () => {
    expect(fieldsIn(one)).toEqual(['mobile', 'age']);
    for (const none of ['[]', 'null', '"mobile"', '1', '{}']) expect(fieldsIn(readJson(none))).toEqual([]);
  });

  test('are blank where they are left out, and no others are', () => {
    const told = readContact(one, new Set(['mobile', 'wxNo']));
    expect([...(told?.standard ?? [])]).toEqual([
      ['mobile', '1'],
      ['age', null],
      ['wxNo', null],
    ]);
  });
});

describe('who does not know all custom fields would clear some: it is not a contact', () => {
  test.each([
    ['without customFields', '{"externalUserId":"wm1"}'],
    ['with customFields null, as the echo has them', '{"externalUserId":"wm1","customFields":null}'],
    ['with customFields in a text', '{"externalUserId":"wm1","customFields":"[]"}'],
    ['with customFields that are an object', '{"externalUserId":"wm1","customFields":{}}'],
    ['without an id', '{"customFields":[]}'],
    ['with an id that is a number', '{"externalUserId":1,"customFields":[]}'],
    ['that is a list', '[]'],
    ['that is null', 'null'],
    ['with a field that is null', withField('null')],
    ['with a field that is a text', withField('"x"')],
    ['with a field without a code', withField('{"id":2,"contentType":"text","content":"b"}')],
    ['with a field without a type', withField('{"id":2,"fieldCode":"C_2","content":"b"}')],
    ['with a field without an id', withField('{"fieldCode":"C_2","contentType":"text","content":"b"}')],
    ['with an id that is no number', withField('{"id":"x","fieldCode":"C_2","contentType":"text","content":"b"}')],
    ['with an id that is a fraction', withField('{"id":1.5,"fieldCode":"C_2","contentType":"text","content":"b"}')],
    ['with an id that is negative', withField('{"id":-2,"fieldCode":"C_2","contentType":"text","content":"b"}')],
    [
      'with one field told twice',
      withField('{"id":1,"fieldCode":"CustomField_1","contentType":"text","content":"another"}'),
    ],
    ...blanks.map((blank) => [
      `with one field told twice, once as ${blank}`,
      withField(`{"id":1,"fieldCode":"CustomField_1","contentType":"text","content":${blank}}`),
    ]),
    ['with empty text in a field without an id', withField('{"fieldCode":"C_2","contentType":"text","content":""}')],
    ['with an empty list in a field without a type', withField('{"id":2,"fieldCode":"C_2","content":[]}')],
    ['with empty text in a field without a code', withField('{"id":2,"contentType":"location","content":""}')],
  ])('%s', (_, text) => expect(read(text)).toBeNull());
});

test('a contact that is kept as text is the same when it is read again, digit for digit', () => {
  const names = ['mobile', 'age', 'address'];
  fc.assert(
    fc.property(fc.array(fc.option(anyJsonText), { minLength: 6, maxLength: 6 }), (contents) => {
      const told = contents.map((content) => content ?? 'null');
      const held = told.slice(3).map((content, index): Held => [index + 1, index ? 'location' : 'number', content]);
      const standard = names.flatMap((name, index) => (contents[index] === null ? [] : [[name, told[index]]]));
      const contact = contactOf(held, Object.fromEntries(standard));
      const text = writeJson(describeContact(contact));
      expect(read(text)).toEqual(contact);
      // But for the blanks that no PUT may bring it is the text that it was read from.
      const kept = held.filter(([, type, content]) => isTaken(type, content));
      expect(text).toBe(contactText(kept, Object.fromEntries(standard)));
    }),
  );
});
