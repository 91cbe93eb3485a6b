import { describe, expect, test } from 'vitest';
import { baselineJob, fast, fullAccount, fullContact, idOf, lossy, mobileOf } from '../helpers/account.js';
import { countCalls, setUpImport, snapshot } from '../helpers/import.js';
import { untilAtOnce } from '../helpers/until.js';
import { readReport } from '../helpers/workspace.js';

const header = ['id', '手机', '等级', '地区', '备注', '坐标以外'];
const mapping = `
fields: { mobile: 手机, age: 坐标以外 }
customFields:
  客户等级: 等级
  地区: 地区
  备注: 备注`;

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => [
    idOf(index),
    index % 3 ? '' : `138${mobileOf(index).slice(3)}`,
    index % 4 ? '' : 'VIP',
    index % 5 ? '' : '湖北省/宜昌市',
    index % 6 ? `新备注 ${index}` : '#清空',
    index % 7 ? '' : '18',
  ]);

const setUp = (rows: string[][], more = fast, options = {}) =>
  setUpImport({ account: fullAccount(60), header, rows, mapping, more, options });

describe('rollback', () => {
  test('restores each contact to the letter, and can be rolled back itself', async () => {
    const { run, sandbox } = await setUp(rowsOf(60));
    const before = snapshot(sandbox);
    const imported = await run('run', '<job>');
    expect(imported.summary.rows.updated).toBe(60);
    const after = snapshot(sandbox);

    const back = await run('rollback', imported.summary.runId);
    expect(back).toMatchObject({ code: 0, summary: { command: 'rollback', rollbackOf: imported.summary.runId } });
    expect(back.summary.rows).toMatchObject({ total: 60, updated: 60 });
    expect(back.summary.runId).not.toBe(imported.summary.runId);
    expect(snapshot(sandbox)).toEqual(before);

    const forth = await run('rollback', back.summary.runId);
    expect(forth).toMatchObject({ code: 0, summary: { rows: { total: 60, updated: 60 } } });
    expect(snapshot(sandbox)).toEqual(after);
  });

  test('leaves alone what was edited since, and says both values; fields of others’ making it does not touch', async () => {
    const { run, sandbox } = await setUp(rowsOf(12));
    const imported = await run('run', '<job>');
    const mobileEdited = { ...sandbox.contact(idOf(0)), externalUserId: idOf(0), mobile: '13711111111' };
    sandbox.setContact({ ...mobileEdited, customFields: mobileEdited.customFields ?? [] });
    const other = sandbox.contact(idOf(1)) ?? fullContact(1);
    // Edited in fields that the import did not write: restored around them.
    const noteOf = (content: string) => ({ id: 12, fieldCode: 'CustomField_12', contentType: 'text', content });
    const customFields = [...other.customFields.filter(({ id }) => id !== 12), noteOf('新的客服备注')];
    sandbox.setContact({ ...other, position: '总监', customFields });

    const back = await run('rollback', imported.summary.runId);
    expect(back).toMatchObject({ code: 2, summary: { rows: { total: 12, updated: 11, drifted: 1 } } });
    const [first] = readReport(back.folder);
    expect(first).toMatchObject({ status: 'drifted', code: 'drift.rollback' });
    expect(first?.message).toContain(
      `13800000000 was written, 13711111111 is there now. Not restored to ${mobileOf(0)}`,
    );
    expect(sandbox.contact(idOf(0))?.mobile).toBe('13711111111');
    const restored = sandbox.contact(idOf(1));
    expect(restored).toMatchObject({ position: '总监' });
    expect(restored?.customFields.find(({ id }) => id === 12)?.content).toBe('新的客服备注');
    expect(restored?.customFields.find(({ id }) => id === 9)?.content).toBe('备注 1 "引号" 🧾');
  });

  test('touches only contacts that the run changed, and nothing the second time', async () => {
    const unchanged = [idOf(5), mobileOf(5), '', '', '', ''];
    const { run, sandbox } = await setUp([...rowsOf(3), unchanged, ['wm_nobody', '', 'VIP', '', '', '']]);
    const imported = await run('run', '<job>');
    const back = await run('rollback', imported.summary.runId);
    expect(readReport(back.folder).map(({ row, externalUserId }) => `${row} ${externalUserId}`)).toEqual([
      ...[`2 ${idOf(0)}`, `3 ${idOf(1)}`, `4 ${idOf(2)}`],
    ]);
    const puts = countCalls(sandbox, 'put');
    const again = await run('rollback', imported.summary.runId);
    expect(again).toMatchObject({ code: 0, summary: { rows: { total: 3, unchanged: 3 } } });
    expect(countCalls(sandbox, 'put')).toBe(puts);
  });

  test('of rows of one contact in order restores what was there before the first', async () => {
    const table = [
      [idOf(0), '13800000001', '', '', 'a', ''],
      [idOf(0), '', '', '', 'b', ''],
      [idOf(0), '13800000003', '', '', '', ''],
    ];
    const { run, sandbox } = await setUp(table, `${lossy}\nduplicates: in-order`);
    const before = snapshot(sandbox);
    const imported = await run('run', '<job>');
    expect(imported.summary.rows.updated).toBe(3);
    const back = await run('rollback', imported.summary.runId);
    expect(back.summary.rows).toMatchObject({ total: 1, updated: 1 });
    expect(snapshot(sandbox)).toEqual(before);
  });

  test('goes through limits, and resumes after a kill', async () => {
    const { run, sandbox, workspace } = await setUp(rowsOf(60), `${lossy}\nlimits: { clears: 12 }`);
    const before = snapshot(sandbox);
    const imported = await run('run', '<job>');
    workspace.write('job.yaml', baselineJob(mapping, `${lossy}\nlimits: { changed: 10 }`));
    const refused = await run('rollback', imported.summary.runId);
    expect(refused).toMatchObject({ code: 1, summary: { state: 'planned', stoppedBy: { code: 'limit.changed' } } });

    workspace.write('job.yaml', baselineJob(mapping, 'api: { rate: { limit: 20, per: 500ms }, timeout: 2s }'));
    const puts = countCalls(sandbox, 'put');
    const running = workspace.start(['apply', refused.summary.runId]);
    await untilAtOnce(() => countCalls(sandbox, 'put') >= puts + 25);
    running.child.kill('SIGKILL');
    await running.ended;
    const resumed = await run('resume', refused.summary.runId);
    expect(resumed).toMatchObject({ code: 0, summary: { rows: { total: 60, updated: 60 } } });
    expect(snapshot(sandbox)).toEqual(before);
  });

  test('takes back a run that was killed half way, with the rows that were under way', async () => {
    const slow = 'api: { rate: { limit: 20, per: 300ms }, concurrency: 4, timeout: 2s }';
    const { run, sandbox, workspace, job } = await setUp(rowsOf(60), slow);
    const before = snapshot(sandbox);
    const running = workspace.start(['run', job]);
    await untilAtOnce(() => countCalls(sandbox, 'put') >= 30);
    running.child.kill('SIGKILL');
    await running.ended;
    const [folder = ''] = workspace.runFolders();
    workspace.write('job.yaml', baselineJob(mapping, lossy));
    const back = await run('rollback', folder);
    expect(back.code).toBe(0);
    expect(snapshot(sandbox)).toEqual(before);
  });

  test.each([
    ['a check', ['check', '<job>']],
    ['a plan', ['plan', '<job>']],
  ])('of %s is refused: it has sent nothing', async (_, command) => {
    const { run, workspace } = await setUp(rowsOf(2));
    const { summary } = await run(...command);
    const refused = await run('rollback', summary.runId);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('has sent nothing');
    expect(workspace.runFolders()).toHaveLength(1);
  });

  test('of a run without a baseline, or that changed nothing, is refused', async () => {
    const { run, workspace } = await setUp(rowsOf(2));
    await run('run', '<job>');
    const again = await run('run', '<job>');
    expect((await run('rollback', again.summary.runId)).stderr).toContain('changed no contact');
    const replaceAll =
      'customFields: { CustomField_9: { column: 备注, id: 9, type: text } }\nbaseline: none\nreplaceAll: true';
    workspace.write('job.yaml', baselineJob(replaceAll));
    const blind = await run('run', '<job>');
    const refused = await run('rollback', blind.summary.runId);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('had no baseline');
  });
});
