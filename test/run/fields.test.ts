import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { StoredContact } from '../../src/sandbox/account.js';
import { writeJson } from '../../src/sandbox/json.js';
import { fullAccount, fullContact, idOf } from '../helpers/account.js';
import { countCalls, setUpImport } from '../helpers/import.js';
import { busiestWindow, staleCalls } from '../helpers/quota.js';
import { readReport, readSummary } from '../helpers/workspace.js';

const contacts = 5000;
const kills = 6;

test(`one custom field of twelve over ${contacts} contacts, through faults and ${kills} kills: the other eleven are as before, bit for bit`, async () => {
  const faults = { rateLimited: 0.001, serverError: 0.02, resetBefore: 0.02, resetAfter: 0.02, truncated: 0.02 };
  const api = 'api: { rate: { limit: 1200, per: 1s }, concurrency: 48, attempts: 12 }';
  const { sandbox, workspace, job, run } = await setUpImport({
    account: fullAccount(contacts),
    header: ['id', '备注'],
    rows: Array.from({ length: contacts }, (_, index) => [idOf(index), `新备注 ${index}`]),
    mapping: 'customFields: { 备注: 备注 }',
    more: api,
    options: { faults, rate: { limit: 1200, perMs: 1000 } },
  });
  for (let killed = 0; killed < kills; killed++) {
    const [folder] = workspace.runFolders();
    const running = workspace.start(folder ? ['resume', folder] : ['run', job]);
    const target = countCalls(sandbox, 'put') + 200 + Math.floor(Math.random() * 400);
    while (countCalls(sandbox, 'put') < target) await sleep(2);
    running.child.kill('SIGKILL');
    expect(await running.ended).toMatchObject({ code: null });
  }
  const [folder = '', ...others] = workspace.runFolders();
  const { code, stderr } = await workspace.run(['resume', folder]);
  expect({ code, stderr, others }).toMatchObject({ code: 0, others: [] });
  expect(readSummary(folder).rows).toMatchObject({ total: contacts, updated: contacts });

  const wrong = Array.from({ length: contacts }, (_, index) => index).filter((index) => {
    const found = sandbox.contact(idOf(index));
    return !found || describe(found) !== describe(fullContact(index), `新备注 ${index}`);
  });
  expect(wrong).toEqual([]);
  expect(busiestWindow(sandbox.calls, 1000)).toBeLessThanOrEqual(1200);
  expect(staleCalls(sandbox.calls)).toEqual([]);

  // Once more, and nothing is left to send.
  sandbox.setFaults({});
  const puts = countCalls(sandbox, 'put');
  const again = await run('run', '<job>');
  expect(again).toMatchObject({
    code: 0,
    summary: { rows: { unchanged: contacts }, calls: { put: 0, get: 0, list: 5 } },
  });
  expect(countCalls(sandbox, 'put')).toBe(puts);
}, 150_000);

/** Everything that a contact holds, as text with all its digits; `remark` in place of its own. */
function describe({ customFields, ...standard }: StoredContact, remark?: string): string {
  const fields = customFields
    .map((field) => (field.id === 9 && remark !== undefined ? { ...field, content: remark } : field))
    .toSorted((a, b) => Number(a.id) - Number(b.id));
  return writeJson([standard, fields]);
}

test('20,000 contacts of which 2 % change, at 60 calls a second: a call a page and a call a change; and all of it taken back', async () => {
  const count = 20_000;
  const changed = (index: number) => index % 50 === 0;
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
  expect(imported).toMatchObject({ code: 0, summary: { rows: { updated: 400, unchanged: 19_600 } } });
  const { put, get, list, retries, rateLimited } = imported.summary.calls;
  expect({ put, get, list, retries, rateLimited }).toEqual({ put: 400, get: 0, list: 20, retries: 0, rateLimited: 0 });
  expect(sandbox.calls).toHaveLength(420);

  // Some are edited before the import is taken back: in the field that it wrote, and elsewhere.
  const edited = [50, 100, 150].map((index) => withRemark(fullContact(index), '有人改过'));
  for (const contact of edited) sandbox.setContact(contact);
  const back = await run('rollback', imported.summary.runId);
  expect(back).toMatchObject({ code: 2, summary: { rows: { total: 400, updated: 397, drifted: 3 } } });
  const drifted = readReport(back.folder).filter(({ status }) => status === 'drifted');
  expect(drifted.map(({ externalUserId }) => externalUserId)).toEqual([50, 100, 150].map(idOf));
  // The sandbox replaces what it stores: who was never written is the very object that it was.
  const touched = before.filter((contact) => sandbox.contact(contact.externalUserId) !== contact);
  expect(touched).toHaveLength(400);
  const differing = touched.filter(
    (contact) => describe(sandbox.contact(contact.externalUserId) ?? contact) !== describe(contact),
  );
  expect(differing.map(({ externalUserId }) => externalUserId)).toEqual([50, 100, 150].map(idOf));
  for (const contact of edited) expect(sandbox.contact(contact.externalUserId)).toBe(contact);
}, 120_000);

const withRemark = (contact: StoredContact, content: string): StoredContact => ({
  ...contact,
  customFields: contact.customFields.map((field) => (field.id === 9 ? { ...field, content } : field)),
});
