import { describe, expect, test } from 'vitest';
import { baselineJob, fast, fullAccount, idOf } from '../helpers/account.js';
import { countCalls, type Import, setUpImport } from '../helpers/import.js';
import type { Interfere } from '../helpers/proxy.js';
import { until } from '../helpers/until.js';
import { readReport } from '../helpers/workspace.js';

const header = ['id', '备注'];
const mapping = 'customFields: { 备注: 备注 }';
const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => [idOf(index), `新备注 ${index}`]);
const setUp = (rows: string[][], more: string, interfere?: Interfere, contacts = 30): Promise<Import> =>
  setUpImport({ account: fullAccount(contacts), header, rows, mapping, more, ...(interfere ? { interfere } : {}) });

const paged = (pageSize: number, baseline = 'auto') => `
baseline: ${baseline}
api: { rate: { limit: 1000, per: 1s }, attempts: 2, list: { pageSize: ${pageSize} } }`;

describe('the baseline', () => {
  test.each([
    ['by list, where that costs fewer calls', 10, 10, { list: 3, get: 0 }, '3 pages for 30 contacts'],
    ['by get, where that costs fewer calls', 2, 5, { list: 1, get: 2 }, '2 contacts one by one'],
  ])('of auto is read %s, and it says so', async (_, rows, pageSize, calls, words) => {
    const { run, sandbox } = await setUp(rowsOf(rows), paged(pageSize));
    const { code, stderr, summary } = await run('run', '<job>');
    expect({ code, updated: summary.rows.updated }).toEqual({ code: 0, updated: rows });
    expect(stderr).toContain(words);
    expect(summary.baseline.join()).toContain(words);
    expect(summary.calls).toMatchObject({ ...calls, put: rows, retries: 0 });
    expect([countCalls(sandbox, 'list'), countCalls(sandbox, 'get')]).toEqual([calls.list, calls.get]);
  });

  test('by get makes one call a contact and none to the list', async () => {
    const { run } = await setUp(rowsOf(7), paged(10, 'get'));
    const { code, summary } = await run('run', '<job>');
    expect({ code, calls: summary.calls }).toMatchObject({ code: 0, calls: { get: 7, list: 0, put: 7 } });
  });

  test.each(['list', 'get'])('by %s finds who is not a contact of the account before anything is sent', async (way) => {
    const rows = [['wm_nobody', 'x'], ...rowsOf(3), ['wm_neither', 'y']];
    const { run, sandbox } = await setUp(rows, paged(10, way));
    const { code, folder, summary } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 2, rows: { invalid: 2, updated: 3 } });
    expect(readReport(folder).map((row) => `${row.code} ${row.column}`)).toEqual([
      ...['contact.absent id', ' ', ' ', ' ', 'contact.absent id'],
    ]);
    const puts = sandbox.calls.filter(({ endpoint }) => endpoint === 'put').map(({ externalUserId }) => externalUserId);
    expect(puts.toSorted()).toEqual(rowsOf(3).map(([id]) => id));
  });

  test('of a file without a single id costs no call', async () => {
    const { run, sandbox } = await setUp(
      [
        ['', 'x'],
        ['a b', 'y'],
      ],
      fast,
    );
    const { code, summary } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 2, rows: { invalid: 2 } });
    expect(sandbox.calls).toEqual([]);
  });

  test('survives a kill: what was read by get is not read again, and what the fields are is not forgotten', async () => {
    const { workspace, sandbox, job } = await setUp(
      rowsOf(30),
      `${paged(10, 'get')}\n`.replace('limit: 1000', 'limit: 30'),
    );
    sandbox.setFaults({ latencyMs: { min: 60, max: 60 } });
    const running = workspace.start(['run', job]);
    await until(() => countCalls(sandbox, 'get') >= 20);
    running.child.kill('SIGKILL');
    await running.ended;
    sandbox.setFaults({});
    const [folder = ''] = workspace.runFolders();
    expect(await workspace.run(['resume', folder])).toMatchObject({ code: 0 });
    // Those under way were lost; and each is looked at once more before its PUT, since nobody knows how long the pause was.
    expect(countCalls(sandbox, 'get')).toBeLessThan(30 + 30 + 10);
  });
});

describe('a list that changes while it is read', () => {
  const isList = (url: string) => url.includes('/list');

  test.each<[string, (page: number, answer: { data: unknown[]; paging: { total: number } }) => void]>([
    [
      'repeats a page',
      (page, answer) => void (page === 2 && answer.data.splice(0, 10, ...Array(10).fill(answer.data[0]))),
    ],
    ['shrinks a page', (page, answer) => void (page === 2 && answer.data.splice(0, 4))],
    ['changes its total', (page, answer) => void (page === 2 && answer.paging.total--)],
    ['ends early', (page, answer) => void (page >= 2 && answer.data.splice(0))],
  ])('because it %s is noticed, and who was not seen is looked up one by one', async (_, spoil) => {
    const interfere: Interfere = ({ url, body, answer }) => {
      if (!isList(url)) return null;
      const told = JSON.parse(answer);
      spoil(JSON.parse(body).pageNum, told);
      return JSON.stringify(told);
    };
    const { run } = await setUp([...rowsOf(30), ['wm_nobody', 'x']], paged(10), interfere);
    const { code, summary, stderr } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 2, rows: { updated: 30, invalid: 1 } });
    expect(stderr).toMatch(/changed while it was read/);
    expect(summary.calls.get).toBeGreaterThan(0);
  });

  test('and never holds still, with no GET to settle it, stops the run before any PUT', async () => {
    const interfere: Interfere = ({ url, method, body, answer }, response) => {
      if (method === 'GET') return void response.writeHead(404).end('<html>no such thing</html>');
      if (!isList(url)) return null;
      const told = JSON.parse(answer);
      if (JSON.parse(body).pageNum === 2) told.data.splice(0, 3);
      return JSON.stringify(told);
    };
    const { run, sandbox } = await setUp(rowsOf(30), paged(10), interfere);
    const { code, summary } = await run('run', '<job>');
    expect({ code, state: summary.state, why: summary.stoppedBy?.code }).toEqual({
      code: 3,
      state: 'stopped',
      why: 'stop.unsteady',
    });
    expect(countCalls(sandbox, 'put')).toBe(0);
  });

  test('does not tell custom fields of a contact: it is read by GET, and refused where GET does not tell them either', async () => {
    const interfere: Interfere = ({ url, method, answer }) => {
      const told = JSON.parse(answer);
      if (isList(url)) told.data = told.data.map((contact: object) => ({ ...contact, customFields: null }));
      if (method === 'GET' && url.includes(idOf(1))) told.data.customFields = null;
      return isList(url) || method === 'GET' ? JSON.stringify(told) : null;
    };
    const { run } = await setUp(rowsOf(3), paged(10, 'list'), interfere);
    const { summary, folder } = await run('run', '<job>');
    expect(summary.rows).toMatchObject({ updated: 2, failed: 1 });
    expect(readReport(folder).map(({ code }) => code)).toEqual(['', 'contact.untold', '']);
  });
});

describe('where the query interface is not there', () => {
  const nothingThere: Interfere = ({ method }, response) =>
    method === 'PUT' ? null : void response.writeHead(404).end('{"code":404,"message":"接口不存在"}');

  test.each(['auto', 'list', 'get'])('baseline: %s stops before any PUT and says what the choices are', async (way) => {
    const { run, sandbox } = await setUp(rowsOf(30), paged(10, way), nothingThere);
    const { code, summary, stderr } = await run('run', '<job>');
    expect({ code, why: summary.stoppedBy?.code, pending: summary.rows.pending }).toEqual({
      code: 3,
      why: 'stop.noQuery',
      pending: 30,
    });
    for (const choice of ['api.get.path', 'api.list.path', 'baseline: none', 'replaceAll: true']) {
      expect(stderr).toContain(choice);
    }
    expect(countCalls(sandbox, 'put')).toBe(0);
    // It gives up long before it has asked for every contact.
    expect(sandbox.calls.length).toBeLessThan(25);
  });

  test('but GET is, auto reads one by one, and says why', async () => {
    const { run } = await setUp(rowsOf(5), paged(10), ({ url }, response) =>
      url.includes('/list') ? void response.writeHead(404).end('{"code":404,"message":"没有"}') : null,
    );
    const { code, stderr } = await run('run', '<job>');
    expect(code).toBe(0);
    expect(stderr).toContain('the list is not available (404');
  });

  test('paths are settable, and a corrected one lets the stopped run go on', async () => {
    const wrong = 'api: { rate: { limit: 1000, per: 1s }, get: { path: /x/:externalUserID }, list: { path: /x/list } }';
    const { run, workspace } = await setUp(rowsOf(3), wrong);
    expect(await run('run', '<job>')).toMatchObject({ code: 3 });
    workspace.write('job.yaml', baselineJob(mapping));
    const [folder = ''] = workspace.runFolders();
    expect((await run('resume', folder)).summary.rows).toMatchObject({ updated: 3 });
  });
});

test('a job that contradicts the account is refused before anything is written, with every contradiction', async () => {
  const { run, sandbox, workspace } = await setUp(rowsOf(1), fast);
  const customFields = `
  CustomField_9: { column: 备注, id: 10 }
  CustomField_10: { column: 备注, type: number }
  备柱: 备注
  坐标: 备注
  客服备注: 备注
  CustomField_12: 备注
  客户等级: { column: 备注, values: { 钻石: 9 } }
  年消费: { column: 备注, format: yyyy/M/d }`;
  workspace.write('job.yaml', baselineJob(`customFields: ${customFields}`));
  const { code, stderr } = await run('run', '<job>');
  expect(code).toBe(1);
  for (const words of [
    'CustomField_9: the job says id 10, the account 9',
    'CustomField_10: the job says type number, the account area_text',
    '备柱: no contact that was read has such a custom field. The nearest are: 备注 (CustomField_9)',
    '坐标: this version cannot write a field of the type location',
    'CustomField_12: 客服备注 is the same field',
    '客户等级: the key of "钻石" in values is no option',
    '年消费.format: a field of this type takes no format',
  ]) {
    expect(stderr).toContain(words);
  }
  expect(countCalls(sandbox, 'put')).toBe(0);
  expect(workspace.runFolders()).toEqual([]);
});
