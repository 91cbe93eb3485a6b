import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encode, encodings } from '../helpers/encode.js';
import { readFileAsSource } from '../helpers/read-source.js';
import { writeFinished, writeTempFile } from '../helpers/temp-folder.js';

const delimiters = [',', ';', '\t', '|'];
const anyCell = fc.oneof(
  fc.string({
    unit: fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r', '\r\n', ' ', 'a', '张', '𠮷', '㐀', '䶮', '👍', 'é'),
    maxLength: 8,
  }),
  // What stands for bytes that nobody can read is in no table of characters.
  fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !text.includes('\uFFFD')),
);
const layout = fc.record({
  delimiter: fc.constantFrom(...delimiters),
  recordDelimiter: fc.constantFrom('\n', '\r\n', '\r'),
  quoted: fc.boolean(),
  bom: fc.boolean(),
  eof: fc.boolean(),
  encoding: fc.constantFrom(...encodings),
});
const table = (cell: fc.Arbitrary<string>, minWidth: number) =>
  fc
    .integer({ min: minWidth, max: 6 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));

/** What Excel and its like write: a header, cells quoted where they must be. */
function writeCsv(
  path: string,
  rows: string[][],
  { delimiter, recordDelimiter, quoted, bom, eof, encoding }: LayoutOf<typeof layout>,
): string[] {
  const header = Array.from({ length: rows[0]?.length ?? 0 }, (_, index) => `列${index}`);
  const text = stringify([header, ...rows], {
    delimiter,
    record_delimiter: recordDelimiter,
    quoted,
    // An empty cell that stands alone on the last line would not be there at all.
    quoted_empty: true,
    quoted_match: /[\r\n]/,
    eof,
  });
  writeFinished(path, encode(bom ? `\uFEFF${text}` : text, encoding));
  return header;
}

type LayoutOf<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

/** What the job must say for such a file. */
const encodingOf = ({ encoding, bom }: LayoutOf<typeof layout>) =>
  encoding === 'utf-8' || (bom && encoding !== 'gb18030') ? 'auto' : encoding;

test('any table that is written with any delimiter in any encoding is read just as it was, with its rows and lines', async () => {
  const path = writeTempFile('table.csv', '');
  await fc.assert(
    fc.asyncProperty(table(anyCell, 1), layout, async (rows, how) => {
      const header = writeCsv(path, rows, how);
      const read = await readFileAsSource(path, { delimiter: how.delimiter, encoding: encodingOf(how) });
      expect(read.header).toEqual(header);
      expect(read.rows.map(({ cells }) => cells)).toEqual(rows);
      expect(read.rows.map(({ row }) => row)).toEqual(rows.map((_, index) => index + 2));
      // A row takes a line, and one more for every line break in its cells.
      let line = 2;
      for (const { line: told, cells } of read.rows) {
        expect(told).toBe(line);
        line += cells.reduce((sum, cell) => sum + cell.split(/\r\n|\r|\n/).length - 1, 1);
      }
    }),
    { numRuns: 200 },
  );
});

test('the delimiter of a table is found where its cells hold none', async () => {
  const path = writeTempFile('table.csv', '');
  const cell = anyCell.map((text) => text.replace(/[,;\t|]/g, ''));
  await fc.assert(
    fc.asyncProperty(table(cell, 2), layout, async (rows, how) => {
      const header = writeCsv(path, rows, how);
      const read = await readFileAsSource(path, { encoding: encodingOf(how) });
      expect(read.delimiter).toBe(how.delimiter);
      expect(read.header).toEqual(header);
      expect(read.rows.map(({ cells }) => cells)).toEqual(rows);
    }),
    { numRuns: 80 },
  );
});
