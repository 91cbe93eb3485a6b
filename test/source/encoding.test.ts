import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAsSource, refusalOfFile, refusalOfSource } from '../helpers/read-source.js';
import { writeTempFile } from '../helpers/temp-folder.js';

const bytes = (...parts: (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

describe('a byte order mark', () => {
  test('is no part of the first name', async () => {
    const { header, rows } = await readAsSource('\uFEFFid,a\nwm1,x\n');
    expect(header).toEqual(['id', 'a']);
    expect(rows).toEqual([{ row: 2, line: 2, cells: ['wm1', 'x'] }]);
  });

  test('may stand before a quoted name', async () => {
    expect((await readAsSource('\uFEFF"id, name",a\nwm1,x\n')).header).toEqual(['id, name', 'a']);
  });

  test('elsewhere is a character like any other', async () => {
    expect((await readAsSource('id,a\nwm1,\uFEFFx\n')).rows[0]?.cells).toEqual(['wm1', '\uFEFFx']);
  });

  test('does not move the line of a mistake', async () => {
    expect((await refusalOfSource('\uFEFFid,a\nwm1,"x\n')).why.params.line).toBe(2);
  });
});

test('rare names, emoji and what people combine of them are read to the letter', async () => {
  const cells = ['㐀𠮷䶮', '👩‍👩‍👧', 'e\u0301', '\u202E', '｀', '\u0000'];
  const { rows } = await readAsSource(`a,b,c,d,e,f\n${cells.join(',')}\n`);
  expect(rows[0]?.cells).toEqual(cells);
});

describe('bytes that are no UTF-8 refuse the file, with the line and the byte where they begin', () => {
  test.each<[string, Buffer, number, number]>([
    ['GBK in the first name', bytes([0xbf, 0xcd, 0xbb, 0xa7], ',a\n1,2\n'), 1, 1],
    ['a continuation alone at the beginning', bytes([0x80], 'id\n'), 1, 1],
    ['several of them', bytes([0x80, 0x81, 0x82, 0x83, 0x84], 'id\n'), 1, 1],
    ['GBK in a cell', bytes('id,a\n1,2\n3,', [0xd5, 0xc5], '\n'), 3, 12],
    ['GBK after a sound character', bytes('id,a\n1,张', [0xd5, 0xc5], '\n'), 2, 11],
    ['a byte that is never UTF-8', bytes('id\n', [0xff], '\n'), 2, 4],
    ['the same after a sound character', bytes('你', [0xff], '\n'), 1, 4],
    ['the same after a sound character of four bytes', bytes('𠮷', [0xfe], '\n'), 1, 5],
    ['a continuation too many', bytes('你', [0x80], '\n'), 1, 4],
    ['a character cut off by an ordinary one', bytes('id\r\n1', [0xe4, 0xbd], 'x\r\n'), 2, 6],
    ['a character cut off by another', bytes('id\n', [0xf0, 0xa0], '你\n'), 2, 4],
    ['a character cut off by the end', bytes('id\n1\n', [0xf0, 0xa0, 0xae]), 3, 6],
    ['nothing but a character cut off', bytes([0xe4]), 1, 1],
    ['an overlong slash', bytes('id\n', [0xc0, 0xaf], '\n'), 2, 4],
    ['an overlong slash of three bytes', bytes('id\n', [0xe0, 0x80, 0xaf], '\n'), 2, 4],
    ['half of a character', bytes('id\n', [0xed, 0xa0, 0x80], '\n'), 2, 4],
    ['beyond Unicode', bytes('id\n', [0xf4, 0x90, 0x80, 0x80], '\n'), 2, 4],
    ['one GBK line in a UTF-8 file', bytes('编号,名\n1,张三\n2,', [0xc0, 0xee], '\n3,王五\n'), 3, 23],
    ['after old Mac line ends', bytes('id\r1\r', [0xff]), 3, 6],
    ['after blank lines', bytes('id\n\n\r\n', [0xff]), 4, 7],
  ])('%s', async (_, content, line, byte) => {
    const { why } = await refusalOfSource(content);
    expect([why.code, why.params.line, why.params.byte]).toEqual(['source.notUtf8', line, byte]);
  });

  test('wherever they are in a text', async () => {
    const path = writeTempFile('any.csv', '');
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '你', '𠮷', '\n', '\r\n', ','), maxLength: 30 });
    // A byte that is never UTF-8, a continuation too many, a character that lacks its end.
    const broken = fc.constantFrom([0xff], [0x80], [0xe4, 0xbd], [0xf0, 0xa0, 0xae], [0xc3]);
    await fc.assert(
      fc.asyncProperty(text, broken, text, async (before, wrong, after) => {
        writeFileSync(path, bytes('id', before, wrong, after));
        const { why } = await refusalOfFile(path);
        expect(why.code).toBe('source.notUtf8');
        expect(why.params.byte).toBe(3 + Buffer.byteLength(before));
        expect(why.params.line).toBe(`id${before}`.split(/\r\n|\r|\n/).length);
      }),
      { numRuns: 150 },
    );
  });

  // The file is checked in pieces of 1 MiB.
  test('at the border of two pieces, on whichever side of it', async () => {
    const path = writeTempFile('long.csv', '');
    for (let shift = 1; shift <= 7; shift++) {
      for (const wrong of [[0x80], [0xff], [0xe4, 0xbd]]) {
        const before = `${'a'.repeat(1024 * 1024 - shift - 1)}\n𠮷`;
        writeFileSync(path, bytes(before, wrong, 'b\n'));
        const { why } = await refusalOfFile(path);
        expect([why.params.line, why.params.byte], `shift ${shift}, ${wrong}`).toEqual([2, before.length + 3]);
      }
    }
  });
});
