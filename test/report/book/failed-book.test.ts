import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { safeParse } from 'valibot';
import { expect, test } from 'vitest';
import { soundText, unreadCells } from '../../../src/fields/damage.js';
import { message } from '../../../src/messages/message.js';
import { failedRow, openFailedBook } from '../../../src/report/book/failed-book.js';
import type { Layout } from '../../../src/report/csv/failed-rows.js';
import type { ReportRow } from '../../../src/report/report-row.js';
import { anyText } from '../../helpers/any-text.js';
import { readFileAsSource } from '../../helpers/read-source.js';
import { announcedCode } from '../../helpers/reports.js';
import { makeTempFolder } from '../../helpers/temp-folder.js';

const rowOf = (cells: readonly string[], column = 'b'): ReportRow => ({
  contact: '',
  cells,
  result: {
    row: 2,
    status: 'invalid',
    problems: [{ column, reason: message('cell.empty') }],
    changes: [],
    attempts: 0,
    durationMs: 0,
    finishedAt: null,
  },
});

const layoutOf = (header: readonly string[], preamble: readonly (readonly string[])[] = []): Layout => ({
  header,
  preamble,
  delimiter: ',',
  idColumn: header[0] ?? '',
  reasonColumn: '原因',
});

const textsOf = (row: ReportRow, layout: Layout) =>
  failedRow(row, layout, 'en').map((cell) => (typeof cell === 'object' ? cell?.text : cell));

test('any row comes back to the letter when the same job reads it again, with what stood above the header', async () => {
  const cell = fc.oneof(anyText(8), fc.constantFrom('', '_x0041_', '=1', '007', '\u0001', '\r\n'));
  const file = fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.record({
      above: fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 3 }),
      header: fc.uniqueArray(fc.constantFrom('编号', '姓名 & <b>', '备注\n第二行', '"引号"', '手机'), {
        minLength: width,
        maxLength: width,
      }),
      // A row that is blank from end to end is none.
      rows: fc.array(
        fc.array(cell, { minLength: width, maxLength: width }).filter((cells) => cells.some((text) => text !== '')),
        { minLength: 1, maxLength: 4 },
      ),
      sheet: fc.constantFrom('Sheet1', '客户 & "VIP"', "d'or", '_x0041_'),
    }),
  );
  const path = join(makeTempFolder(), 'failed.xlsx');
  await fc.assert(
    fc.asyncProperty(file, async ({ above, header, rows, sheet }) => {
      const book = await openFailedBook(path, layoutOf(header, above), sheet, 'zh');
      await book.add(rows.map((cells) => rowOf(cells)));
      await book.finish(announcedCode());
      utimesSync(path, 1_700_000_000, 1_700_000_000);
      const again = await readFileAsSource(path, { sheet, headerRow: above.length + 1 });
      const ended = (cells: readonly string[]) => cells.slice(0, cells.findLastIndex((text) => text !== '') + 1);
      expect(again.preamble.map(ended)).toEqual(above.map(ended));
      expect(again.header).toEqual([...header, '原因']);
      expect(again.rows.map(({ cells }) => cells.slice(0, -1))).toEqual(rows);
    }),
    { numRuns: 40 },
  );
});

test('a text that no cell of Excel holds is not cut: a mark stands for it, which no field takes, and the reason says so', () => {
  const [id, long, reason] = textsOf(rowOf(['1', 'x'.repeat(32_768)]), layoutOf(['a', 'b']));
  expect([id, long]).toEqual(['1', unreadCells.tooLong]);
  expect(reason).toContain('a cell holds more than Excel takes');
  expect(reason).toContain('the whole text in failed.csv');
  expect(safeParse(soundText, long).success).toBe(false);
  expect(textsOf(rowOf(['1', 'x'.repeat(32_767)]), layoutOf(['a', 'b']))[1]).toHaveLength(32_767);
});

test('a row with too many cells keeps them, and is marked, so that it is refused again', () => {
  expect(textsOf(rowOf(['1', '2', '3', '4']), layoutOf(['a', 'b', 'c']))).toHaveLength(5);
  expect(textsOf(rowOf(['1', '2', 'old', 'beyond']), layoutOf(['a', 'b', '原因']))).toEqual([
    '#列数不对!1',
    '2',
    'old',
    'beyond',
  ]);
});

test('where a sheet has no column left for the reason, the row is as it was', () => {
  const cells = Array.from({ length: 16_384 }, (_, index) => `c${index}`);
  expect(textsOf(rowOf(cells), layoutOf(cells))).toEqual(cells);
});

test('the cells that a reason is about are coloured, a blank one as well', () => {
  expect(failedRow(rowOf(['1', '', '3']), layoutOf(['a', ' b ', 'c']), 'en').slice(0, 3)).toEqual([
    '1',
    { text: '', style: 'bad' },
    '3',
  ]);
});
