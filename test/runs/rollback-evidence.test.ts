import { describe, expect, test } from 'vitest';
import { baselineJob, fast, fullAccount, idOf, lossy, mobileOf } from '../helpers/account.js';
import { answerWith, hangUp, refusal, retell, withManners } from '../helpers/crm.js';
import { countCalls, setUpImport, snapshot } from '../helpers/import.js';
import type { Interfere } from '../helpers/proxy.js';
import { untilAtOnce } from '../helpers/until.js';
import { readReport } from '../helpers/workspace.js';

const header = ['id', '手机', '职位', '备注'];
const mapping = `
fields: { mobile: 手机, position: 职位 }
customFields: { 备注: 备注 }`;
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => [idOf(index), `138${mobileOf(index).slice(3)}`, '', `新 ${index}`]);

interface Given {
  readonly rows?: readonly (readonly string[])[];
  readonly more?: string;
  readonly interfere?: Interfere;
}
const setUp = ({ rows = rowsOf(3), ...rest }: Given = {}) =>
  setUpImport({ account: fullAccount(20), header, mapping, rows, ...rest });

const isOf = (index: number, url: string) => url.includes(idOf(index));
const fail = answerWith(500, '{"succeed":false,"code":500,"message":"系统异常"}');

describe('what has arrived is restored, whatever the server answered:', () => {
  test.each<[string, (attempt: number) => Interfere]>([
    ['nothing, and then a refusal', (attempt) => (attempt === 1 ? hangUp : answerWith(200, refusal(50012)))],
    ['HTTP 500 until the attempts ran out', () => fail],
  ])('%s', async (_, answer) => {
    let attempts = 0;
    let isStrange = true;
    const put: Interfere = (passage, ...rest) =>
      isStrange && isOf(1, passage.url) ? answer(++attempts)(passage, ...rest) : null;
    const { run, sandbox } = await setUp({ interfere: withManners({ put }), more: lossy });
    const before = snapshot(sandbox);
    const { code, summary, folder } = await run('run', '<job>');
    expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: 3 } });
    expect(readReport(folder)[1]).toMatchObject({ status: 'updated', code: 'send.settledByReading', attempts: '2' });

    isStrange = false;
    const back = await run('rollback', summary.runId);
    expect({ code: back.code, rows: back.summary.rows }).toMatchObject({ code: 0, rows: { total: 3, updated: 3 } });
    expect(snapshot(sandbox)).toEqual(before);
  });

  test('HTTP 500, and the run was interrupted among the attempts and never resumed', async () => {
    let failures = 0;
    let isStrange = true;
    const put: Interfere = (passage, ...rest) => {
      if (!isStrange || !isOf(1, passage.url)) return null;
      failures++;
      return fail(passage, ...rest);
    };
    const more = 'api: { rate: { limit: 1000, per: 1s }, timeout: 3s, attempts: 10 }';
    const { run, sandbox, workspace, job } = await setUp({ more, interfere: withManners({ put }) });
    const before = snapshot(sandbox);
    const running = workspace.start(['run', job]);
    await untilAtOnce(() => failures >= 2);
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 130 });
    expect(snapshot(sandbox)[1]).not.toBe(before[1]);

    isStrange = false;
    const [folder = ''] = workspace.runFolders();
    const back = await run('rollback', folder);
    expect({ code: back.code, rows: back.summary.rows }).toMatchObject({ code: 0, rows: { total: 3, updated: 3 } });
    expect(snapshot(sandbox)).toEqual(before);
  });

  test('nothing, to the second of two rows of a contact in order, before the program was killed', async () => {
    const rows = [
      [idOf(0), '', '', '第一'],
      [idOf(1), '', '', '别人'],
      [idOf(0), '', '总监', '第二'],
    ];
    let kill = () => {};
    const put: Interfere = (passage, ...rest) => {
      if (!passage.body.includes('总监')) return null;
      kill();
      return hangUp(passage, ...rest);
    };
    const more = `${lossy}\nduplicates: in-order`;
    const { run, sandbox, workspace, job } = await setUp({ rows, more, interfere: withManners({ put }) });
    const before = snapshot(sandbox);
    const running = workspace.start(['run', job]);
    kill = () => {
      kill = () => {};
      running.child.kill('SIGKILL');
    };
    await running.ended;
    expect(sandbox.contact(idOf(0))?.position).toBe('总监');

    const [folder = ''] = workspace.runFolders();
    const back = await run('rollback', folder);
    expect({ code: back.code, rows: back.summary.rows }).toMatchObject({ code: 0, rows: { total: 2, updated: 2 } });
    expect(snapshot(sandbox)).toEqual(before);
  });
});

test('limits in per cent are of the file of the run that is taken back, as they were for that run', async () => {
  const rows = Array.from({ length: 20 }, (_, index) => [idOf(index), '', index < 2 ? '总监' : '经理', '']);
  const { run, sandbox } = await setUp({ rows, more: `${fast}\nlimits: { changed: 20% }` });
  const before = snapshot(sandbox);
  const { code, summary } = await run('run', '<job>');
  expect({ code, rows: summary.rows }).toMatchObject({ code: 0, rows: { updated: 2, unchanged: 18 } });
  const back = await run('rollback', summary.runId);
  expect({ code: back.code, rows: back.summary.rows }).toMatchObject({ code: 0, rows: { total: 2, updated: 2 } });
  expect(snapshot(sandbox)).toEqual(before);
});

test('a job that has become invalid since does not stand in the way', async () => {
  const { run, sandbox, workspace } = await setUp();
  const before = snapshot(sandbox);
  const { summary } = await run('run', '<job>');
  workspace.write('job.yaml', `${baselineJob(mapping)}\nnonsense: 1`);
  expect(await run('rollback', summary.runId)).toMatchObject({ code: 0, summary: { rows: { total: 3, updated: 3 } } });
  expect(snapshot(sandbox)).toEqual(before);
});

test('a contact that has left the account ends as drifted, and the others are restored', async () => {
  let isGone = false;
  const get: Interfere = (passage, ...rest) =>
    isGone && isOf(1, passage.url) ? answerWith(200, refusal(404))(passage, ...rest) : null;
  const leaveOut = retell((told) => {
    const data = Array.isArray(told.data) ? told.data : [];
    told.data = data.filter(({ externalUserId }) => externalUserId !== idOf(1));
    told.paging = { total: data.length - 1 };
  });
  const list: Interfere = (...call) => (isGone ? leaveOut(...call) : null);
  const { run, sandbox } = await setUp({ interfere: withManners({ get, list }) });
  const before = snapshot(sandbox);
  const { summary } = await run('run', '<job>');
  const puts = countCalls(sandbox, 'put');

  isGone = true;
  const back = await run('rollback', summary.runId);
  expect({ code: back.code, rows: back.summary.rows }).toMatchObject({ code: 2, rows: { updated: 2, drifted: 1 } });
  expect(readReport(back.folder)[1]).toMatchObject({ status: 'drifted', code: 'contact.gone' });
  expect(countCalls(sandbox, 'put')).toBe(puts + 2);
  expect([snapshot(sandbox)[0], snapshot(sandbox)[2]]).toEqual([before[0], before[2]]);
});
