import { describe, expect, test } from 'vitest';
import { describeContact, readContact } from '../../src/contact/contact.js';
import { findLostFields } from '../../src/contact/find-lost-fields.js';
import { planUpdate } from '../../src/contact/plan-update.js';
import { readJson, writeJson } from '../../src/fields/json.js';
import { contactOf, contactText } from '../helpers/contact-of.js';
import { sentFields } from '../helpers/replace-all.js';

/** What a PUT brings back of a field that nobody touches, after the contact was kept in between. */
function sentBack(content: string): string | undefined {
  const kept = writeJson(describeContact(contactOf([[1, 'location', content]])));
  const contact = readContact(readJson(kept));
  if (contact === null) throw new Error('no contact');
  const planned = planUpdate({ externalUserId: 'wm1', fields: [] }, contact);
  expect(findLostFields(planned, contact)).toEqual([]);
  return sentFields(planned.body)[0]?.[2];
}

const nested = (depth: number) => `${'[{"a":'.repeat(depth / 2)}0.50${'}]'.repeat(depth / 2)}`;

describe('what nobody touches goes back as it was read:', () => {
  test.each([
    ['a decimal with its zeros', '0.50'],
    ['a number with a power', '1e3'],
    ['a number with a power and signs', '-1.50E+400'],
    ['zero below zero', '-0'],
    ['64 bits', '[9223372036854775807,-9223372036854775808,18446744073709551615]'],
    ['a number as text', '"0.50"'],
    ['members in their order', '{"z":1,"a":{"y":[],"b":""},"m":null}'],
    ['members that JavaScript has of its own', '{"__proto__":{"toJSON":1},"constructor":null,"length":0}'],
    ['what looks like our own numbers', '{"isLosslessNumber":true,"value":"1"}'],
    ['halves of characters', '"\\ud83d \\udc4d\\ud83d"'],
    ['a half as the name of a member', '{"\\ud83d":1}'],
    ['controls, and what ends a line', '"\\u0000\\u001f\\n\u2028\u2029\ufeff"'],
    ['spaces around a text', '" \u3000x\u00a0"'],
    ['64 levels', nested(64)],
  ])('%s', (_, content) => expect(sentBack(content)).toBe(content));

  test('a text that was told with escapes is the same text', () => {
    const sent = sentBack('"\\u4e2d\\/\\u005c\\ud83d\\ude00"') ?? '';
    expect(JSON.parse(sent)).toBe('中/\\😀');
  });

  test('members whose names are whole numbers come in the order of JavaScript: to JSON it is the same object', () => {
    expect(sentBack('{"b":1,"10":2,"9":3}')).toBe('{"9":3,"10":2,"b":1}');
  });

  test('an id that is told as text goes as the number that it is, digit for digit', () => {
    const text = contactText([[1, 'text', '""']]).replace('"id":1', '"id":"9223372036854775807"');
    const contact = readContact(readJson(text));
    expect(planUpdate({ externalUserId: 'wm1', fields: [] }, contact).body).toBe(
      '{"customFields":[{"id":9223372036854775807,"fieldCode":"CustomField_1","contentType":"text","content":""}]}',
    );
  });
});

describe('what could not go back for certain is not read at all:', () => {
  test.each([
    ['an id of 20 digits', '"id":"18446744073709551616"'],
    ['an id with zeros before it', '"id":"01"'],
    ['an id with a power', '"id":1e0'],
  ])('%s', (_, id) => {
    const text = contactText([[1, 'text', '"a"']]).replace('"id":1', id);
    expect(readContact(readJson(text))).toBeNull();
  });

  test.each([`[${nested(64)}]`, `{"a":${nested(64)}}`, nested(66)])('more than 64 levels: %s', (content) => {
    expect(readContact(readJson(contactText([[1, 'location', content]])))).toBeNull();
  });

  test('so many levels that the parser gives up, and an object that says two things of one member', () => {
    expect(() => readJson(contactText([[1, 'location', nested(100_000)]]))).toThrow(SyntaxError);
    expect(() => readJson(contactText([[1, 'location', '{"a":1,"a":2}']]))).toThrow(SyntaxError);
  });
});
