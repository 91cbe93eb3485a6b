import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { baselineJob, fast, fullAccount, fullContact, idOf, lossy, mobileOf } from '../helpers/account.js';
import { countCalls, setUpImport, snapshot } from '../helpers/import.js';
import { until } from '../helpers/until.js';
import { readReport } from '../helpers/workspace.js';

const header = ['id', '手机', '等级', '备注'];
const mapping = `
fields: { mobile: 手机 }
customFields: { 客户等级: 等级, 备注: 备注 }`;

/** Ten rows: the first five change something, the next four nothing, the last is no contact. */
const rows = [
  [idOf(0), '13800000000', '', ''],
  [idOf(1), '', '黄金 会员', ''],
  [idOf(2), '', '', '新的备注'],
  [idOf(3), '', '', '#清空'],
  [idOf(4), '13800000004', '普通', 'x'],
  ...[5, 6, 7].map((index) => [idOf(index), mobileOf(index), '', `备注 ${index} "引号" 🧾`]),
  [idOf(8), '', '', ''],
  ['wm_nobody', '13800000009', '', ''],
];

const setUp = (more = fast, table = rows) =>
  setUpImport({ account: fullAccount(12), header, rows: table, mapping, more });

describe('plan', () => {
  test('shows and writes what would change, field by field, before and after, and sends nothing', async () => {
    const { sandbox, workspace, job } = await setUp();
    const before = snapshot(sandbox);
    const { code, stdout } = await workspace.run(['plan', job]);
    expect(code).toBe(0);
    expect(stdout).toContain('Plan: 10 rows: 5 to send, 4 unchanged, 1 invalid');
    expect(stdout).toMatch(/5 calls at 1000\/s: 1 s, ends about \d\d:\d\d/);
    expect(stdout).toContain('mobile: 0 / 2 / 0');
    expect(stdout).toContain('客户等级 (CustomField_1): 0 / 2 / 0');
    expect(stdout).toContain('备注 (CustomField_9): 0 / 2 / 1');
    expect(stdout).toContain(`row 3 ${idOf(1)}: 客户等级: VIP → 黄金会员`);
    const [folder = ''] = workspace.runFolders();
    expect(stdout).toMatch(/2\. If all is well, send it.*: wefeng-import apply \d/);
    const report = readReport(folder);
    expect(report.map(({ status, code: why }) => `${status} ${why}`)).toEqual([
      ...Array(5).fill('pending row.planned'),
      ...['unchanged row.same', 'unchanged row.same', 'unchanged row.same', 'unchanged row.nothing'],
      'invalid contact.absent',
    ]);
    expect(report[3]?.changes).toBe('备注: 备注 3 "引号" 🧾 → ∅');
    expect(report[0]?.changes).toBe(`mobile: ${mobileOf(0)} → 13800000000`);
    expect(snapshot(sandbox)).toEqual(before);
    expect(countCalls(sandbox, 'put')).toBe(0);
  });

  test('as JSON names no customer outside the run folder', async () => {
    const { workspace, job } = await setUp();
    const { stdout, stderr } = await workspace.run(['plan', job, '--json']);
    const { state, plan, rows: counts } = JSON.parse(stdout);
    expect({ state, toSend: plan.toSend, clears: plan.clears, pending: counts.pending }).toEqual({
      state: 'planned',
      toSend: 5,
      clears: 1,
      pending: 5,
    });
    expect(stdout + stderr).not.toMatch(/wm_00000|13800000000|13900000/);
  });
});

describe('apply', () => {
  test('sends just that plan; the same file once more makes no PUT at all', async () => {
    const { run, sandbox } = await setUp();
    const plan = await run('plan', '<job>');
    const applied = await run('apply', plan.summary.runId);
    expect({ code: applied.code, rows: applied.summary.rows }).toMatchObject({
      code: 2,
      rows: { updated: 5, unchanged: 4, invalid: 1 },
    });
    expect(applied.summary.runId).toBe(plan.summary.runId);
    const puts = countCalls(sandbox, 'put');
    expect(puts).toBe(5);
    const again = await run('run', '<job>');
    expect(again.summary.rows).toMatchObject({ updated: 0, unchanged: 9, invalid: 1 });
    expect(again.summary.calls).toMatchObject({ put: 0, list: 1, get: 0 });
    expect(countCalls(sandbox, 'put')).toBe(puts);
  });

  test('sends standard fields only where they change, and the whole set of custom fields with every PUT', async () => {
    const { run, sandbox } = await setUp();
    await run('run', '<job>');
    const bodies = sandbox.calls.filter(({ endpoint }) => endpoint === 'put').map(({ body }) => JSON.parse(body));
    const standardOf = ({ customFields: _, ...standard }: Record<string, unknown>) => Object.keys(standard);
    const byLength = bodies.map((body) => [standardOf(body).join(), body.customFields.length]);
    expect(byLength.toSorted()).toEqual([
      ['', 11],
      ['', 12],
      ['', 12],
      ['mobile', 12],
      ['mobile', 12],
    ]);
  });

  test('leaves a contact alone that was edited since the plan, in a field of the file or in any custom field', async () => {
    const { run, sandbox } = await setUp();
    const { summary } = await run('plan', '<job>');
    const edited = { ...fullContact(0), mobile: '13700000000' };
    const note = { ...fullContact(2), customFields: fullContact(2).customFields.filter(({ id }) => id !== 12) };
    const harmless = { ...fullContact(4), position: '总监' };
    for (const contact of [edited, note, harmless]) sandbox.setContact(contact);

    const applied = await run('apply', summary.runId);
    expect({ code: applied.code, rows: applied.summary.rows }).toMatchObject({
      code: 2,
      rows: { updated: 3, drifted: 2 },
    });
    const report = readReport(applied.folder);
    expect(report.map(({ status }) => status).slice(0, 5)).toEqual([
      'drifted',
      'updated',
      'drifted',
      'updated',
      'updated',
    ]);
    expect(report[0]?.message).toContain(
      `"mobile" was edited after the plan was made: ${mobileOf(0)} then, 13700000000 now`,
    );
    expect(report[2]?.message).toContain('"客服备注" was edited');
    expect(sandbox.contact(idOf(0))).toEqual(edited);
    expect(sandbox.contact(idOf(2))).toEqual(note);
    expect(sandbox.contact(idOf(4))).toMatchObject({ position: '总监', mobile: '13800000004' });
  });

  test('has nothing left to do where somebody has made the same edits meanwhile', async () => {
    const { run, sandbox } = await setUp();
    const { summary } = await run('plan', '<job>');
    sandbox.setContact({ ...fullContact(0), mobile: '13800000000' });
    const applied = await run('apply', summary.runId);
    expect(readReport(applied.folder)[0]).toMatchObject({ status: 'unchanged', code: 'row.same' });
    expect(countCalls(sandbox, 'put')).toBe(4);
  });

  test('is for plans alone: not for a run that has begun, or is over, or was a check', async () => {
    const { run } = await setUp();
    const plan = await run('plan', '<job>');
    expect((await run('resume', plan.summary.runId)).stderr).toContain('wefeng-import apply');
    await run('apply', plan.summary.runId);
    expect(await run('apply', plan.summary.runId)).toMatchObject({ code: 1 });
    const check = await run('check', '<job>');
    expect(await run('apply', check.summary.runId)).toMatchObject({ code: 1 });
  });

  test('refuses a plan whose job has changed its mapping since, and takes one whose pace has', async () => {
    const { run, workspace } = await setUp();
    const { summary } = await run('plan', '<job>');
    workspace.write('job.yaml', baselineJob('fields: { position: 手机 }'));
    expect(await run('apply', summary.runId)).toMatchObject({ code: 1 });
    workspace.write('job.yaml', baselineJob(mapping, 'api: { rate: { limit: 900, per: 1s } }'));
    expect((await run('apply', summary.runId)).summary.rows.updated).toBe(5);
  });

  test('has a plan to send only when it was made: resume of a plan that was killed makes it, and sends nothing', async () => {
    const { workspace, sandbox, job } = await setUp();
    sandbox.setFaults({ latencyMs: { min: 400, max: 400 } });
    const running = workspace.start(['plan', job]);
    await until(() => sandbox.calls.length > 0);
    running.child.kill('SIGKILL');
    await running.ended;
    const [folder = ''] = workspace.runFolders();
    const { code, stdout } = await workspace.run(['resume', folder]);
    expect(code).toBe(0);
    expect(stdout).toContain('5 to send');
    expect(countCalls(sandbox, 'put')).toBe(0);
  });
});

describe('a limit that a plan passes', () => {
  test.each([
    [
      'limits.invalid',
      'limits: { invalid: 5% }',
      'limits: { invalid: 1 }',
      '1 of 10 rows is invalid, over limits.invalid: 5%',
    ],
    ['limits.clears', 'limits: { clears: 0 }', 'limits: { clears: 1 }', '1 value would be cleared'],
    ['limits.changed', 'limits: { changed: 40% }', 'limits: { changed: 50% }', '5 contacts of 10 would change'],
  ])(
    '%s: nothing is sent, the message names the override, and with it the plan can be applied',
    async (name, low, high, words) => {
      const { run, sandbox, workspace } = await setUp(`${fast}\n${low}`);
      const { code, stderr, summary } = await run('run', '<job>');
      expect({ code, state: summary.state, pending: summary.rows.pending }).toEqual({
        code: 1,
        state: 'planned',
        pending: 5,
      });
      expect(stderr).toContain(words);
      expect(stderr).toContain(`set ${name} to`);
      expect(stderr).toContain(`apply ${summary.runId}`);
      expect(summary.stoppedBy?.code).toBe(name.replace('limits', 'limit'));
      expect(countCalls(sandbox, 'put')).toBe(0);

      expect(await run('apply', summary.runId)).toMatchObject({ code: 1 });
      workspace.write('job.yaml', baselineJob(mapping, `${fast}\n${high}`));
      expect((await run('apply', summary.runId)).summary.rows.updated).toBe(5);
    },
  );

  test('counts contacts, not rows: several rows of one are one that changes', async () => {
    const table = ['a', 'b', 'c'].map((remark) => [idOf(0), '', '', remark]);
    const { run } = await setUp(`${lossy}\nduplicates: in-order\nlimits: { changed: 1 }`, table);
    expect(await run('run', '<job>')).toMatchObject({ code: 0, summary: { rows: { updated: 3 } } });
  });

  test('makes a plan fail too, so that a script does not go on to apply it', async () => {
    const { run } = await setUp(`${fast}\nlimits: { clears: 0 }`);
    expect(await run('plan', '<job>')).toMatchObject({ code: 1 });
  });
});

test('rows of one contact in order are planned one on the other, and end as the last one says', async () => {
  const table = [
    [idOf(0), '13800000001', '', 'erst'],
    [idOf(0), '', 'VIP', ''],
    [idOf(0), '13800000003', '', 'zuletzt'],
    [idOf(0), '13800000003', '', ''],
  ];
  const { run, sandbox } = await setUp(`${lossy}\nduplicates: in-order`, table);
  const { code, folder } = await run('run', '<job>');
  expect(code).toBe(0);
  expect(readReport(folder).map(({ status, changes }) => `${status} ${changes}`)).toEqual([
    `updated mobile: ${mobileOf(0)} → 13800000001; 备注: 备注 0 "引号" 🧾 → erst`,
    'updated 客户等级: 普通 → VIP',
    'updated mobile: 13800000001 → 13800000003; 备注: erst → zuletzt',
    'unchanged ',
  ]);
  const contact = sandbox.contact(idOf(0));
  expect(contact?.mobile).toBe('13800000003');
  expect(contact?.customFields).toHaveLength(12);
});

test('the plan of a run is in its summary and makes the same report again', async () => {
  const { run } = await setUp();
  const { folder, summary } = await run('plan', '<job>');
  const before = readFileSync(join(folder, 'report.csv'));
  await run('report', summary.runId);
  expect(readFileSync(join(folder, 'report.csv'))).toEqual(before);
});
