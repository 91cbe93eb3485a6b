import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SandboxAccount } from '../../src/sandbox/account/account.js';
import { isObject, writeJson } from '../../src/sandbox/json.js';
import { fast, fullAccount, fullContact, idOf, lossy, mobileOf } from '../helpers/account.js';
import * as crm from '../helpers/crm.js';
import { countCalls, setUpImport, snapshot } from '../helpers/import.js';
import type { Interfere } from '../helpers/proxy.js';
import { untilAtOnce } from '../helpers/until.js';
import { readReport, readSummary } from '../helpers/workspace.js';

const header = ['id', '手机', '职位', '备注'];
const mapping = `
fields: { mobile: 手机, position: 职位 }
customFields: { 备注: 备注 }`;
const rowOf = (index: number) => [idOf(index), `138${mobileOf(index).slice(3)}`, '', `新 ${index}`];
const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => rowOf(index));

interface Strange {
  readonly account?: SandboxAccount;
  readonly rows: readonly (readonly string[])[];
  readonly more?: string;
  readonly interfere?: Interfere;
}
const setUp = ({ account = fullAccount(20), ...rest }: Strange) => setUpImport({ account, header, mapping, ...rest });

/** The custom fields that the file does not write, as text. */
const untouched = ({ customFields }: { customFields: readonly { id: unknown }[] } = fullContact(0)) =>
  writeJson(customFields.filter(({ id }) => id !== 9));

describe('a GET that leaves out a standard field which the list tells', () => {
  const leaveOut = crm.tellOf((contact) => delete contact.mobile);
  // Only what GET leaves out would change.
  const rows = rowsOf(3).map(([id = '', mobile = '']) => [id, mobile, '', '']);

  test('is no proof that the contact holds what was planned: the rows are sent', async () => {
    const { run, sandbox } = await setUp({ rows, interfere: crm.withManners({ get: leaveOut }) });
    const plan = await run('plan', '<job>');
    const { code, summary } = await run('apply', plan.summary.runId);
    expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: 3, unchanged: 0 } });
    expect(sandbox.contact(idOf(2))?.mobile).toBe('13800000002');
  });

  test('is no proof that a PUT which no answer came to has arrived: the rows end unknown', async () => {
    const account = fullAccount(20);
    const put: Interfere = ({ url }, response) => {
      sandbox.setContact(crm.originalOf(account, url));
      response.writeHead(502).end('<html>bad gateway</html>');
      return null;
    };
    const { run, sandbox } = await setUp({
      account,
      rows,
      interfere: crm.withManners({ get: leaveOut, put }),
      more: lossy,
    });
    const { code, summary } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 2, rows: { unknown: 3, updated: 0, unchanged: 0 } });
  });
});

describe('a list that shows contacts twice, the second time with other or blank custom fields', () => {
  const twice = crm.retell((told) => {
    const data = Array.isArray(told.data) ? told.data : [];
    const other = copyOf(data[0], (id, content) => (id === 12 ? '旧的' : content));
    const blank = copyOf(data[1], () => null);
    told.data = [...data, other, blank];
    if (isObject(told.paging)) told.paging.total = data.length + 2;
  });
  const copyOf = (contact: unknown, contentOf: (id: number, content: unknown) => unknown) => {
    const copy = { ...(contact as Record<string, unknown>) };
    crm.setContents(copy, contentOf);
    return copy;
  };

  test('is not believed: they are read by GET, and every field is kept', async () => {
    const { run, sandbox } = await setUp({ rows: rowsOf(3), interfere: crm.withManners({ list: twice }) });
    const { code, summary } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: 3 } });
    const kept = [0, 1, 2].map((index) => untouched(sandbox.contact(idOf(index))));
    expect(kept).toEqual([0, 1, 2].map((index) => untouched(fullContact(index))));
  });

  test('where there is no GET, nothing of them is written', async () => {
    const interfere = crm.withManners({ list: twice, get: crm.isNotThere });
    const { run, sandbox } = await setUp({ rows: rowsOf(3), interfere });
    const before = snapshot(sandbox).slice(0, 2);
    const { summary } = await run('run', '<job>');
    expect(summary.rows.updated).toBeLessThan(2);
    expect(snapshot(sandbox).slice(0, 2)).toEqual(before);
  });
});

describe('where there is no GET', () => {
  const isFifth = (url: string) => Number(/wm_(\d+)/.exec(url)?.[1]) % 5 === 0;
  const hangUpFifth: Interfere = (passage, ...rest) => (isFifth(passage.url) ? crm.hangUp(passage, ...rest) : null);

  test.each<[string, Interfere | undefined]>([
    ['each contact is looked at by a list of its own time', undefined],
    ['and every fifth answer is lost, the contacts are settled by list', hangUpFifth],
  ])('%s: all are updated', async (_, put) => {
    const more = `
baseline: list
recheckAfter: 0s
api: { rate: { limit: 1000, per: 1s }, timeout: 3s, attempts: 2, concurrency: 8 }`;
    const interfere = crm.withManners({ get: crm.isNotThere, ...(put ? { put } : {}) });
    const { run } = await setUp({ rows: rowsOf(20), more, interfere });
    const { code, summary } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: 20, drifted: 0, unknown: 0 } });
  });
});

test('a GET that tells no custom fields, where the list does, stands in the way of no row', async () => {
  const get = crm.tellOf((contact) => (contact.customFields = null));
  const { run, sandbox } = await setUp({ rows: rowsOf(12), interfere: crm.withManners({ get }) });
  const plan = await run('plan', '<job>');
  const { code, summary } = await run('apply', plan.summary.runId);
  expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: 12, failed: 0 } });
  expect(untouched(sandbox.contact(idOf(11)))).toBe(untouched(fullContact(11)));
});

describe('a list that leaves out a standard field', () => {
  const rows = rowsOf(3).map(([id = '', mobile = '', , note = '']) => [id, mobile, '总监', note]);

  test('of every contact is not believed: the field is read by GET, is not sent twice, and can be restored', async () => {
    const list = crm.tellOf((contact) => delete contact.position);
    const { run, sandbox } = await setUp({ rows, interfere: crm.withManners({ list }) });
    const before = snapshot(sandbox);
    const first = await run('run', '<job>');
    expect({ code: first.code, rows: first.summary.rows }).toMatchObject({ code: 0, rows: { updated: 3 } });
    expect(first.stderr).toContain('the list does not tell position');
    expect(first.summary.baseline.join()).toContain('the list does not tell position');
    expect(readReport(first.folder)[0]?.changes).toContain('position: 经理 → 总监');

    const again = await run('run', '<job>');
    expect(again.summary).toMatchObject({ rows: { unchanged: 3 }, calls: { put: 0 } });
    expect(countCalls(sandbox, 'put')).toBe(3);

    const back = await run('rollback', first.summary.runId);
    expect({ code: back.code, rows: back.summary.rows }).toMatchObject({ code: 0, rows: { updated: 3 } });
    expect(snapshot(sandbox)).toEqual(before);
  });

  test('of every contact is not believed where the job asks for the list, either', async () => {
    const list = crm.tellOf((contact) => delete contact.position);
    const { run } = await setUp({ rows, more: `${fast}\nbaseline: list`, interfere: crm.withManners({ list }) });
    const { folder, summary } = await run('plan', '<job>');
    expect(readReport(folder)[0]?.changes).toContain('position: 经理 → 总监');
    expect(summary.baseline.join()).toContain('position');
  });

  test('only where it is blank tells all there is: nobody is asked for by GET', async () => {
    const { position: _, ...without } = fullContact(0);
    const account = { ...fullAccount(20), contacts: [without, ...fullAccount(20).contacts.slice(1)] };
    const list = crm.tellOf((contact) => {
      for (const [name, content] of Object.entries(contact)) if (content === null) delete contact[name];
    });
    const { run } = await setUp({ account, rows, interfere: crm.withManners({ list }) });
    const { code, summary, folder } = await run('run', '<job>');
    expect({ code, calls: summary.calls }).toMatchObject({ code: 0, calls: { list: 1, get: 0, put: 3 } });
    expect(readReport(folder)[0]?.changes).toContain('position: ∅ → 总监');
  });
});

describe('a field of a type that nobody knows, which the list spells as text and the server keeps as a number,', () => {
  const place = fullAccount(0).fields.findIndex(({ contentType }) => contentType === 'location') + 1;
  const list = crm.tellOf((contact) => crm.setContents(contact, (id, old) => (id === place ? String(old) : old)));
  const isFive = expect.objectContaining({ id: place, content: 5 });

  test('is as it was sent: what is read back and what is looked at again agree', async () => {
    const { fields, contacts } = fullAccount(3);
    const account = { fields, contacts: contacts.map((contact) => crm.edit(contact, place, 5)) };
    const put: Interfere = ({ url, answer }) => {
      const stored = sandbox.contact(crm.originalOf(account, url).externalUserId);
      if (stored) sandbox.setContact(crm.edit(stored, place, 5));
      return answer.replace(String.raw`{\"id\":${place},\"content\":\"5\"`, String.raw`{\"id\":${place},\"content\":5`);
    };
    const more = `${fast}\ncanary: 1\nrecheckAfter: 0s`;
    const { run, sandbox } = await setUp({ account, rows: rowsOf(3), more, interfere: crm.withManners({ list, put }) });
    const { code, summary } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: 3, unverified: 0, drifted: 0 } });
    expect(sandbox.contact(idOf(2))?.customFields).toContainEqual(isFive);
  });
});

describe('ids that are not of this account', () => {
  const unknown = (count: number) => Array.from({ length: count }, (_, index) => [`aa_${index}`, '', '', 'x']);

  test('are all there is in the file: each row is invalid, and no field that the job names is refused', async () => {
    const { run } = await setUp({ rows: unknown(3), more: `${fast}\nbaseline: get` });
    const { code, summary, folder } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 2, rows: { total: 3, invalid: 3 } });
    expect(readReport(folder).map((row) => row.code)).toEqual(Array(3).fill('contact.absent'));
  });

  test('come first, and GET answers HTTP 404 to them: the others are updated', async () => {
    const get: Interfere = ({ answer }, response) =>
      answer.includes('"succeed":false') ? void response.writeHead(404).end(answer) : null;
    const rows = [...unknown(12), ...rowsOf(5)];
    const { run } = await setUp({ rows, more: `${fast}\nbaseline: get`, interfere: crm.withManners({ get }) });
    const { code, summary, folder } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 2, rows: { invalid: 12, updated: 5 } });
    expect(readReport(folder)[0]?.code).toBe('contact.absent');
  });

  test('are known as such from pages that the server caps: they are all read, and nobody is asked for by GET', async () => {
    const more = 'api: { rate: { limit: 1000, per: 1s }, list: { pageSize: 1000 } }';
    const rows = [...unknown(2), ...rowsOf(25)];
    const interfere = crm.withManners({ list: crm.capPages(10) });
    const { run } = await setUp({ account: fullAccount(25), rows, more, interfere });
    const { code, summary, stderr } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 2, rows: { invalid: 2, updated: 25 } });
    expect(summary.calls).toMatchObject({ get: 0, list: 3 });
    expect(stderr).not.toContain('changed while it was read');
  });
});

test('a canary whose contact cannot be read back does not pass', async () => {
  let isSent = false;
  const put: Interfere = () => {
    isSent = true;
    return null;
  };
  const get: Interfere = (...call) => (isSent ? crm.answerWith(200, crm.refusal(70001))(...call) : null);
  const interfere = crm.withManners({ put, get });
  const { run, sandbox } = await setUp({ rows: rowsOf(10), more: `${fast}\ncanary: 2`, interfere });
  const { code, summary } = await run('run', '<job>');
  expect({ code, why: summary.stoppedBy?.code, rows: summary.rows }).toMatchObject({
    code: 3,
    why: 'stop.canary',
    rows: { updated: 0, pending: 9 },
  });
  expect(countCalls(sandbox, 'put')).toBe(1);
});

test.each([
  ['', 'api: { concurrency: 3 }'],
  [' among its first rows', 'canary: 15'],
])(
  'a run interrupted%s counts each call that the server saw, and its summary is made again to the byte',
  async (_, more) => {
    const { workspace, sandbox, job } = await setUp({ rows: rowsOf(20), more });
    sandbox.setFaults({ latencyMs: { min: 40, max: 40 } });
    const running = workspace.start(['run', job]);
    await untilAtOnce(() => countCalls(sandbox, 'put') >= 6);
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 130 });
    const [folder = ''] = workspace.runFolders();
    const [put, get] = [countCalls(sandbox, 'put'), countCalls(sandbox, 'get')];
    expect(put).toBeLessThan(20);
    expect(readSummary(folder)).toMatchObject({ state: 'interrupted', calls: { put, get, list: 1 } });
    const before = readFileSync(join(folder, 'summary.json'), 'utf8');
    expect(await workspace.run(['report', folder])).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'summary.json'), 'utf8')).toBe(before);
  },
);
