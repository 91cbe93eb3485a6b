import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.js';
import { createAccount, customers, holdsRow, idOf, jobYaml, rowOf, toCsv } from '../helpers/customers.js';
import { untilAtOnce } from '../helpers/until.js';
import { createWorkspace, readFailed, readReport, readSummary, SECRET, type Workspace } from '../helpers/workspace.js';

const fast = 'api: { rate: { limit: 1000, per: 1s }, attempts: 2 }';
// A row of which a call was lost waits for the end of that call's time.
const lossy = fast.replace('attempts', 'timeout: 2s, attempts');

async function setUp(csv: string, more = fast, options: Partial<SandboxOptions> = {}) {
  const rate = { limit: 1000, perMs: 1000 };
  const sandbox = await startSandbox({ contacts: createAccount(20), secret: SECRET, rate, ...options });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(sandbox.baseUrl);
  workspace.write('customers.csv', csv);
  const job = workspace.write('job.yaml', jobYaml(more));
  return { sandbox, workspace, job };
}

const onlyRun = (workspace: Workspace): string => workspace.runFolders()[0] ?? '';

const putsOf = (sandbox: Sandbox, index: number) =>
  sandbox.calls.filter(({ externalUserId }) => externalUserId === idOf(index));

test('a clean file: every row is updated, exit 0, one line of JSON on stdout', async () => {
  const { workspace, job, sandbox } = await setUp(toCsv(customers(20)));
  const { code, stdout } = await workspace.run(['run', job, '--json']);
  expect(code).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(stdout)).toEqual(readSummary(onlyRun(workspace)));
  expect(JSON.parse(stdout)).toMatchObject({ rows: { total: 20, updated: 20 }, calls: { put: 20, retries: 0 } });
  expect(customers(20).every((_, index) => holdsRow(sandbox.contact(idOf(index)), index))).toBe(true);
  expect(readFailed(onlyRun(workspace))).toEqual([]);
});

test('broken rows are refused with all their problems, the others are sent, and the report has one line a row in file order', async () => {
  const lines = [
    rowOf(0),
    [idOf(1), '1.38E+10', '#N/A', '1.5'],
    [idOf(2), '13800000002', 'too few'],
    rowOf(3),
    [...rowOf(4), 'too many'],
    ['../admin', '13800000005', 'x', '5'],
    rowOf(6),
  ];
  const { workspace, job, sandbox } = await setUp(toCsv(lines));
  const { code } = await workspace.run(['run', job]);
  expect(code).toBe(2);
  const report = readReport(onlyRun(workspace));
  expect(report.map(({ row, status }) => `${row} ${status}`)).toEqual([
    '2 updated',
    '3 invalid',
    '4 invalid',
    '5 updated',
    '6 invalid',
    '7 invalid',
    '8 updated',
  ]);
  expect(report[1]).toMatchObject({
    code: 'cell.scientific; cell.errorValue; cell.integer',
    column: '手机号; 备注; 积分',
  });
  expect(sandbox.calls).toHaveLength(3);
});

test('failed.csv holds the exact cells and imports again with the same job; only those rows are sent', async () => {
  const odd = ' leading, "quoted"\nline\r\nend ';
  const lines = [rowOf(0), [idOf(1), '13800000001', odd, 'not a number'], [idOf(2), '13800000002', 'short'], rowOf(3)];
  const { workspace, job, sandbox } = await setUp(toCsv(lines));
  await workspace.run(['run', job]);
  const [first = ''] = workspace.runFolders();
  const failed = readFailed(first);
  expect(failed[0]).toMatchObject({ 企微客户ID: idOf(1), 备注: odd, 积分: 'not a number' });
  expect(failed[0]?.原因).toContain('not a whole number');

  // Untouched, it is refused again, the ragged row too: it must not have been padded into a good one.
  const before = sandbox.calls.length;
  const again = await workspace.run(['run', job, '--file', join(first, 'failed.csv'), '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({ rows: { total: 2, invalid: 2 } });
  expect(sandbox.calls).toHaveLength(before);

  const second = workspace.runFolders().find((folder) => folder !== first) ?? '';
  const text = readFileSync(join(second, 'failed.csv'), 'utf8');
  expect(text.split('原因')).toHaveLength(2);
  const mended = workspace.write('mended.csv', text.replace('not a number', '77'));
  await workspace.run(['run', job, '--file', mended]);
  expect(sandbox.calls.slice(before).map(({ externalUserId }) => externalUserId)).toEqual([idOf(1)]);
  expect(sandbox.contact(idOf(1))?.customFields.map(({ content }) => String(content))).toEqual([odd, '77']);
});

test('custom fields that the file does not carry are cleared: the job has accepted that', async () => {
  const { workspace, job, sandbox } = await setUp(toCsv([rowOf(0)]));
  expect(sandbox.contact(idOf(0))?.customFields.map(({ fieldCode }) => fieldCode)).toContain('CustomField_3');
  await workspace.run(['run', job]);
  expect(sandbox.contact(idOf(0))?.customFields.map(({ fieldCode }) => fieldCode)).toEqual([
    'CustomField_1',
    'CustomField_2',
  ]);
});

test('a row that the server refuses is failed with its message, masked: neither phone nor signature is kept', async () => {
  const { workspace, job, sandbox } = await setUp(toCsv(customers(3)), fast, { faults: { businessError: 1 } });
  const { code } = await workspace.run(['run', job]);
  expect(code).toBe(2);
  const [line] = readReport(onlyRun(workspace));
  expect(line).toMatchObject({ status: 'failed', code: 'send.refused', attempts: '1' });
  expect(line?.message).toContain('50000');
  expect(line?.message).not.toContain(String(sandbox.contact(idOf(0))?.mobile));
  expect(line?.message).not.toContain(sandbox.calls[0]?.sign ?? '-');
});

test('a contact that is not there fails its row alone', async () => {
  const { workspace, job } = await setUp(toCsv([rowOf(0), ['wm_nobody', '13800000009', 'x', '9'], rowOf(1)]));
  expect(await workspace.run(['run', job])).toMatchObject({ code: 2 });
  expect(readReport(onlyRun(workspace)).map(({ status }) => status)).toEqual(['updated', 'failed', 'updated']);
});

test('rows that never get an answer end as unknown, never as updated', async () => {
  const { workspace, job } = await setUp(toCsv(customers(2)), lossy, { faults: { resetAfter: 1 } });
  expect(await workspace.run(['run', job])).toMatchObject({ code: 2 });
  expect(readReport(onlyRun(workspace)).map(({ status, attempts }) => `${status} ${attempts}`)).toEqual([
    'unknown 2',
    'unknown 2',
  ]);
});

test('an answer that names another contact is not success', async () => {
  const { workspace, job } = await setUp(toCsv(customers(2)), lossy, { faults: { wrongContact: 1 } });
  await workspace.run(['run', job]);
  expect(readSummary(onlyRun(workspace)).rows).toMatchObject({ unknown: 2, updated: 0 });
});

test('rows that only met errors of the server are failed', async () => {
  const more = 'api: { rate: { limit: 1000, per: 1s }, timeout: 2s, attempts: 1, codes: { 500: fail } }';
  const { workspace, job } = await setUp(toCsv(customers(9)), more, { faults: { serverError: 1 } });
  await workspace.run(['run', job]);
  const { failed, unknown, updated } = readSummary(onlyRun(workspace)).rows;
  expect(failed).toBeGreaterThan(0);
  expect(failed + unknown).toBe(9);
  expect(updated).toBe(0);
});

test('two rows of one contact are both refused, and each names the other', async () => {
  const { workspace, job, sandbox } = await setUp(toCsv([rowOf(0), rowOf(1), rowOf(0)]));
  await workspace.run(['run', job]);
  const report = readReport(onlyRun(workspace));
  expect(report.map(({ status }) => status)).toEqual(['invalid', 'updated', 'invalid']);
  expect(report[0]?.message).toContain('2, 4');
  expect(putsOf(sandbox, 0)).toEqual([]);
});

test('duplicates: last sends the last row alone; the earlier ones say so and are not in failed.csv', async () => {
  const last = [idOf(0), '13800000099', 'last', '99'];
  const { workspace, job, sandbox } = await setUp(toCsv([rowOf(0), rowOf(1), last]), `duplicates: last\n${fast}`);
  expect(await workspace.run(['run', job])).toMatchObject({ code: 0 });
  expect(readReport(onlyRun(workspace)).map(({ status, code }) => `${status} ${code}`.trim())).toEqual([
    'unchanged duplicate.superseded',
    'updated',
    'updated',
  ]);
  expect(putsOf(sandbox, 0)).toHaveLength(1);
  expect(sandbox.contact(idOf(0))?.mobile).toBe('13800000099');
  expect(readFailed(onlyRun(workspace))).toEqual([]);
});

test('duplicates: last counts the very last row, however many there are', async () => {
  const lines = Array.from({ length: 150 }, (_, step) => [idOf(0), `138000${10_000 + step}`, 'x', String(step)]);
  const { workspace, job, sandbox } = await setUp(toCsv(lines), `duplicates: last\n${fast}`);
  expect(await workspace.run(['run', job])).toMatchObject({ code: 0 });
  expect(sandbox.contact(idOf(0))?.mobile).toBe('13800010149');
  expect(readSummary(onlyRun(workspace)).rows).toMatchObject({ updated: 1, unchanged: 149 });
});

test('duplicates: in-order sends each row of a contact after the one before, never two at once', async () => {
  const lines = Array.from({ length: 12 }, (_, step) => [
    idOf(0),
    `138000000${10 + step}`,
    `step ${step}`,
    String(step),
  ]);
  const more = `duplicates: in-order\n${lossy.replace('attempts: 2', 'attempts: 12, concurrency: 8')}`;
  const faults = { latencyMs: { min: 1, max: 30 }, resetAfter: 0.2 };
  const { workspace, job, sandbox } = await setUp(toCsv(lines), more, { faults });
  expect(await workspace.run(['run', job])).toMatchObject({ code: 0 });
  const steps = putsOf(sandbox, 0).map(({ body }) => Number(/step (\d+)/.exec(body)?.[1]));
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(sandbox.contact(idOf(0))?.mobile).toBe('13800000021');
});

test('duplicates: in-order: after a row that ended unknown, no newer value of that contact is sent', async () => {
  const lines = [rowOf(0), [idOf(0), '13800000099', 'newer', '99']];
  const more = `duplicates: in-order\n${lossy}`;
  const { workspace, job, sandbox } = await setUp(toCsv(lines), more, { faults: { resetAfter: 1 } });
  await workspace.run(['run', job]);
  expect(readReport(onlyRun(workspace)).map(({ status, code }) => `${status} ${code}`)).toEqual([
    'unknown send.unanswered',
    'failed duplicate.earlierUnknown',
  ]);
  expect(sandbox.contact(idOf(0))?.mobile).not.toBe('13800000099');
});

test('a header without rows is no error, and says that there was nothing', async () => {
  const { workspace, job, sandbox } = await setUp(toCsv([]));
  const { code, stdout } = await workspace.run(['run', job]);
  expect(code).toBe(0);
  expect(stdout).toContain('no rows');
  expect((await workspace.run(['check', job])).stdout).toContain('no rows');
  expect(sandbox.calls).toEqual([]);
});

test('blank rows are counted and said, and shift no row number', async () => {
  const csv = toCsv([rowOf(0)]).concat(
    '\r\n,,,\r\n\r\n',
    toCsv([[...rowOf(1).slice(0, 3), 'x']]).split('\r\n')[1] ?? '',
  );
  const { workspace, job } = await setUp(csv);
  const { stdout } = await workspace.run(['run', job]);
  expect(readReport(onlyRun(workspace)).map(({ row, status }) => `${row} ${status}`)).toEqual([
    '2 updated',
    '5 invalid',
  ]);
  expect(readSummary(onlyRun(workspace)).blankRows).toBe(2);
  expect(stdout).toContain('2 rows without a single value');
});

test('a refused file leaves nothing behind and sends nothing', async () => {
  const { workspace, job, sandbox } = await setUp(`${toCsv(customers(3))}\r\n"never closed`);
  const { code, stderr, stdout } = await workspace.run(['run', job]);
  expect(code).toBe(1);
  expect(stderr).toContain('line');
  expect(stdout).toBe('');
  expect(workspace.runFolders()).toEqual([]);
  expect(sandbox.calls).toEqual([]);
});

test('check finds every problem offline, sends nothing, and exits 1; a good file exits 0', async () => {
  const { workspace, job, sandbox } = await setUp(toCsv([rowOf(0), [idOf(1), 'x', 'y', 'z']]));
  const noAccount = { WEFENG_BASE_URL: '', WEFENG_SECRET: '' };
  const bad = await workspace.run(['check', job, '--json'], noAccount);
  expect(bad.code).toBe(1);
  expect(JSON.parse(bad.stdout)).toMatchObject({ state: 'planned', rows: { total: 2, invalid: 1, pending: 1 } });
  const good = workspace.write('good.csv', toCsv(customers(3)));
  expect(await workspace.run(['check', job, '--file', good], noAccount)).toMatchObject({ code: 0 });
  expect(sandbox.calls).toEqual([]);
});

test('report makes the same files again, byte for byte', async () => {
  const { workspace, job } = await setUp(toCsv([...customers(5), ['bad id', '1', '', '']]));
  await workspace.run(['run', job]);
  const folder = onlyRun(workspace);
  const files = ['report.csv', 'failed.csv', 'summary.json'].map((name) => join(folder, name));
  const before = files.map((file) => readFileSync(file, 'utf8'));
  expect(await workspace.run(['report', folder])).toMatchObject({ code: 0 });
  expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(before);
});

test('a cell that a spreadsheet would run as a formula is harmless in report.csv and exact in failed.csv', async () => {
  const { workspace, job } = await setUp(toCsv([['=HYPERLINK("http://x")', '@cmd', '+1', '-1']]));
  await workspace.run(['run', job]);
  const raw = readFileSync(join(onlyRun(workspace), 'report.csv'), 'utf8');
  expect(raw).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(readFailed(onlyRun(workspace))[0]).toMatchObject({ 企微客户ID: '=HYPERLINK("http://x")', 手机号: '@cmd' });
});

test('a 原因 column of the user’s own is data: its values stay, and the reason has a column beside it', async () => {
  const csv = `企微客户ID,原因,手机号,备注,积分\r\n${idOf(0)},老客户,x,y,1\r\n`;
  const { workspace, job, sandbox } = await setUp(csv, `unmapped: ignore\n${fast}`);
  await workspace.run(['run', job]);
  const [first = ''] = workspace.runFolders();
  expect(readFailed(first)[0]).toMatchObject({ 原因: '老客户', 导入原因: expect.stringContaining('phone') });

  const strict = workspace.write('strict.yaml', jobYaml(`unmapped: reject\n${fast}`));
  const mended = readFileSync(join(first, 'failed.csv'), 'utf8').replace('"x"', '"13800000000"');
  const again = await workspace.run(['run', strict, '--file', workspace.write('mended.csv', mended)]);
  expect(again).toMatchObject({ code: 0 });
  expect(sandbox.contact(idOf(0))?.mobile).toBe('13800000000');
});

test('an id that holds what cannot be seen is shown whole, on one line, and is no duplicate of another', async () => {
  const lines = [rowOf(0), [`${idOf(0)}\0x`, '13800000000', 'y', '1'], [`a\u001b[31m\nb`, '13800000000', 'y', '1']];
  const { workspace, job } = await setUp(toCsv(lines));
  await workspace.run(['run', job]);
  const report = readReport(onlyRun(workspace));
  expect(report.map(({ status }) => status)).toEqual(['updated', 'invalid', 'invalid']);
  expect(report[1]?.externalUserId).toBe(`${idOf(0)}\\u0000x`);
  expect(report[2]?.externalUserId).toBe('a\\u001b[31m\\u000ab');
});

test('a log that cannot be written is no reason to stop, nor to fall silent', async () => {
  const { workspace, job, sandbox } = await setUp(toCsv(customers(20)), fast, {
    faults: { latencyMs: { min: 40, max: 40 } },
  });
  const running = workspace.start(['run', job]);
  await untilAtOnce(() => sandbox.calls.length >= 1);
  running.child.kill('SIGINT');
  await running.ended;
  const folder = onlyRun(workspace);
  rmSync(join(folder, 'run.log'));
  mkdirSync(join(folder, 'run.log'));
  const resumed = await workspace.run(['resume', folder, '--json']);
  expect(resumed.code).toBe(0);
  expect(JSON.parse(resumed.stdout)).toMatchObject({ state: 'completed', rows: { updated: 20 } });
});
