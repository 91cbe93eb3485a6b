import { expect, test } from 'vitest';
import { contactOf, get, list, put, withSandbox } from './call-sandbox.js';
import { customField, FIELDS } from './sample-account.js';

const ISO = '2024-01-02T03:04:05.006Z';

test.each<[number, unknown, unknown?]>([
  [2485, 2],
  [2769, [4, 5]],
  [2769, [6]],
  [3000, [2, 1]],
  [3000, []],
  [5827, ''],
  [5828, '两\n行'],
  [5828, ''],
  [6001, '2024-02-29'],
  [6001, ISO],
  [6002, ISO],
  [6002, '2024-01-02 03:04:05', '2024-01-02T03:04:05.000Z'],
  [6003, -7],
  [6004, 1.5],
  [6004, 3],
  [6005, '13311111111'],
  [6005, '+86 133-1111-1111'],
  [6005, '(010) 12345678'],
  [6006, { anything: [1] }],
  [6006, ''],
  [6006, []],
])('field %i takes %j', (field, content, stored) =>
  withSandbox({}, async (sandbox) => {
    const reply = await put(sandbox, 'wm1', { customFields: [customField(field, content)] });
    expect(reply.json.message).toBe('OK');
    expect(contactOf(sandbox, 'wm1').customFields).toEqual([customField(field, stored ?? content)]);
  }),
);

test.each<[number, unknown]>([
  [2485, 9],
  [2485, '2'],
  [2485, [2]],
  [2769, []],
  [2769, [4]],
  [2769, [5]],
  [2769, [4, 5, 5]],
  [2769, 4],
  [3000, [1, 1]],
  [3000, [9]],
  [3000, '1'],
  [5827, 1],
  [5828, ['x']],
  [6001, '2023-02-29'],
  [6001, '2024/01/02'],
  [6001, '2024-01-02 03:04:05'],
  [6001, ''],
  [6002, '2024-01-02'],
  [6002, '2024-01-02T03:04:05Z'],
  [6002, '2024-01-02 24:00:00'],
  [6002, '2024-13-02 03:04:05'],
  [6003, 1.5],
  [6003, '7'],
  [6004, '1.5'],
  [6004, true],
  [6005, '123'],
  [6005, '1331111111x'],
  [6005, 13311111111],
  ...[2485, 2769, 3000, 6002, 6003, 6004, 6005].map((field): [number, unknown] => [field, '']),
  ...[2485, 5827, 5828, 6001, 6002, 6003, 6004, 6005].map((field): [number, unknown] => [field, []]),
])('field %i refuses %j, naming both', (field, content) =>
  withSandbox({}, async (sandbox) => {
    const before = sandbox.contact('wm1');
    const reply = await put(sandbox, 'wm1', { mobile: '1', customFields: [customField(field, content)] });
    expect(reply.json.code).toBe(400);
    expect(reply.json.message).toContain(`CustomField_${field}`);
    expect(reply.json.message).toContain(JSON.stringify(content));
    expect(sandbox.contact('wm1')).toBe(before);
  }),
);

test('null in any field is no content: it is cleared, and told as null', () =>
  withSandbox({}, async (sandbox) => {
    await put(sandbox, 'wm1', { customFields: FIELDS.map(({ id }) => customField(Number(id), null)) });
    const { json } = await get(sandbox, 'wm1');
    expect(json.data?.customFields).toEqual(FIELDS.map(({ id }) => expect.objectContaining({ id, content: null })));
  }));

test('an empty text and an empty list are told as they were stored, by GET, list and echo', () =>
  withSandbox({}, async (sandbox) => {
    const blank = [customField(5827, ''), customField(3000, []), customField(6006, '')];
    const echo = await put(sandbox, 'wm1', { customFields: blank });
    const stored = blank.map((field) => expect.objectContaining(field));
    expect(JSON.parse(String(echo.json.data?.customField))).toEqual(stored);
    const listed = await list(sandbox, { pageNum: 1, pageSize: 1 });
    const [first] = Array.isArray(listed.json.data) ? listed.json.data : [];
    for (const told of [(await get(sandbox, 'wm1')).json.data, first]) {
      expect(told.customFields).toEqual(expect.arrayContaining(stored));
    }
  }));

test('an id may be a number or its digits as a text', () =>
  withSandbox({}, async (sandbox) => {
    await put(sandbox, 'wm1', { customFields: [{ ...customField(5827, 'x'), id: '5827' }] });
    expect(contactOf(sandbox, 'wm1').customFields).toEqual([customField(5827, 'x')]);
  }));

test.each([
  ['an unknown field code', [{ ...customField(5827, 'x'), fieldCode: 'CustomField_1' }]],
  ['no field code', [{ id: 5827, content: 'x' }]],
  ['an id of another field', [{ ...customField(5827, 'x'), id: 1 }]],
  ['no id', [{ fieldCode: 'CustomField_5827', contentType: 'text', content: 'x' }]],
  ['another content type', [{ ...customField(5827, 'x'), contentType: 'number' }]],
  ['a field that is there twice', [customField(5827, 'x'), customField(5827, null)]],
  ['an item that is no object', ['x']],
  ['an object in place of the list', { CustomField_5827: 'x' }],
])('%s in customFields is a business error', (_, customFields) =>
  withSandbox({}, async (sandbox) => {
    expect((await put(sandbox, 'wm1', { customFields })).json.code).toBe(400);
    expect(contactOf(sandbox, 'wm1').customFields).toHaveLength(2);
  }),
);
