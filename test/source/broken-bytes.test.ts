import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RunError } from '../../src/messages/run-error.js';
import type { Encoding } from '../../src/source/table.js';
import { encode, encodings } from '../helpers/encode.js';
import { type ReadSource, readFileAsSource, refusalOfFile, refusalOfSource } from '../helpers/read-source.js';
import { writeFinished, writeTempFile } from '../helpers/temp-folder.js';

type Part = string | readonly number[] | Uint8Array;
const bytes = (...parts: Part[]) => bytesIn('utf-8', ...parts);
const bytesIn = (encoding: Encoding, ...parts: Part[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? encode(part, encoding) : Buffer.from(part))));

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
    ['after a byte order mark', bytes('\uFEFFid\n', [0xff]), 2, 7],
  ])('%s', async (_, content, line, byte) => {
    const { why } = await refusalOfSource(content, { encoding: 'utf-8' });
    const code = content[0] === 0xef ? 'source.brokenMarked' : 'source.notUtf8';
    expect([why.code, why.params.line, why.params.byte]).toEqual([code, line, byte]);
  });
});

describe('bytes that are no GB18030 refuse the file that the job says is GB18030, with the line and the byte', () => {
  const gbk = (...parts: Part[]) => bytesIn('gb18030', ...parts);

  test.each<[string, Buffer, number, number]>([
    ['a byte that is never GB18030', gbk('编号,名\n1,张', [0xff], '\n'), 2, 13],
    ['a character cut off by the end of its line', gbk('编号,名\r\n1,张\r\n2,', [0xd5], '\r\n'), 3, 18],
    ['a character cut off by the end of the file', gbk('编号\n1\n', [0xd5]), 3, 8],
    ['a character of four bytes cut off after two', gbk('编号\n𠮷', [0x95, 0x34], '\n'), 2, 10],
    ['a character of four bytes cut off after three', gbk('编号\n', [0x95, 0x34, 0xb2], '，\n'), 2, 6],
    ['four bytes beyond Unicode', gbk('编号\n', [0xe3, 0x32, 0x9a, 0x36], '\n'), 2, 6],
    ['UTF-8 in a cell, three bytes that are one and a half', gbk('编号,名\n1,', [0xe5, 0xbc, 0xa0], '\n'), 2, 13],
  ])('%s', async (_, content, line, byte) => {
    const { why } = await refusalOfSource(content, { encoding: 'gb18030' });
    expect(why.code).toBe('source.notEncoded');
    expect(why.params).toMatchObject({ encoding: 'GB18030', line, byte });
  });
});

describe('units that are no UTF-16 refuse the file, with the line and the byte', () => {
  const lead = { 'utf-16le': [0x42, 0xd8], 'utf-16be': [0xd8, 0x42] } as const;
  const trail = { 'utf-16le': [0xb7, 0xdf], 'utf-16be': [0xdf, 0xb7] } as const;

  describe.each(['utf-16le', 'utf-16be'] as const)('%s', (encoding) => {
    const units = (...parts: Part[]) => bytesIn(encoding, ...parts);

    test.each<[string, Buffer, number, number]>([
      ['an odd number of bytes', units('编号\n1\n', [0x31]), 3, 11],
      ['nothing but the mark and half a unit', units([0x31]), 1, 1],
      ['the first half of a character alone', units('编号,名\n1,', lead[encoding], 'x\n'), 2, 15],
      ['the second half alone', units('编号,名\n1,𠮷', trail[encoding], '\n'), 2, 19],
      ['two first halves', units('编号\r\n𠮷', lead[encoding], '𠮷\n'), 2, 13],
      ['a first half at the end of the file', units('编号\n', lead[encoding]), 2, 7],
    ])('%s', async (_, content, line, byte) => {
      const refusals = [
        await refusalOfSource(content, { encoding }),
        await refusalOfSource(Buffer.concat([encode('\uFEFF', encoding), content])),
      ];
      // The mark takes its place in the file.
      for (const [index, { why }] of refusals.entries()) {
        expect(why.code).toBe(index === 0 ? 'source.notEncoded' : 'source.brokenMarked');
        expect(why.params).toMatchObject({ line, byte: byte + 2 * index });
        expect(Object.values(why.params)).toContain(encoding.toUpperCase());
      }
    });
  });
});

test('a file that is neither UTF-8 nor GB18030 is refused with the line of both', async () => {
  const content = bytes('id,name\n1,甲乙\n', [0xd5, 0xc5], '\n', [0xff], '\n');
  const { why } = await refusalOfSource(content);
  expect(why).toMatchObject({ code: 'source.neither', params: { line: 3, byte: 18, gbLine: 4 } });
});

test('a UTF-8 file with one GBK line is refused, and not read as GBK throughout', async () => {
  const rows = Array.from({ length: 50 }, (_, index) => `wm${index},张三,上海市浦东新区\n`);
  const content = bytes('编号,姓名,地址\n', ...rows, encode('wm99,李四,北京市\n', 'gb18030'), ...rows);
  const { why } = await refusalOfSource(content);
  expect(['source.neither', 'source.strangeGb18030']).toContain(why.code);
  expect(why.params.line).toBe(52);
});

describe('wherever they are in a text, they are found', () => {
  // Each breaks off whatever stands before it, and is broken whatever stands behind it.
  const broken: Record<Encoding, number[][]> = {
    'utf-8': [[0xff], [0x80], [0xe4, 0xbd], [0xf0, 0xa0, 0xae], [0xc3]],
    gb18030: [[0xff], [0x95, 0x34, 0xb2, 0xff], [0x95, 0x34, 0xff], [0xd5, 0xff], [0xe3, 0x32, 0x9a, 0x36]],
    'utf-16le': [
      [0xb7, 0xdf],
      [0x42, 0xd8, 0x78, 0x00],
    ],
    'utf-16be': [
      [0xdf, 0xb7],
      [0xd8, 0x42, 0x00, 0x78],
    ],
  };
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '你', '𠮷', '\n', '\r\n', ','), maxLength: 30 });

  test.each(encodings)('%s', async (encoding) => {
    const path = writeTempFile('any.csv', '');
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(...broken[encoding]), text, async (before, wrong, after) => {
        writeFinished(path, bytesIn(encoding, 'id', before, wrong, after));
        const { why } = await refusalOfFile(path, { encoding });
        expect(why.code).toBe(encoding === 'utf-8' ? 'source.notUtf8' : 'source.notEncoded');
        expect(why.params.byte).toBe(1 + bytesIn(encoding, 'id', before).length);
        expect(why.params.line).toBe(`id${before}`.split(/\r\n|\r|\n/).length);
      }),
      { numRuns: 60 },
    );
  });
});

test('any bytes at all are read as what they are, or refused: no character is ever put in the place of another', async () => {
  const path = writeTempFile('any.csv', '');
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 6 }).map((some) => Buffer.from(some)),
    fc
      .constantFrom('id,a\n', '张三', '𠮷', '"')
      .chain((text) => fc.constantFrom(...encodings).map((encoding) => encode(text, encoding))),
  );
  const wanted = fc.constantFrom('auto' as const, ...encodings);
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 8 }), wanted, async (pieces, encoding) => {
      const content = Buffer.concat(pieces);
      // The replacement character itself, in one of the encodings, is a character like any other.
      fc.pre(!/efbfbd|fffd|fdff|8431a437/.test(content.toString('hex')));
      writeFinished(path, content);
      const outcome = await readFileAsSource(path, { encoding, delimiter: ',' }).catch((error) => error);
      if (outcome instanceof RunError) return;
      const { header, rows } = outcome as ReadSource;
      const text = [header, ...rows.map(({ cells }) => cells)].flat().join('');
      expect(text).not.toContain('\uFFFD');
      expect(text.isWellFormed()).toBe(true);
    }),
    { numRuns: 200 },
  );
});

// The file is checked in pieces of 64 KiB.
describe('at the border of two pieces, on whichever side of it', () => {
  const wrongs: Record<Encoding, number[][]> = {
    'utf-8': [[0x80], [0xe4, 0xbd]],
    gb18030: [[0xff], [0x95, 0x34, 0xff]],
    'utf-16le': [[0x42, 0xd8]],
    'utf-16be': [[0xd8, 0x42]],
  };

  test.each(encodings)('%s', async (encoding) => {
    const path = writeTempFile('long.csv', '');
    const unit = encode('a', encoding).length;
    const tail = bytesIn(encoding, '\n𠮷');
    const filling = encode('a'.repeat((64 * 1024) / unit), encoding);
    for (let shift = -4; shift <= 4; shift += unit) {
      for (const wrong of wrongs[encoding]) {
        const before = Buffer.concat([filling.subarray(0, filling.length - shift - tail.length), tail]);
        writeFinished(path, Buffer.concat([before, bytesIn(encoding, wrong, 'b\n')]));
        const { why } = await refusalOfFile(path, { encoding });
        expect([why.params.line, why.params.byte], `shift ${shift}, ${wrong}`).toEqual([2, before.length + 1]);
      }
    }
  });
});
