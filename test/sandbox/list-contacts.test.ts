import { expect, test } from 'vitest';
import { get, list, put, withSandbox } from './call-sandbox.js';
import { createAccount, FIELDS } from './sample-account.js';

const IDS = ['wm5', 'wm1', 'wm4', 'wm2', 'wm3'];

test('pages hold every contact once, in an order that edits do not change', () =>
  withSandbox({ contacts: createAccount(...IDS) }, async (sandbox) => {
    await put(sandbox, 'wm5', { mobile: '1' });
    const found: unknown[] = [];
    for (let pageNum = 1; pageNum <= 4; pageNum++) {
      const { json } = await list(sandbox, { pageNum, pageSize: 2 });
      expect(json).toMatchObject({ succeed: true, code: 200, paging: { pageNum, pageSize: 2, total: 5 } });
      found.push(...(json.data as unknown as { externalUserId: string }[]).map((item) => item.externalUserId));
    }
    expect(found).toEqual(IDS);
  }));

test('an item tells every field of the account, with its content or null, and its options', () =>
  withSandbox({}, async (sandbox) => {
    const { json } = await list(sandbox, { pageNum: 1, pageSize: 1000 });
    const [item] = json.data as unknown as Record<string, unknown>[];
    expect(item).toMatchObject({ externalUserId: 'wm1', mobile: '13300000000', email: null, udeskCustomerId: null });
    const customFields = item?.customFields as { fieldCode: string }[];
    expect(customFields.map((field) => field.fieldCode)).toEqual(FIELDS.map((field) => field.fieldCode));
    expect(customFields[0]).toEqual({ ...FIELDS[0], content: 1 });
    expect(customFields[5]).toEqual({ ...FIELDS[5], content: null, optionList: null });
  }));

test.each([
  [{ pageNum: 1, pageSize: 1001 }, 'pageSize'],
  [{ pageNum: 1, pageSize: 0 }, 'pageSize'],
  [{ pageNum: 0, pageSize: 1 }, 'pageNum'],
  [{ pageNum: 1.5, pageSize: 1 }, 'pageNum'],
  [{ pageNum: '1', pageSize: 1 }, 'pageNum'],
  [{ pageNum: 1 }, 'pageSize'],
  [{ pageNum: 1, pageSize: 1, name: 'x' }, 'name'],
])('%j is a business error that names %s', (body, name) =>
  withSandbox({}, async (sandbox) => {
    const { status, json } = await list(sandbox, body);
    expect([status, json.code, json.data]).toEqual([200, 400, null]);
    expect(json.message).toContain(name);
  }),
);

test('one contact is read in the same shape as in the list', () =>
  withSandbox({}, async (sandbox) => {
    const one = await get(sandbox, 'wm1');
    const all = await list(sandbox, { pageNum: 1, pageSize: 1 });
    expect(one.json).toMatchObject({ succeed: true, code: 200 });
    expect([one.json.data]).toEqual(all.json.data);
    expect((await get(sandbox, 'wm404')).json).toMatchObject({ code: 404, data: null });
  }));

test('a long that was written comes back with every digit', () =>
  withSandbox({}, async (sandbox) => {
    await put(sandbox, 'wm1', '{"udeskCustomerId":9223372036854775807}');
    expect((await get(sandbox, 'wm1')).text).toContain('"udeskCustomerId":9223372036854775807');
    expect((await list(sandbox, { pageNum: 1, pageSize: 1 })).text).toContain('"udeskCustomerId":9223372036854775807');
  }));
