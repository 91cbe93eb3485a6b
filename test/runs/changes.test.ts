import { expect, test } from 'vitest';
import type { StoredContact } from '../../src/sandbox/account/account.js';
import { describeContent, fullAccount, fullContact, idOf } from '../helpers/account.js';
import { setUpImport } from '../helpers/import.js';
import { readReport } from '../helpers/workspace.js';

// FULL=1 runs it at full size.
const [count, every] = process.env.FULL ? [20_000, 50] : [2000, 25];
const changes = count / every;

test(`${count} contacts of which ${100 / every} % change, at 60 calls a second: a call a page and a call a change; and all of it taken back`, async () => {
  const changed = (index: number) => index % every === 0;
  const { sandbox, run } = await setUpImport({
    account: fullAccount(count),
    header: ['id', '备注', '等级'],
    rows: Array.from({ length: count }, (_, index) => [
      ...[idOf(index), changed(index) ? `新备注 ${index}` : `备注 ${index} "引号" 🧾`, ''],
    ]),
    mapping: 'customFields: { 备注: 备注, 客户等级: 等级 }',
    more: 'api: { rate: { limit: 60, per: 1s }, concurrency: 16 }',
    options: { rate: { limit: 60, perMs: 1000 } },
  });
  const before = sandbox.contacts();
  const imported = await run('run', '<job>');
  expect(imported).toMatchObject({ code: 0, summary: { rows: { updated: changes, unchanged: count - changes } } });
  const { put, get, list, retries, rateLimited } = imported.summary.calls;
  expect({ put, get, list, retries, rateLimited }).toEqual({
    put: changes,
    get: 0,
    list: count / 1000,
    retries: 0,
    rateLimited: 0,
  });
  expect(sandbox.calls).toHaveLength(changes + count / 1000);

  // Some are edited before the import is taken back: in the field that it wrote, and elsewhere.
  const edited = [50, 100, 150].map((index) => withRemark(fullContact(index), '有人改过'));
  for (const contact of edited) sandbox.setContact(contact);
  const back = await run('rollback', imported.summary.runId);
  expect(back).toMatchObject({ code: 2, summary: { rows: { total: changes, updated: changes - 3, drifted: 3 } } });
  const drifted = readReport(back.folder).filter(({ status }) => status === 'drifted');
  expect(drifted.map(({ externalUserId }) => externalUserId)).toEqual([50, 100, 150].map(idOf));
  // The sandbox replaces what it stores: who was never written is the very object that it was.
  const touched = before.filter((contact) => sandbox.contact(contact.externalUserId) !== contact);
  expect(touched).toHaveLength(changes);
  const differing = touched.filter(
    (contact) => describeContent(sandbox.contact(contact.externalUserId) ?? contact) !== describeContent(contact),
  );
  expect(differing.map(({ externalUserId }) => externalUserId)).toEqual([50, 100, 150].map(idOf));
  for (const contact of edited) expect(sandbox.contact(contact.externalUserId)).toBe(contact);
}, 120_000);

const withRemark = (contact: StoredContact, content: string): StoredContact => ({
  ...contact,
  customFields: contact.customFields.map((field) => (field.id === 9 ? { ...field, content } : field)),
});
