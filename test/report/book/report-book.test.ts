import { join } from 'node:path';
import { expect, test } from 'vitest';
import { message } from '../../../src/messages/message.js';
import { openReportBook } from '../../../src/report/book/report-book.js';
import type { ReportRow } from '../../../src/report/report-row.js';
import type { RunFacts } from '../../../src/report/row-file.js';
import { readByHucre, sheetNamed } from '../../helpers/read-workbook.js';
import { announcedCode, reportOf } from '../../helpers/reports.js';
import { makeTempFolder } from '../../helpers/temp-folder.js';

const row = (number: number, more: Partial<ReportRow['result']>): ReportRow => ({
  contact: `wm_${number}`,
  cells: [],
  result: {
    row: number,
    status: 'updated',
    problems: [],
    changes: [],
    attempts: 1,
    durationMs: 12,
    finishedAt: '2026-11-22T10:00:00.000+08:00',
    ...more,
  },
});

async function write(rows: readonly ReportRow[], told: Partial<RunFacts> = {}) {
  const path = join(makeTempFolder(), 'report.xlsx');
  const whole = announcedCode({ changing: () => [rows], ...told });
  const book = await openReportBook(path, whole.summary, { lang: 'zh', quotas: quotas(), findings: [] });
  await book.add(rows);
  await book.finish(whole);
  return readByHucre(path);
}

const quotas = () => {
  const rate = { limit: 60, perMs: 60_000 };
  return { put: rate, get: rate, list: rate };
};

test('a run that stopped says first what stopped it, and what to do', async () => {
  const stoppedBy = message('stop.reportDisk', { reason: 'ENOSPC', runId: 'r1' });
  const { summary } = reportOf({ summary: { state: 'stopped' }, rows: { updated: 2, pending: 1 }, stoppedBy });
  const sheets = await write([], { summary });
  expect(Object.keys(sheets)).toEqual(['汇总', '明细', '变更', '问题']);
  const [title, , outcome, stopped, next] = sheetNamed(sheets, '汇总');
  expect(title).toEqual(['提前停止，可以继续']);
  expect(outcome).toEqual(['结果', expect.stringContaining('2 行已更新或无需更新，1 行还没有处理')]);
  expect(stopped).toEqual(['停止原因', 'in words']);
  expect(next).toEqual(['接下来', expect.stringContaining(`wefeng-import resume ${summary.runId}`)]);
});

test('the numbers of a run stand in it, with the quota and the share of each status, never rounded up', async () => {
  const { summary } = reportOf({ rows: { updated: 1999, failed: 1 } });
  const rows = sheetNamed(await write([], { summary }), '汇总');
  for (const fact of [
    ['总行数', 2000, '占比'],
    ['已更新', 1999, '99.9%'],
    ['失败', 1, '<0.1%'],
    ['修改请求', 2000, '额度：每分钟 60 次'],
    ['用时', '32 秒'],
  ]) {
    expect(rows).toContainEqual(fact);
  }
});

test('without a baseline nobody knows what was there before, and the sheet says so', async () => {
  const changes = [
    { field: 'mobile', name: null, after: '13800138000' },
    { field: 'age', name: null, before: null, after: '0018' },
  ];
  const [, first, second] = sheetNamed(await write([row(2, { changes })]), '变更');
  expect(first).toEqual(['2', 'wm_2', '手机 (mobile)', '（未读取原值）', '13800138000', '设置', '已更新']);
  expect(second).toEqual(['2', 'wm_2', '年龄 (age)', '（空）', '0018', '设置', '已更新']);
});

test('a cell that was too long is cut, and the first sheet says how many', async () => {
  const changes = Array.from({ length: 200 }, (_, index) => ({
    field: `f${index}`,
    name: null,
    after: 'x'.repeat(200),
  }));
  const sheets = await write([row(2, { changes }), row(3, {})]);
  expect(sheetNamed(sheets, '明细')[1]?.[4]).toMatch(/…（已截断，原文共 \d+ 字）$/);
  expect(sheetNamed(sheets, '变更')).toHaveLength(201);
  expect(sheetNamed(sheets, '汇总').at(-1)?.[1]).toContain('有 1 个单元格的内容超过 Excel 的上限');
});

test('problems are told once for each kind, with how many rows have them and which', async () => {
  const example = { column: '手机号', reason: message('cell.phone', { value: '=1+1' }) };
  const reasons = [{ count: 1234, rows: [2, 5, 9, 11, 12], example }];
  const [, problem] = sheetNamed(await write([], { reasons }), '问题');
  expect(problem?.slice(0, 2)).toEqual([1234, '手机号']);
  expect(problem?.[2]).toContain('“=1+1”不是有效的电话号码');
  expect(problem?.slice(3)).toEqual(['2, 5, 9, 11, 12, …', 'cell.phone']);
});
