import { describe, expect, test } from 'vitest';
import type { Encoding } from '../../src/source/table.js';
import { encode } from '../helpers/encode.js';
import { readFileAsSource, refusalOfFile } from '../helpers/read-source.js';
import { writeFinished, writeTempFile } from '../helpers/temp-folder.js';

// Files are read in pieces of 256 KiB, and checked in pieces of 64 KiB: what lies across a border is read as elsewhere.
const border = 256 * 1024;

/** Rows of two cells that come to just this many characters. */
function fill(length: number, lineEnd: string): string {
  const row = `wm,${'x'.repeat(20_000)}${lineEnd}`;
  const rows = row.repeat(Math.floor(length / row.length) - 2);
  return `${rows}wm,${'y'.repeat(length - rows.length - 3 - lineEnd.length)}${lineEnd}`;
}

/** A file in which a record lies across one border after the other, each time cut at another place. */
function fileOf(record: string, lineEnd: string, encoding: Encoding): { content: Buffer; cuts: number } {
  const unit = encode('a', encoding).length;
  const header = `id,a${lineEnd}`;
  const parts = [encode(header, encoding)];
  const recordBytes = encode(record + lineEnd, encoding);
  let [length, cuts] = [parts[0]?.length ?? 0, 0];
  for (let before = 0; before <= recordBytes.length; before += unit) {
    cuts++;
    const filling = encode(fill((cuts * border - before - length) / unit, lineEnd), encoding);
    parts.push(filling, recordBytes);
    length += filling.length + recordBytes.length;
    expect((length - recordBytes.length + before) % border).toBe(0);
  }
  return { content: Buffer.concat(parts), cuts };
}

describe('at the border of a piece', () => {
  test.each([
    ['characters of three and four bytes', 'utf-8', '\n', 'wm,你𠮷é', ['wm', '你𠮷é']],
    ['characters of two and four bytes', 'gb18030', '\n', 'wm,你𠮷㐀䶮', ['wm', '你𠮷㐀䶮']],
    ['characters of one and two units', 'utf-16le', '\r\n', 'wm,你𠮷𠮷', ['wm', '你𠮷𠮷']],
    ['characters of one and two units', 'utf-16be', '\r\n', 'wm,你𠮷𠮷', ['wm', '你𠮷𠮷']],
    ['quotes', 'utf-8', '\n', '"","a""""b"', ['', 'a""b']],
    ['Windows line ends', 'utf-8', '\r\n', '"wm","x\r\n\r\ny"', ['wm', 'x\r\n\r\ny']],
    ['Windows line ends', 'gb18030', '\r\n', '"张","\r\n"', ['张', '\r\n']],
  ] as const)('%s of %s are read whole, wherever they are cut', async (_, encoding, lineEnd, record, cells) => {
    const { content, cuts } = fileOf(record, lineEnd, encoding);
    const { rows } = await readFileAsSource(writeTempFile('border.csv', content), { delimiter: ',', encoding });
    const special = rows.filter(({ cells: [, cell = ''] }) => !/^[xy]+$/.test(cell));
    expect(special.map((row) => row.cells)).toEqual(Array(cuts).fill(cells));
    // Not a row or a line too many, or too few.
    const breaks = record.split(lineEnd).length - 1;
    const before = special.length - 1;
    expect(rows.at(-1)).toMatchObject({ row: rows.length + 1, line: rows.length + 1 + before * breaks });
  });

  test('a quote that is never closed is named by the line where it opens', async () => {
    const path = writeTempFile('border.csv', '');
    for (let shift = -1; shift <= 4; shift++) {
      const before = `id,a\n${fill(border - shift - 5, '\n')}`;
      writeFinished(path, `${before}wm,"open\nwm,x\n`);
      const { why } = await refusalOfFile(path, { delimiter: ',' });
      expect([why.code, why.params.line], `shift ${shift}`).toEqual(['source.openQuote', before.split('\n').length]);
    }
  });

  test('a delimiter is found though the sample ends within a character', async () => {
    for (let shift = 0; shift < 4; shift++) {
      const content = `id;a\n${'x'.repeat(shift)};${'𠮷'.repeat(70_000)}\n1;2\n`;
      expect((await readFileAsSource(writeTempFile('border.csv', content))).delimiter).toBe(';');
    }
  });
});
