import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { message } from '../../../src/messages/message.js';
import { failedHeader, isFailed, type Layout, writeFailed } from '../../../src/report/csv/failed-rows.js';
import type { ReportRow } from '../../../src/report/report-row.js';
import { readFileAsSource } from '../../helpers/read-source.js';
import { writeFinished, writeTempFile } from '../../helpers/temp-folder.js';

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

const layout = (header: string[], delimiter = ',', preamble: string[][] = []): Layout => ({
  header,
  preamble,
  delimiter,
  idColumn: header[0] ?? '',
  reasonColumn: '原因',
});

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

describe('a row with too few or too many cells', () => {
  const words = expect.stringContaining('Move each under the name of its column');
  const from = layout(['a', 'b', 'c']);

  test('keeps its cells, and is marked in its id', () => {
    const [header, short, long] = read(from, [rowOf(['1', '2']), rowOf(['1', '2', '3', '4'])]);
    expect(header).toEqual(['a', 'b', 'c', '原因']);
    expect(short).toEqual(['#列数不对!1', '2', '', words]);
    expect(long).toEqual(['#列数不对!1', '2', '3', words, '4']);
  });

  test('is the same when it is refused again', () => {
    const [header = [], ...rows] = read(from, [rowOf(['1', '2']), rowOf(['1', '2', '3', '4'])]);
    expect(read(layout(header), rows.map(rowOf))).toEqual([header, ...rows]);
  });

  test('is marked where the id should stand, also where it does not reach as far', () => {
    const [, row] = read({ ...from, idColumn: ' c ' }, [rowOf(['1'])]);
    expect(row).toEqual(['1', '', '#列数不对!', words]);
  });
});

test('the reason of an earlier import gives way to the new one; ragged rows keep their cells', () => {
  const [header, good, ragged] = read(layout(['a', '原因', 'b']), [rowOf(['1', 'old', '2']), rowOf(['1', 'old'])]);
  expect(header).toEqual(['a', '原因', 'b']);
  expect(good?.[0]).toBe('1');
  expect(good?.[1]).not.toContain('old');
  expect(good?.[2]).toBe('2');
  expect(ragged).toEqual(['#列数不对!1', 'old', '']);
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

describe('what stands above the header comes along, so that the same job finds the header where it was', () => {
  test('blank rows too, and each as wide as it was', () => {
    const above = [['客户导出表'], [], [''], ['时间', '', '2024']];
    const written =
      failedHeader(layout(['a', 'b'], ';', above)) +
      writeFailed([rowOf(['1', '2'])], layout(['a', 'b'], ';', above), 'en');
    expect(written.replace('\uFEFF', '').split('\r\n').slice(0, 5)).toEqual([
      '"客户导出表"',
      '',
      '',
      '"时间";;"2024"',
      '"a";"b";"原因"',
    ]);
  });

  test('the file is read again by the job that read the first', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r', ' ', 'a', '张', '𠮷'),
      maxLength: 6,
    });
    const name = fc.constantFrom('编号', '姓名;别名', '地址, 门牌', 'a|b', '备注\n第二行', '"引号"');
    const file = fc.integer({ min: 1, max: 4 }).chain((width) =>
      fc.record({
        above: fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 3 }),
        header: fc.uniqueArray(name, { minLength: width, maxLength: width }),
        rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }),
        delimiter: fc.constantFrom(',', ';', '\t', '|'),
        encoding: fc.constantFrom('auto' as const, 'gb18030' as const, 'utf-16le' as const),
      }),
    );
    // Cut at another sign, what stands above breaks into more lines, and some may look like a table.
    const above = [['', '\n\r', ';', '\r;张'], []];
    const found = { above, header: ['编号'], rows: [['']], delimiter: '\t', encoding: 'auto' } as const;
    const path = writeTempFile('failed.csv', '');
    await fc.assert(
      fc.asyncProperty(file, async ({ above, header, rows, delimiter, encoding }) => {
        const from = layout(header, delimiter, above);
        writeFinished(path, failedHeader(from) + writeFailed(rows.map(rowOf), from, 'zh'));
        const again = await readFileAsSource(path, { headerRow: above.length + 1, encoding });
        expect(again.delimiter).toBe(delimiter);
        expect(again.preamble).toEqual(above.map((cells) => (cells.length === 0 ? [''] : cells)));
        expect(again.header).toEqual([...header, '原因']);
        expect(again.rows.map(({ cells }) => cells.slice(0, -1))).toEqual(rows);
      }),
      { numRuns: 60, examples: [[{ ...found, header: [...found.header], rows: [['']] }]] },
    );
  });
});
