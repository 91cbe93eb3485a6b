import { describe, expect, test } from 'vitest';
import type { SandboxAccount, StoredContact } from '../../src/sandbox/account/account.js';
import { isObject, parseJson, writeJson } from '../../src/sandbox/json.js';
import { fast, fullAccount, fullContact, idOf, lossy, mobileOf } from '../helpers/account.js';
import { blanks } from '../helpers/blanks.js';
import { edit, retell, setContents, tellOf, withManners } from '../helpers/crm.js';
import { countCalls, type Import, setUpImport, snapshot } from '../helpers/import.js';

/** What the types that nobody here knows may hold, as JSON text. */
const strange = [
  ...['""', '[]', '{}', '0', 'false', '" "', '[null]', '[""]', '{"":[]}'],
  ...['1e3', '"0.50"', '0.50', '-0', '9223372036854775807', '{"z":1,"a":[1.0,{"lat":30.10}]}', '"\\ud83d"'],
  ...['"\\u0000\\u2028"', `${'['.repeat(40)}1E+400${']'.repeat(40)}`, '"2024-01-05"', '{"__proto__":{"toJSON":1}}'],
];
const count = strange.length;

/** A contact whose fields hold something else, by their ids. */
const withContents = (contact: StoredContact, contents: Readonly<Record<number, unknown>>): StoredContact =>
  Object.entries(contents).reduce((edited, [id, content]) => edit(edited, Number(id), content), contact);

/** Blank and filled text, area_text and checkbox in turn, and of two unknown types all that there is. */
const account: SandboxAccount = {
  fields: [
    ...fullAccount(0).fields,
    { id: 13, fieldCode: 'CustomField_13', contentType: 'constructor', name: '别的类型' },
  ],
  contacts: strange.map((content, index) => {
    const contact = withContents(fullContact(index), {
      ...(index % 2 ? {} : { 3: [], 9: '' }),
      ...(index % 3 ? {} : { 10: '', 12: '' }),
      11: parseJson(content),
    });
    const other = parseJson(strange.at(-1 - index) ?? '');
    const more = { id: 13, fieldCode: 'CustomField_13', contentType: 'constructor', content: other };
    return { ...contact, customFields: [...contact.customFields, more] };
  }),
};

const header = ['id', '手机', '备注', '兴趣'];
const mapping = `
fields: { mobile: 手机 }
customFields: { 备注: 备注, 兴趣: 兴趣 }`;
const rows = Array.from({ length: count }, (_, index) => [
  ...[idOf(index), `138${mobileOf(index).slice(3)}`, index % 4 ? '' : `新备注 ${index}`, index % 5 ? '' : 'VIP'],
]);

type Settings = Partial<Parameters<typeof setUpImport>[0]>;
const setUp = (more: Settings = {}) => setUpImport({ account, header, rows, mapping, ...more });

/** What the contacts hold in the fields that the file does not touch. */
const untouchedIn = ({ sandbox }: Import): string[] =>
  sandbox.contacts().map(({ mobile: _, customFields, ...rest }, index) => {
    const touched = [...(index % 4 ? [] : [9]), ...(index % 5 ? [] : [3])];
    const fields = customFields.filter(({ id }) => !touched.includes(Number(id)));
    return writeJson([rest, fields.toSorted((a, b) => Number(a.id) - Number(b.id))]);
  });

describe('empty text, empty lists and types that nobody here knows', () => {
  test.each(['list', 'get'])('stay to the letter through an import and its rollback, by %s', async (baseline) => {
    const set = await setUp({ more: `${fast}\nbaseline: ${baseline}` });
    const { run, sandbox } = set;
    const [before, untouched] = [snapshot(sandbox), untouchedIn(set)];
    const imported = await run('run', '<job>');
    expect({ code: imported.code, rows: imported.summary.rows }).toMatchObject({ code: 0, rows: { updated: count } });
    expect(untouchedIn(set)).toEqual(untouched);
    const after = snapshot(sandbox);

    const again = await run('run', '<job>');
    expect(again.summary).toMatchObject({ rows: { unchanged: count }, calls: { put: 0 } });
    expect(countCalls(sandbox, 'put')).toBe(count);

    const back = await run('rollback', imported.summary.runId);
    expect({ code: back.code, rows: back.summary.rows }).toMatchObject({ code: 0, rows: { updated: count } });
    expect(snapshot(sandbox)).toEqual(before);
    const forth = await run('rollback', back.summary.runId);
    expect(forth.code).toBe(0);
    expect(snapshot(sandbox)).toEqual(after);
  });

  test('go back out of a plan that was kept, and several rows of one contact keep them', async () => {
    const later = rows.map(([id = '', mobile = '']) => [id, mobile.replace('138', '137'), '', '']);
    const set = await setUp({ more: `${lossy}\nduplicates: in-order`, rows: [...rows, ...later] });
    const untouched = untouchedIn(set);
    const plan = await set.run('plan', '<job>');
    const { code, summary } = await set.run('apply', plan.summary.runId);
    expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: summary.rows.total } });
    expect(untouchedIn(set)).toEqual(untouched);
  });

  test('null goes back as null where it was told so, whatever the type', async () => {
    const { run, sandbox } = await setUp({
      account: { ...account, contacts: [{ externalUserId: idOf(0), customFields: [] }] },
      rows: [[idOf(0), '13800000000', '', '']],
    });
    expect((await run('run', '<job>')).summary.rows).toMatchObject({ updated: 1 });
    const sent = JSON.parse(sandbox.calls.find(({ endpoint }) => endpoint === 'put')?.body ?? '');
    expect(sent.customFields).toEqual(account.fields.map(({ id }) => expect.objectContaining({ id, content: null })));
  });
});

test('a blank that the document refuses is left out, and cleared: the row is updated all the same', async () => {
  const blank = { 1: '', 2: [], 3: '', 4: '', 5: '', 6: '', 7: '', 8: '', 12: [] };
  const contact = withContents(fullContact(0), blank);
  const set = await setUp({ account: { ...account, contacts: [contact] }, rows: [[idOf(0), '13800000000', '新', '']] });
  expect((await set.run('run', '<job>')).summary.rows).toMatchObject({ total: 1, updated: 1 });
  expect(set.sandbox.contact(idOf(0))?.customFields.map(({ id }) => id)).toEqual([9, 10, 11]);
});

describe('a blank is a blank, however it is told:', () => {
  const isBlank = (content: unknown) => blanks.includes(writeJson(content));
  const tellBlanksAs = (blank: unknown) =>
    tellOf((contact) => setContents(contact, (_, content) => (isBlank(content) ? blank : content)));
  const echoNoBlanks = retell(({ data }) => {
    if (!isObject(data)) return;
    const fields = parseJson(String(data.customField));
    if (!Array.isArray(fields)) return;
    data.customField = writeJson(fields.filter(({ content }) => !isBlank(content)));
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['an empty list', []],
  ])('no row is drifted or unverified where a GET tells %s, and the echo nothing', async (_, blank) => {
    const interfere = withManners({ get: tellBlanksAs(blank), put: echoNoBlanks });
    const set = await setUp({ interfere, more: `${fast}\nrecheckAfter: 0s\nbaseline: list\ncanary: 4` });
    const untouched = untouchedIn(set);
    const { code, summary } = await set.run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: count } });
    expect(untouchedIn(set)).toEqual(untouched);
    const again = await set.run('run', '<job>');
    expect(again.summary.rows).toMatchObject({ unchanged: count });
  });
});

test('a contact that tells one field twice is left alone, and said to be', async () => {
  const twice = tellOf((contact) => {
    if (!Array.isArray(contact.customFields)) return;
    contact.customFields = [...contact.customFields, { ...contact.customFields[8], content: '' }];
  });
  const { run, sandbox } = await setUp({ interfere: withManners({ list: twice, get: twice }), rows: rows.slice(0, 2) });
  const before = snapshot(sandbox);
  const { code, summary } = await run('run', '<job>');
  expect({ code, rows: summary.rows }).toMatchObject({ code: 2, rows: { failed: 2 } });
  expect(snapshot(sandbox)).toEqual(before);
});
