import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { message } from '../../src/messages/message.js';
import { failedHeader, isFailed, type Layout, writeFailed } from '../../src/report/failed-rows.js';
import type { ReportRow } from '../../src/report/report-row.js';

const rowOf = (cells: string[]): ReportRow => ({
  contact: '',
  cells,
  result: {
    row: 2,
    status: 'invalid',
    problems: [{ column: 'b', reason: message('cell.empty') }],
    changes: [],
    attempts: 0,
    durationMs: 0,
    finishedAt: null,
  },
});

const layout = (header: string[], delimiter = ','): Layout => ({ header, delimiter, reasonColumn: '原因' });

const read = (from: Layout, rows: ReportRow[]): string[][] =>
  parse(failedHeader(from) + writeFailed(rows, from, 'en'), {
    bom: true,
    delimiter: from.delimiter,
    relax_column_count: true,
  });

test('cells come out exact to the character, with whatever separator the file had', () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('=1+1', ' x ', 'a"b', 'a\r\nb', '\r', ';', '\t', '|', '', '007'));
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 2, maxLength: 2 }),
      fc.constantFrom(',', ';', '\t', '|'),
      (cells, delimiter) => {
        const [, row] = read(layout(['a', 'b'], delimiter), [rowOf(cells)]);
        expect(row?.slice(0, 2)).toEqual(cells);
        expect(row?.[2]).toContain('[b] the cell is empty');
      },
    ),
  );
});

test('a row with too few or too many cells stays as ragged as it was', () => {
  const [header, short, long] = read(layout(['a', 'b', 'c']), [rowOf(['1', '2']), rowOf(['1', '2', '3', '4'])]);
  expect(header).toHaveLength(4);
  expect([short?.length, long?.length]).toEqual([3, 5]);
});

test('the reason of an earlier import gives way to the new one; ragged rows keep their cells', () => {
  const [header, good, ragged] = read(layout(['a', '原因', 'b']), [rowOf(['1', 'old', '2']), rowOf(['1', 'old'])]);
  expect(header).toEqual(['a', '原因', 'b']);
  expect(good?.[0]).toBe('1');
  expect(good?.[1]).not.toContain('old');
  expect(good?.[2]).toBe('2');
  expect(ragged).toEqual(['1', 'old']);
});

test('what failed and what was never settled is in it; what is done, or was never tried, is not', () => {
  const failed = (['updated', 'unverified', 'unchanged', 'invalid', 'failed', 'unknown', 'drifted', 'pending'] as const)
    .map((status) => ({ ...rowOf([]), result: { ...rowOf([]).result, status } }))
    .filter(isFailed);
  expect(failed.map(({ result }) => result.status)).toEqual(['unverified', 'invalid', 'failed', 'unknown', 'drifted']);
});

test('a file of one column with an empty cell is still a row', () => {
  const [, row] = read(layout(['a']), [rowOf([''])]);
  expect(row?.[0]).toBe('');
});
