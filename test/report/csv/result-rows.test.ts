import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RowResult } from '../../../src/contact/row.js';
import { message } from '../../../src/messages/message.js';
import { resultHeader, writeResults } from '../../../src/report/csv/result-rows.js';
import type { ReportRow } from '../../../src/report/report-row.js';

const rowWith = (contact: string, more: Partial<RowResult> = {}): ReportRow => ({
  contact,
  cells: [],
  result: {
    row: 2,
    status: 'updated',
    problems: [],
    changes: [],
    attempts: 1,
    durationMs: 12,
    finishedAt: '2026-11-22T10:00:00.000+08:00',
    ...more,
  },
});

const read = (rows: ReportRow[], lang: 'zh' | 'en' = 'en'): Record<string, string>[] =>
  parse(resultHeader() + writeResults(rows, lang), { columns: true, bom: true });

test('the report begins with the mark of UTF-8 and the columns of the contract', () => {
  expect(resultHeader().startsWith('\uFEFF')).toBe(true);
  expect(Object.keys(read([rowWith('wm_1')])[0] ?? {})).toEqual(
    'row,externalUserId,status,code,column,message,changes,attempts,durationMs,finishedAt'.split(','),
  );
});

test('several problems of a row stand in one line, in the language asked for', () => {
  const problems = [
    { column: '手机号', reason: message('cell.phone', { value: 'x' }) },
    { column: null, reason: message('row.cells', { found: 3, expected: 4, beyond: 'E' }) },
  ];
  const row = rowWith('wm_1', { status: 'invalid', problems });
  expect(read([row])[0]).toMatchObject({ code: 'cell.phone; row.cells', column: '手机号; ' });
  expect(read([row], 'zh')[0]?.message).toContain('[手机号] “x”不是有效的电话号码');
});

test('changes name each field and its new value; a cleared one shows that it is empty', () => {
  const changes = [
    { field: 'mobile', name: null, after: '13800138000' },
    { field: 'CustomField_1', name: null, after: null },
  ];
  expect(read([rowWith('wm_1', { changes })])[0]?.changes).toBe('mobile → 13800138000; CustomField_1 → ∅');
});

test('with a baseline changes show what was there before, and custom fields by the name that the account has', () => {
  const changes = [
    { field: 'mobile', name: null, before: null, after: '13800138000' },
    { field: 'CustomField_1', name: '客户等级', before: '普通', after: 'VIP' },
    { field: 'CustomField_2', name: '备注', before: '老客户', after: null },
  ];
  expect(read([rowWith('wm_1', { changes })])[0]?.changes).toBe(
    'mobile: ∅ → 13800138000; 客户等级: 普通 → VIP; 备注: 老客户 → ∅',
  );
});

test('no cell begins in a way that a spreadsheet would run, whatever it holds, and each reads back but for that', () => {
  const dangerous = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠', '"', ',', '\n', 'a');
  fc.assert(
    fc.property(fc.array(fc.oneof(dangerous, fc.string()), { minLength: 1 }), (parts) => {
      const text = parts.join('');
      const cell = read([rowWith(text)])[0]?.externalUserId ?? '';
      expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
      expect([text, `'${text}`]).toContain(cell);
    }),
  );
});
