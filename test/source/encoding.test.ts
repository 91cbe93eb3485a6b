import { describe, expect, test } from 'vitest';
import { encode } from '../helpers/encode.js';
import { readAsSource, refusalOfSource } from '../helpers/read-source.js';

const mark = '\uFEFF';
const table = '编号,姓名\nwm1,张三\nwm2,李四\n';
const rows = [
  ['wm1', '张三'],
  ['wm2', '李四'],
];
const marked = ['utf-8', 'utf-16le', 'utf-16be'] as const;

describe('the bytes of a character are those that other programs write', () => {
  test.each([
    ['𠮷', '9534b235'],
    ['㐀', '8139ee39'],
    ['䶮', 'fe9f'],
    ['张', 'd5c5'],
    ['€', 'a2e3'],
    ['👍', '9439d131'],
  ])('%s is %s in GB18030', async (character, hex) => {
    const cell = Buffer.from(hex, 'hex');
    expect(encode(character, 'gb18030')).toEqual(cell);
    const content = Buffer.concat([encode('编号,姓名\nwm1,', 'gb18030'), cell]);
    const source = await readAsSource(content, { encoding: 'gb18030' });
    expect(source.rows[0]?.cells).toEqual(['wm1', character]);
  });

  test('0x80 is the euro sign of old Windows', async () => {
    const content = Buffer.concat([encode('编号,价格\nwm1,', 'gb18030'), Buffer.of(0x80)]);
    expect((await readAsSource(content)).rows[0]?.cells).toEqual(['wm1', '€']);
  });
});

describe('a byte order mark', () => {
  test.each(marked)('says that the file is %s, and is no part of the first name', async (encoding) => {
    const { header, rows: read, notes } = await readAsSource(encode(mark + table, encoding));
    expect(header).toEqual(['编号', '姓名']);
    expect(read.map(({ cells }) => cells)).toEqual(rows);
    expect(read[0]).toMatchObject({ row: 2, line: 2 });
    expect(notes).toEqual([]);
  });

  test.each(marked)('may be what the job says as well: %s', async (encoding) => {
    const { rows: read, notes } = await readAsSource(encode(mark + table, encoding), { encoding });
    expect([read.length, notes]).toEqual([2, []]);
  });

  test('of GB18030 is none that says anything, but is no part of the first name either', async () => {
    const { header, notes } = await readAsSource(encode(mark + table, 'gb18030'));
    expect(header).toEqual(['编号', '姓名']);
    expect(notes.map(({ code }) => code)).toEqual(['source.readAsGb18030']);
  });

  test.each(marked)('may stand before a quoted name: %s', async (encoding) => {
    const content = encode(`${mark}"id, name",a\nwm1,x\n`, encoding);
    expect((await readAsSource(content)).header).toEqual(['id, name', 'a']);
  });

  test.each(marked)('elsewhere is a character like any other: %s', async (encoding) => {
    const content = encode(`${mark}id,a\nwm1,${mark}x\n${mark}wm2,"y"\n`, encoding);
    const { rows: read } = await readAsSource(content);
    expect(read.map(({ cells }) => cells)).toEqual([
      ['wm1', `${mark}x`],
      [`${mark}wm2`, 'y'],
    ]);
  });

  test.each(marked)('does not move the line of a mistake: %s', async (encoding) => {
    const refusal = await refusalOfSource(encode(`${mark}编号,名\nwm1,甲\nwm2,"x\n`, encoding));
    expect(refusal.why).toMatchObject({ code: 'source.openQuote', params: { line: 3 } });
  });
});

describe('where the mark says another than the job', () => {
  test.each(['gb18030', 'utf-16le', 'utf-16be'] as const)(
    'that of UTF-8 wins over %s, with a note: failed.csv has it, and is imported with the same job',
    async (encoding) => {
      const { rows: read, notes } = await readAsSource(mark + table, { encoding });
      expect(read.map(({ cells }) => cells)).toEqual(rows);
      expect(notes).toEqual([{ code: 'source.markWins', params: { wanted: encoding } }]);
    },
  );

  test.each([
    ['utf-16le', 'UTF-16LE', 'utf-8'],
    ['utf-16le', 'UTF-16LE', 'utf-16be'],
    ['utf-16be', 'UTF-16BE', 'utf-16le'],
    ['utf-16be', 'UTF-16BE', 'gb18030'],
  ] as const)('%s is refused: %s, not %s', async (encoding, name, wanted) => {
    const { why } = await refusalOfSource(encode(mark + table, encoding), { encoding: wanted });
    expect(why).toMatchObject({ code: 'source.otherMark', params: { marked: name, wanted } });
  });
});

describe('without a mark', () => {
  test('UTF-8 is found, and nothing is said of it', async () => {
    const { rows: read, notes } = await readAsSource(table);
    expect([read.map(({ cells }) => cells), notes]).toEqual([rows, []]);
  });

  test('GBK is found, with a note', async () => {
    const { header, rows: read, notes } = await readAsSource(encode(table, 'gb18030'));
    expect(header).toEqual(['编号', '姓名']);
    expect(read.map(({ cells }) => cells)).toEqual(rows);
    expect(notes).toEqual([{ code: 'source.readAsGb18030', params: {} }]);
  });

  test.each(['utf-16le', 'utf-16be'] as const)('%s is refused, with what the job should say', async (encoding) => {
    const { why } = await refusalOfSource(encode(table, encoding));
    expect(why).toMatchObject({ code: 'source.unmarkedUtf16', params: { encoding } });
  });

  test('a file that ends in zeros, as a copy that broke off does, is not taken for UTF-16', async () => {
    const { rows: read } = await readAsSource(`id,a\nwm1,x\n${'\0'.repeat(10_000)}`);
    expect(read.at(-1)?.cells).toEqual(['\0'.repeat(10_000)]);
  });

  test.each(['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const)('%s is what the job says', async (encoding) => {
    const { rows: read, notes } = await readAsSource(encode(table, encoding), { encoding });
    expect([read.map(({ cells }) => cells), notes]).toEqual([rows, []]);
  });

  test('what is ASCII alone is the same in UTF-8 and in GB18030', async () => {
    for (const encoding of ['auto', 'utf-8', 'gb18030'] as const) {
      expect((await readAsSource('id,a\nwm1,x\n', { encoding })).rows[0]?.cells).toEqual(['wm1', 'x']);
    }
  });
});

describe('what the job says is checked', () => {
  test('UTF-8 that the job takes for GB18030 is refused: it would decode, to other characters', async () => {
    const { why } = await refusalOfSource(table, { encoding: 'gb18030' });
    expect(why.code).toBe('source.isUtf8');
  });

  test('GBK that the job takes for UTF-8 is refused with its first character', async () => {
    const { why } = await refusalOfSource(encode(table, 'gb18030'), { encoding: 'utf-8' });
    expect(why).toMatchObject({ code: 'source.notUtf8', params: { line: 1, byte: 1 } });
  });

  test('rare characters are no doubt where the job says GB18030', async () => {
    const content = encode('編號,姓名\nwm1,龔甯\n', 'gb18030');
    expect((await refusalOfSource(content)).why.code).toBe('source.strangeGb18030');
    expect((await readAsSource(content, { encoding: 'gb18030' })).rows[0]?.cells).toEqual(['wm1', '龔甯']);
  });
});

test('rare names, emoji and what people combine of them are read to the letter', async () => {
  const cells = ['㐀𠮷䶮', '👩‍👩‍👧', 'e\u0301', '\u202E', '｀', '\u0000'];
  const { rows: read } = await readAsSource(`a,b,c,d,e,f\n${cells.join(',')}\n`);
  expect(read[0]?.cells).toEqual(cells);
});
