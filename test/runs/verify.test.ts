import { describe, expect, test } from 'vitest';
import { fast, fullAccount, fullContact, idOf, lossy, mobileOf } from '../helpers/account.js';
import { countCalls, setUpImport } from '../helpers/import.js';
import type { Interfere } from '../helpers/proxy.js';
import { readReport } from '../helpers/workspace.js';

const header = ['id', '手机', '职位', '回访', '备注'];
const mapping = `
fields: { mobile: 手机, position: 职位 }
customFields:
  上次回访: { column: 回访, format: yyyy/M/d H:mm }
  备注: 备注`;
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => [
    ...[idOf(index), `138${mobileOf(index).slice(3)}`, '总监', '2026/1/2 8:05', `新 ${index}`],
  ]);
const setUp = (count: number, interfere: Interfere, more = lossy) =>
  setUpImport({ account: fullAccount(count), header, rows: rowsOf(count), mapping, more, interfere });

/** Changes what the server tells of one contact after a PUT. */
const tellOtherwise =
  (id: string, change: (data: Record<string, unknown>) => void): Interfere =>
  ({ method, url, answer }) => {
    if (method !== 'PUT' || !url.includes(id)) return null;
    const told = JSON.parse(answer);
    change(told.data);
    return JSON.stringify(told);
  };

/** The same for the custom fields, which an echo has as a JSON string. */
const tellFields = (change: (fields: { fieldCode: string; content: unknown }[]) => unknown) =>
  tellOtherwise(idOf(0), (data) => {
    const fields = JSON.parse(String(data.customField));
    data.customField = JSON.stringify(change(fields) ?? fields);
  });

describe('an echo that', () => {
  test('agrees, after the server’s own normalisation, is an update', async () => {
    const { run, sandbox } = await setUp(2, () => null);
    const { code, summary } = await run('run', '<job>');
    expect({ code, updated: summary.rows.updated }).toEqual({ code: 0, updated: 2 });
    const stored = sandbox.contact(idOf(0))?.customFields.find(({ id }) => id === 5);
    expect(stored?.content).toBe('2026-01-02T08:05:00.000Z');
  });

  test.each<[string, Interfere, string]>([
    [
      'tells another standard field',
      tellOtherwise(idOf(0), (data) => (data.position = '经理')),
      '"position" is not as it was sent: sent 总监, the server stored 经理',
    ],
    [
      'tells another custom field than was sent',
      tellFields((fields) =>
        fields.map((field) => (field.fieldCode === 'CustomField_9' ? { ...field, content: 'x' } : field)),
      ),
      '"备注" is not as it was sent: sent 新 0, the server stored x',
    ],
    [
      'has lost a field that the file does not touch',
      tellFields((fields) => fields.filter(({ fieldCode }) => fieldCode !== 'CustomField_12')),
      '"客服备注" is not as it was sent: sent 生日当天要打电话 0, the server stored ∅',
    ],
    ['does not tell custom fields at all', tellOtherwise(idOf(0), (data) => delete data.customField), '"customField"'],
  ])('%s leaves the row unverified, with the field, what was sent and what is stored', async (_, interfere, words) => {
    const { run } = await setUp(2, interfere);
    const { code, summary, folder } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 2, rows: { unverified: 1, updated: 1 } });
    const [row] = readReport(folder);
    expect(row).toMatchObject({ status: 'unverified', code: expect.stringContaining('send.unverified') });
    expect(row?.message).toContain(words);
    expect(row?.changes).toContain('position: 经理 → 总监');
  });

  test('is of another contact is never success', async () => {
    const { run } = await setUp(
      1,
      tellOtherwise(idOf(0), (data) => (data.externalUserId = idOf(9))),
    );
    const { summary, folder } = await run('run', '<job>');
    // The contact was read: it holds what was sent.
    expect(summary.rows).toMatchObject({ updated: 1 });
    expect(readReport(folder)[0]).toMatchObject({ code: 'send.settledByReading', attempts: '2' });
  });

  test('disagrees ten times in a row stops the run', async () => {
    const lose: Interfere = ({ method, answer }) => {
      if (method !== 'PUT') return null;
      const told = JSON.parse(answer);
      return JSON.stringify({ ...told, data: { ...told.data, customField: '[]' } });
    };
    const { run, sandbox } = await setUp(
      40,
      lose,
      'api: { rate: { limit: 1000, per: 1s }, concurrency: 1, timeout: 3s }',
    );
    expect((await run('run', '<job>')).summary).toMatchObject({
      state: 'stopped',
      rows: { unverified: 10, pending: 30 },
    });
    expect(countCalls(sandbox, 'put')).toBe(10);
  });
});

describe('the canary', () => {
  test('goes alone, and is read before and after: what the echo leaves out is verified too', async () => {
    const { run, sandbox } = await setUp(20, () => null, `${fast}\ncanary: 3`);
    const { code, summary } = await run('run', '<job>');
    expect({ code, calls: summary.calls }).toMatchObject({ code: 0, calls: { put: 20, get: 6 } });
    const arrivals = sandbox.calls.filter(({ endpoint }) => endpoint !== 'list').map(({ endpoint }) => endpoint);
    expect(arrivals.slice(0, 6)).toEqual(['get', 'put', 'get', 'get', 'put', 'get']);
  });

  test('finds out a list that leaves out a field which GET tells: nothing is written, and the field stays', async () => {
    const { run, sandbox } = await setUp(
      6,
      ({ url, answer }) => (url.includes('/list') ? answer.replace(/,\{"id":12,[^{}]*\}/g, '') : null),
      `${fast}\ncanary: 2`,
    );
    const { code, summary, folder } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 2, rows: { drifted: 6 } });
    expect(readReport(folder)[0]?.message).toContain('CustomField_12');
    expect(countCalls(sandbox, 'put')).toBe(0);
  });

  test('that does not verify holds back the rest; resumed, the next rows must verify', async () => {
    // A server that says yes and keeps the old mobile, which no echo tells of.
    let isKept = true;
    const keepMobile: Interfere = ({ method, answer, url }) => {
      if (method !== 'GET' || !isKept) return null;
      const index = Number(/wm_(\d+)/.exec(url)?.[1]);
      return answer.replace(/"mobile":"\d+"/, `"mobile":"${mobileOf(index)}"`);
    };
    const { run, sandbox } = await setUp(20, keepMobile, `${fast}\ncanary: 3`);
    const { code, summary, folder } = await run('run', '<job>');
    expect({ code, why: summary.stoppedBy?.code, rows: summary.rows }).toMatchObject({
      code: 3,
      why: 'stop.canary',
      rows: { unverified: 1, pending: 19 },
    });
    expect(readReport(folder)[0]?.message).toContain('"mobile" is not as it was sent');
    expect(countCalls(sandbox, 'put')).toBe(1);
    isKept = false;
    expect(await run('resume', folder)).toMatchObject({ code: 2, summary: { rows: { unverified: 1, updated: 19 } } });
  });
});

describe('a PUT that is never answered is settled by reading:', () => {
  const hangUpOnPut: Interfere = ({ method }, _response, request) => {
    if (method === 'PUT') request.socket.destroy();
    return null;
  };

  test('the contact holds our values: updated', async () => {
    const { run, sandbox } = await setUp(2, hangUpOnPut);
    const { code, summary, folder } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: 2 } });
    expect(readReport(folder)[0]).toMatchObject({ status: 'updated', code: 'send.settledByReading', attempts: '2' });
    expect(sandbox.contact(idOf(0))?.position).toBe('总监');
  });

  test('it holds the old ones: sent again', async () => {
    let lost = 0;
    // Nothing comes of the first two attempts: the sandbox gets its old contact back before anybody looks.
    const { run, sandbox } = await setUp(1, ({ method }, _response, request) => {
      if (method !== 'PUT' || lost >= 2) return null;
      lost++;
      sandbox.setContact(fullContact(0));
      request.socket.destroy();
      return null;
    });
    const { code, summary, folder } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: 1 } });
    expect(readReport(folder)[0]).toMatchObject({ status: 'updated', code: '', attempts: '3' });
  });

  test('it holds neither: drifted, and not overwritten', async () => {
    const edited = { ...fullContact(0), position: '董事长' };
    const { run, sandbox } = await setUp(1, ({ method }, _response, request) => {
      if (method !== 'PUT') return null;
      sandbox.setContact(edited);
      request.socket.destroy();
      return null;
    });
    const { summary, folder } = await run('run', '<job>');
    expect(summary.rows.drifted).toBe(1);
    expect(readReport(folder)[0]?.code).toContain('drift.afterSending');
    expect(sandbox.contact(idOf(0))).toEqual(edited);
  });

  test('it cannot be read: unknown', async () => {
    let isSent = false;
    const { run } = await setUp(1, ({ method }, response, request) => {
      if (method === 'PUT') {
        isSent = true;
        request.socket.destroy();
      } else if (isSent) response.writeHead(500).end('{"code":500}');
      return null;
    });
    const { code, summary } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 2, rows: { unknown: 1 } });
  });

  test('there is no GET: by the list', async () => {
    const { run, sandbox } = await setUp(3, ({ method }, response, request) => {
      if (method === 'PUT') request.socket.destroy();
      if (method === 'GET') response.writeHead(404).end('<html>');
      return null;
    });
    const { code, summary } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: 3 } });
    expect(countCalls(sandbox, 'list')).toBeGreaterThan(1);
  });
});

test('a contact is read again before its PUT once the baseline is older than recheckAfter', async () => {
  const { run, sandbox } = await setUp(3, () => null, `${fast}\nrecheckAfter: 0s`);
  const { summary } = await run('run', '<job>');
  expect(summary).toMatchObject({ rows: { updated: 3 }, calls: { put: 3, get: 3, list: 1 } });
  expect(sandbox.calls.map(({ endpoint }) => endpoint).indexOf('get')).toBe(1);
});

test('where there is no GET, contacts are looked at again by a list, one for all of them', async () => {
  const { run, sandbox } = await setUp(3, ({ method }, response) => {
    if (method === 'GET') response.writeHead(404).end('<html>');
    return null;
  });
  const { summary } = await run('plan', '<job>');
  sandbox.setContact({ ...fullContact(1), mobile: '13700000000' });
  const applied = await run('apply', summary.runId);
  expect(applied.summary).toMatchObject({ rows: { updated: 2, drifted: 1 }, calls: { put: 2, list: 2 } });
});
