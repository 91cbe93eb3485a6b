import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadAccount } from '../../src/sandbox/account/load-account.js';
import { get, put, withSandbox } from './call-sandbox.js';
import { createAccount, customField, FIELDS } from './sample-account.js';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-account-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a contacts file becomes the account it describes', () => {
  const account = createAccount('wm1', 'wm2');
  expect(loadAccount(writeAccount(JSON.stringify(account)))).toEqual(account);
  expect(loadAccount(writeAccount(`\uFEFF${JSON.stringify(account)}`))).toEqual(account);
});

test('64-bit numbers of the file are told with every digit', () => {
  const path = writeAccount('{"fields":[],"contacts":[{"externalUserId":"wm1","udeskCustomerId":9007199254740993}]}');
  return withSandbox({ contacts: loadAccount(path) }, async (sandbox) => {
    await put(sandbox, 'wm1', {});
    expect((await get(sandbox, 'wm1')).text).toContain('"udeskCustomerId":9007199254740993');
  });
});

test('a datetime without milliseconds is held as the API would store it', () => {
  const contact = { externalUserId: 'wm1', customFields: [customField(6002, '2024-01-02 03:04:05')] };
  const account = loadAccount(writeAccount(JSON.stringify({ fields: FIELDS, contacts: [contact] })));
  expect(account.contacts[0]?.customFields[0]?.content).toBe('2024-01-02T03:04:05.000Z');
});

test.each([
  ['no JSON', '{', 'Quoted object key'],
  ['no contacts', '{"fields":[]}', 'at contacts'],
  ['a text alone', '"contacts"', 'at its top'],
  ['a list', '[]', 'at fields'],
  ['a contact without an id', '{"fields":[],"contacts":[{"name":"x"}]}', 'at contacts.0.externalUserId'],
  ['a contact twice', JSON.stringify(createAccount('wm1', 'wm1')), 'the externalUserId wm1 is there twice'],
  [
    'a field twice',
    JSON.stringify({ fields: [FIELDS[0], FIELDS[0]], contacts: [] }),
    'CustomField_2485 is there twice',
  ],
  [
    'a misspelt key of a field',
    JSON.stringify({ fields: [{ ...FIELDS[5], option: 1 }], contacts: [] }),
    'fields.0.option',
  ],
  ['a misspelt standard field', account({ moblie: '1' }), 'wm1: 未知字段 moblie'],
  [
    'a content without its option',
    account({ customFields: [customField(2485, 9)] }),
    '客户等级(CustomField_2485)的值 9',
  ],
])('a file with %s is refused with its path and what is wrong', (_, text, part) => {
  const path = writeAccount(text);
  expect(() => loadAccount(path)).toThrow(`The contacts file ${path} cannot be used: `);
  expect(() => loadAccount(path)).toThrow(part);
});

test('a file that is not there is an error that says so', () => {
  expect(() => loadAccount(join(folder, 'none.json'))).toThrow('ENOENT');
});

function account(contact: Record<string, unknown>): string {
  return JSON.stringify({ fields: FIELDS, contacts: [{ externalUserId: 'wm1', ...contact }] });
}

function writeAccount(text: string): string {
  const path = join(folder, 'contacts.json');
  writeFileSync(path, text);
  return path;
}
