import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { fullAccount, idOf } from '../helpers/account.js';
import * as crm from '../helpers/crm.js';
import { countCalls, type Import, setUpImport } from '../helpers/import.js';
import type { Interfere } from '../helpers/proxy.js';
import { readReport } from '../helpers/workspace.js';

const header = ['id', '备注'];
const mapping = 'customFields: { 备注: 备注 }';
const rowsOf = (...indices: number[]) => indices.map((index) => [idOf(index), `新备注 ${index}`]);
const firstOf = (count: number) => Array.from({ length: count }, (_, index) => index);
const all = firstOf(30);

/** Thirty contacts on three pages. */
const setUp = (interfere: Interfere, rows = rowsOf(...all), more = '', attempts = 1): Promise<Import> =>
  setUpImport({
    account: fullAccount(30),
    header,
    rows,
    mapping,
    interfere,
    more: `api: { rate: { limit: 1000, per: 1s }, attempts: ${attempts}, list: { pageSize: 10 } }\n${more}`,
  });

type Spoil = (answer: string, response: ServerResponse, index: number) => undefined;

const cutShort: Spoil = (answer, response) => void response.end(answer.slice(0, -20));
/** Two bytes that are no UTF-8, in a field that no file here writes. */
const breakBytes: Spoil = (answer, response, index) => {
  const bytes = Buffer.from(answer);
  bytes.set([0xff, 0xc3], bytes.indexOf(`第二行 ${index}"`));
  response.end(bytes);
};
const spoils: [string, string, Spoil][] = [
  ['cut short', 'not JSON', cutShort],
  ['with bytes that are no UTF-8', 'not UTF-8', breakBytes],
];

const pageNumOf = (body: string): number => JSON.parse(body).pageNum;

/** A list whose page with this contact is spoilt, and a GET that is well but for some contacts. */
const spoilPageOf = (index: number, spoil: Spoil, get?: Interfere): Interfere =>
  crm.withManners({
    list: ({ answer }, response) => (answer.includes(`"${idOf(index)}"`) ? spoil(answer, response, index) : null),
    ...(get ? { get } : {}),
  });
const spoilGetOf =
  (index: number, spoil: Spoil): Interfere =>
  ({ url, answer }, response) =>
    url.includes(idOf(index)) ? spoil(answer, response, index) : null;

const putsTo = ({ sandbox }: Import, index: number) =>
  sandbox.calls.filter((call) => call.endpoint === 'put' && call.externalUserId === idOf(index)).length;

describe.each(spoils)('a page of the list that stays broken, %s,', (_, reason, spoil) => {
  test('is made up for by GET, and that is said', async () => {
    const { run } = await setUp(spoilPageOf(14, spoil));
    const { code, summary, stderr } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: 30 } });
    // The ten contacts of the page, and those by which it is known that there is a GET.
    expect(summary.calls).toMatchObject({ list: 3, get: 12 });
    const notes = summary.baseline.join('\n');
    expect(notes).toContain(`page 2 of the list gives nothing that can be believed (page 2: ${reason})`);
    expect(notes).toContain('the list did not show 10 contacts of the file; they are read one by one');
    expect(stderr).toContain('page 2 of the list gives nothing');
  });

  test('and whose contact GET does not tell either: that one fails, and nothing is sent to it', async () => {
    const set = await setUp(spoilPageOf(14, spoil, spoilGetOf(14, spoil)));
    const { code, summary, folder } = await set.run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 2, rows: { updated: 29, failed: 1 } });
    expect(putsTo(set, 14)).toBe(0);
    const row = readReport(folder).find(({ externalUserId }) => externalUserId === idOf(14));
    expect(row).toMatchObject({ status: 'failed', code: 'contact.broken' });
    expect(row?.message).toContain(`what the server tells of this contact cannot be believed (${reason}, 1 attempt)`);
    expect(row?.message).toContain('nothing more is sent to it');
  });
});

test.each(spoils)('a contact that GET tells %s fails, and its neighbours are imported', async (_, reason, spoil) => {
  const set = await setUp(crm.withManners({ get: spoilGetOf(1, spoil) }), rowsOf(0, 1, 2), 'baseline: get');
  const { code, summary, folder } = await set.run('run', '<job>');
  expect({ code, rows: summary.rows }).toMatchObject({ code: 2, rows: { updated: 2, failed: 1 } });
  expect(readReport(folder)[1]).toMatchObject({ code: 'contact.broken', message: expect.stringContaining(reason) });
  expect(putsTo(set, 1)).toBe(0);
});

describe('a page of the list that stays broken', () => {
  test('though it is the first: the second tells how many there are, and the others are read by list', async () => {
    for (const more of ['baseline: auto', 'baseline: list']) {
      const { run } = await setUp(spoilPageOf(3, cutShort), rowsOf(...all), more);
      const { code, summary } = await run('run', '<job>');
      expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: 30 } });
      expect(summary.calls).toMatchObject({ list: 3, get: 12 });
      expect(summary.baseline.join()).toContain('page 1 of the list gives nothing that can be believed');
    }
  });

  test('stops the run before any PUT where there is no GET, and it can be resumed', async () => {
    let isBroken = true;
    const list: Interfere = ({ answer }, response) =>
      isBroken && answer.includes(idOf(14)) ? cutShort(answer, response, 14) : null;
    const { run, sandbox } = await setUp(crm.withManners({ list, get: crm.isNotThere }));
    const { code, summary, stderr, folder } = await run('run', '<job>');
    expect({ code, why: summary.stoppedBy?.code }).toEqual({ code: 3, why: 'stop.listBroken' });
    expect(stderr).toContain('page 2 of the list of contacts could not be read (not JSON). Resume later');
    expect(countCalls(sandbox, 'put')).toBe(0);
    isBroken = false;
    expect((await run('resume', folder)).summary.rows).toMatchObject({ updated: 30 });
  });

  test('while rows are sent and there is no GET: its contacts fail, their neighbours are imported', async () => {
    let listings = 0;
    const list: Interfere = ({ answer, body }, response) => {
      if (pageNumOf(body) === 1) listings++;
      return listings > 1 && answer.includes(idOf(14)) ? cutShort(answer, response, 14) : null;
    };
    const set = await setUp(
      crm.withManners({ list, get: crm.isNotThere }),
      rowsOf(0, 1, 2, 13, 14, 25),
      'recheckAfter: 0s',
    );
    const { code, summary, folder } = await set.run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 2, rows: { updated: 4, failed: 2 } });
    expect(readReport(folder).map((row) => row.code)).toEqual(['', '', '', 'contact.broken', 'contact.broken', '']);
    expect([putsTo(set, 13), putsTo(set, 14), putsTo(set, 25)]).toEqual([0, 0, 1]);
  });
});

test('two pages in a row that stay broken are made up for by GET', async () => {
  const list: Interfere = ({ answer, body }, response) => (pageNumOf(body) > 1 ? cutShort(answer, response, 0) : null);
  const { run } = await setUp(crm.withManners({ list }));
  const { code, summary } = await run('run', '<job>');
  expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: 30 } });
  expect(summary.baseline.join()).toContain('page 2, 3 of the list');
});

test('a broken first page of a file that is no longer than a page is not gone round: GET costs no more', async () => {
  const { run } = await setUp(spoilPageOf(3, cutShort), rowsOf(...firstOf(5)));
  const { code, summary } = await run('run', '<job>');
  expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: 5 } });
  expect(summary.calls).toMatchObject({ list: 1, get: 5 });
  expect(summary.baseline.join()).toContain('the list is not available (not JSON)');
});

test('the only page of a list, when it stays broken, is made up for by GET, though the job asks for the list', async () => {
  const more = 'baseline: list';
  const { run } = await setUpImport({
    account: fullAccount(8),
    header,
    rows: rowsOf(...firstOf(8)),
    mapping,
    interfere: spoilPageOf(3, cutShort),
    more: `api: { rate: { limit: 1000, per: 1s }, attempts: 1 }\n${more}`,
  });
  expect(await run('run', '<job>')).toMatchObject({ code: 0, summary: { rows: { updated: 8 } } });
});

test('a server that answers everything with a page of its own stops the run at once', async () => {
  let isDown = false;
  const interfere: Interfere = ({ body, method }, response) => {
    if (method === 'POST') isDown ||= pageNumOf(body) === 2;
    return isDown ? void response.end('<html>maintenance</html>') : null;
  };
  const { run, sandbox } = await setUp(interfere);
  const { code, summary } = await run('run', '<job>');
  expect({ code, why: summary.stoppedBy?.code }).toEqual({ code: 3, why: 'stop.listBroken' });
  // Two pages, and a GET that is not answered either.
  expect(sandbox.calls).toHaveLength(3);
});

test('an answer that is the page before is asked for again', async () => {
  let before = '';
  const asked: number[] = [];
  const list: Interfere = ({ answer, body }) => {
    asked.push(pageNumOf(body));
    const isFirstTry = pageNumOf(body) === 2 && asked.filter((page) => page === 2).length === 1;
    const told = isFirstTry ? before : answer;
    before = answer;
    return told;
  };
  const { run } = await setUp(crm.withManners({ list }), rowsOf(...all), '', 2);
  const { code, summary } = await run('run', '<job>');
  expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: 30 } });
  expect(asked).toEqual([1, 2, 2, 3]);
  expect(summary.calls).toMatchObject({ retries: 1, get: 0 });
});

describe('items of the list that are no contacts', () => {
  const strayOn =
    (stray: unknown): Interfere =>
    (passage, ...rest) => {
      if (pageNumOf(passage.body) !== 2) return null;
      return crm.retell((told) => {
        if (Array.isArray(told.data)) told.data[4] = stray;
      })(passage, ...rest);
    };

  test.each([[null], ['wm_000014'], [{ name: 'x', customFields: [] }]])(
    'such as %j may be any contact: who was not seen is read by GET, and it is said',
    async (stray) => {
      const { run } = await setUp(crm.withManners({ list: strayOn(stray) }));
      const { code, summary } = await run('run', '<job>');
      expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: 30 } });
      const notes = summary.baseline.join('\n');
      expect(notes).toContain(
        'page 2 of the list holds entries that are no contacts (page 2 has 1 without externalUserId)',
      );
      expect(notes).toContain('the list did not show 1 contact of the file');
    },
  );

  test('are told of also where every contact of the file was seen', async () => {
    const { run } = await setUp(crm.withManners({ list: strayOn(null) }), rowsOf(0, 1, 2));
    const { code, summary } = await run('run', '<job>');
    expect({ code, calls: summary.calls }).toMatchObject({ code: 0, calls: { put: 3 } });
    expect(summary.baseline.join()).toContain('holds entries that are no contacts');
  });

  test('stop the run where somebody was not seen and there is no GET', async () => {
    const { run, sandbox } = await setUp(crm.withManners({ list: strayOn(null), get: crm.isNotThere }));
    const { code, summary } = await run('run', '<job>');
    expect({ code, why: summary.stoppedBy?.code }).toEqual({ code: 3, why: 'stop.listBroken' });
    expect(countCalls(sandbox, 'put')).toBe(0);
  });
});
