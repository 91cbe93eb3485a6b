import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkUtf8 } from '../../src/source/check-utf8.js';
import { readFileAsSource, refusalOfFile } from '../helpers/read-source.js';
import { writeTempFile } from '../helpers/temp-folder.js';

// Files are read in pieces of 256 KiB, and checked in pieces of 1 MiB: what lies across a border is read as elsewhere.
const border = 256 * 1024;

/** Rows of two cells that come to just this many bytes, from one of the file's beginning. */
function fill(length: number, lineEnd: string): string {
  const row = `wm,${'x'.repeat(20_000)}${lineEnd}`;
  const rows = row.repeat(Math.floor(length / row.length) - 2);
  return `${rows}wm,${'y'.repeat(length - rows.length - 3 - lineEnd.length)}${lineEnd}`;
}

describe('at the border of a piece that is read', () => {
  test.each([
    ['a character of three or four bytes', '\n', 'wm,你𠮷', ['wm', '你𠮷']],
    ['a quote', '\n', '"","a""""b"', ['', 'a""b']],
    ['a Windows line end', '\r\n', '"wm","x\r\n\r\ny"', ['wm', 'x\r\n\r\ny']],
  ])('%s is read whole, wherever it is cut', async (_, lineEnd, text, cells) => {
    const path = writeTempFile('border.csv', '');
    for (let shift = 0; shift <= Buffer.byteLength(text) + 1; shift++) {
      const start = `id,a${lineEnd}`;
      const filling = fill(border - shift - start.length, lineEnd);
      const before = `${start}${filling}`;
      expect(Buffer.byteLength(before)).toBe(border - shift);
      writeFileSync(path, `${before}${text}${lineEnd}wm9,end${lineEnd}`);
      const { rows } = await readFileAsSource(path, ',');
      const filled = filling.split(lineEnd).length - 1;
      expect(rows, `shift ${shift}`).toHaveLength(filled + 2);
      expect(rows.at(-2)).toEqual({ row: filled + 2, line: filled + 2, cells });
      expect(rows.at(-1)?.cells).toEqual(['wm9', 'end']);
    }
  });

  test('a quote that is never closed is named by the line where it opens', async () => {
    const path = writeTempFile('border.csv', '');
    for (let shift = -1; shift <= 4; shift++) {
      const before = `id,a\n${fill(border - shift - 5, '\n')}`;
      writeFileSync(path, `${before}wm,"open\nwm,x\n`);
      const { why } = await refusalOfFile(path, ',');
      expect([why.code, why.params.line], `shift ${shift}`).toEqual(['source.openQuote', before.split('\n').length]);
    }
  });
});

test('at the border of a piece that is checked, a character is whole wherever it is cut', async () => {
  const path = writeTempFile('border.csv', '');
  for (const character of ['é', '你', '𠮷']) {
    for (let shift = 0; shift <= 4; shift++) {
      const before = 'x'.repeat(1024 * 1024 - shift);
      writeFileSync(path, `${before}${character}${before}`);
      await expect(checkUtf8(path)).resolves.toBeUndefined();
    }
  }
});
