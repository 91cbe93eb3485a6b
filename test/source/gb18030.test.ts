import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RunError } from '../../src/messages/run-error.js';
import { findEncoding } from '../../src/source/csv/find-encoding.js';
import type { Encoding } from '../../src/source/table.js';
import { encode, encodeBy } from '../helpers/encode.js';
import { readFileAsSource, refusalOfFile } from '../helpers/read-source.js';
import { writeFinished, writeTempFile } from '../helpers/temp-folder.js';

const surnames = '王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕';
const given = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英晓东红玉梅建华国志浩宇轩子涵欣怡';
const fewOf = (characters: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength });
const someName = fc.tuple(fc.constantFrom(...surnames), fewOf(given, 2)).map((parts) => parts.join(''));
const note = fc.constantFrom(
  '',
  '老客户',
  '已回访，下周再联系',
  '（需要发票）',
  '上海市浦东新区张江路1号',
  'VIP',
  'ＶＩＰ',
);
const header = fc.constantFrom('编号,姓名', '客户ID,备注', 'id,name', '企微客户ID,城市');

describe('GBK is read as what it is, however short the file', () => {
  test('two hundred files of two columns', async () => {
    const path = writeTempFile('short.csv', '');
    const file = fc.record({
      header,
      first: someName,
      rest: fc.array(fc.oneof(someName, note), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(file, async ({ header: names, first, rest }) => {
        const cells = [first, ...rest];
        const text = [names, ...cells.map((cell, index) => `wm${index},${cell}`)].join('\r\n');
        writeFinished(path, encode(text, 'gb18030'));
        const { header: read, rows, notes } = await readFileAsSource(path);
        expect(read).toEqual(names.split(','));
        expect(rows.map(({ cells: [, cell] }) => cell)).toEqual(cells);
        expect(notes.map(({ code }) => code)).toEqual(['source.readAsGb18030']);
      }),
      { numRuns: 200, seed: 18030 },
    );
  });

  test.each([
    ['one of four bytes among few', '编号,姓名\nwm1,王㐀\n'],
    ['𠮷, which is beyond the basic plane', '编号,店名\nwm1,𠮷野家\n'],
    ['䶮 and 镕, in two bytes that are not of old', '编号,姓名,城市\nwm1,刘䶮,广州\nwm2,朱镕基,上海\n'],
    ['emoji', '编号,备注\nwm1,好👍👍🎉\n'],
    ['a Japanese の and Greek letters', '编号,店名\nwm1,优の良品\nwm2,α健身房\n'],
    ['the euro sign of old Windows', '编号,价格\nwm1,€100\n'],
  ])('with rare characters: %s', async (_, text) => {
    const { rows } = await readFileAsSource(writeTempFile('rare.csv', encode(text, 'gb18030')));
    const told = rows.map(({ cells }) => cells.join(','));
    expect(told).toEqual(text.trim().split('\n').slice(1));
  });

  test('one rare character behind a long text of ASCII', async () => {
    const rows = Array.from({ length: 8000 }, (_, index) => `wm${index},plain text\n`).join('');
    const path = writeTempFile('late.csv', encode(`id,name\n${rows}wm9,王伟\n`, 'gb18030'));
    const { rows: read, notes } = await readFileAsSource(path);
    expect([read.at(-1)?.cells, notes.length]).toEqual([['wm9', '王伟'], 1]);
  });
});

// Tables of customers as they are written in other places.
const foreign = {
  big5: ['編號,姓名,地址', '陳志明', '林淑芬', '黃雅婷', '台北市中正區中山路12號', '高雄市左營區', '老客戶，需要發票'],
  shift_jis: ['番号,氏名,住所', '田中太郎', '佐藤花子', '山本ミカ', '東京都新宿区西新宿', '株式会社サンプル', 'ｻﾝﾌﾟﾙ'],
  'windows-1252': ['Nº,Straße,Größe', 'Müller', 'José García', 'François Lefèvre', 'Zürich', 'Peña', 'Renée'],
} as const;

/** What the search for the encoding says; what is behind it is no matter here. */
async function refusalOfText(content: Buffer): Promise<RunError> {
  const path = writeTempFile('foreign.csv', content);
  const outcome = await findEncoding({ path, start: content.subarray(0, 4096) }, 'auto').catch((error) => error);
  if (outcome instanceof RunError) return outcome;
  throw outcome instanceof Error ? outcome : new Error(`taken for ${outcome.encoding}`);
}

describe('what is of another encoding is refused, not garbled', () => {
  test.each(Object.entries(foreign))('%s', async (label, [names, ...cells]) => {
    const file = fc.record({
      // The names of the columns may tell nothing.
      names: fc.constantFrom(names, 'id,name,note'),
      rows: fc.array(fc.tuple(fc.constantFrom(...cells), fc.constantFrom(...cells)), { minLength: 1, maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(file, async ({ names: header, rows }) => {
        const text = [header, ...rows.map((pair, index) => `wm${index},${pair.join(',')}`)].join('\r\n');
        const { why } = await refusalOfText(encodeBy(text, label));
        expect(['source.neither', 'source.strangeGb18030']).toContain(why.code);
        expect(why.params.line).toBe(header === names ? 1 : 2);
      }),
      { numRuns: 60 },
    );
  });

  test('Japanese of Unix (EUC-JP) shows by its kana', async () => {
    const { why } = await refusalOfText(encodeBy('番号,氏名\n1,伊藤さくら\n2,山本ミカ\n', 'euc-jp'));
    expect(why.code).toBe('source.strangeGb18030');
  });

  test('Chinese in UTF-16 without a mark, whatever it says', async () => {
    const cell = fc.string({ unit: fc.integer({ min: 0x4e00, max: 0x9fff }).map(String.fromCodePoint), maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { minLength: 1, maxLength: 10 }),
        fc.constantFrom('utf-16le' as const, 'utf-16be' as const),
        async (cells, encoding) => {
          const rows = cells.map((text, index) => `wm${index},${text}\r\n`);
          const { why } = await refusalOfText(encode(`编号,备注\r\n${rows.join('')}`, encoding));
          expect(['source.unmarkedUtf16', 'source.neither', 'source.strangeGb18030']).toContain(why.code);
        },
      ),
      { numRuns: 100 },
    );
  });
});

// Two bytes from C2 A1 to DF BF are a character in both: 女士 in GBK is Ůʿ in UTF-8.
describe('what is both UTF-8 and GBK is refused until the job says which', () => {
  const bytes = Buffer.from('c5aecabf', 'hex');
  const file = (cell: Uint8Array) => Buffer.concat([Buffer.from('id,name\nwm1,'), cell, Buffer.from('\n')]);

  test('by the bytes of 女士', async () => {
    expect(encode('女士', 'gb18030')).toEqual(bytes);
    const path = writeTempFile('both.csv', file(bytes));
    expect((await refusalOfText(file(bytes))).why.code).toBe('source.utf8OrGbk');
    const [gbk, utf8] = [
      await readFileAsSource(path, { encoding: 'gb18030' }),
      await readFileAsSource(path, { encoding: 'utf-8' }),
    ];
    expect(gbk.rows[0]?.cells).toEqual(['wm1', '女士']);
    expect(utf8.rows[0]?.cells).toEqual(['wm1', 'Ůʿ']);
  });

  test.each<[string, Encoding]>([
    ['女', 'gb18030'],
    ['猫', 'gb18030'],
    ['é', 'utf-8'],
  ])('by the bytes of %s, in whichever of the two it is', async (cell, encoding) => {
    expect((await refusalOfText(file(encode(cell, encoding)))).why.code).toBe('source.utf8OrGbk');
  });

  test.each(['José', 'Müller', 'Ångström', 'crème brûlée, naïve'])(
    'but letters within a word of Latin ones are UTF-8: %s',
    async (cell) => {
      const { rows, notes } = await readFileAsSource(writeTempFile('utf8.csv', file(Buffer.from(`"${cell}"`))));
      expect([rows[0]?.cells[1], notes]).toEqual([cell, []]);
    },
  );

  test.each(['中文 José', '女士', 'É', 'Москва', '€', '👍', 'ASCII'])(
    'but UTF-8 is found by one long character, or by what is no GBK: %s',
    async (cell) => {
      const { rows, notes } = await readFileAsSource(writeTempFile('utf8.csv', file(Buffer.from(cell))));
      expect([rows[0]?.cells[1], notes]).toEqual([cell, []]);
    },
  );

  test('and what is no GBK that anybody writes is UTF-8, whatever the job says', async () => {
    const path = writeTempFile('utf8.csv', file(Buffer.from('É')));
    await expect(readFileAsSource(path, { encoding: 'gb18030' })).rejects.toMatchObject({
      why: { code: 'source.isUtf8' },
    });
  });
});

// What is read so lacks the columns of the job, in most files; where their names are ASCII only the note is left.
describe('what cannot be told from GBK is read with the note that asks to look', () => {
  test.each([
    // Two bytes above 0xA0 for every character, as in GB2312, and all of them taken there.
    ['Korean (EUC-KR)', 'euc-kr', '번호,이름\n1,김철수\n'],
    ['Japanese of Unix (EUC-JP) without kana', 'euc-jp', '番号,氏名\n1,田中太郎\n'],
    ['Russian in few words, of an even number of letters each', 'windows-1251', 'имение,страна\n1,Иван\n'],
  ])('%s', async (_, label, text) => {
    const { notes, header } = await readFileAsSource(writeTempFile('other.csv', encodeBy(text, label)));
    expect(notes.map(({ code }) => code)).toEqual(['source.readAsGb18030']);
    expect(header).not.toEqual(text.split('\n')[0]?.split(','));
  });
});

describe('a GBK file with lines of UTF-8 in it is refused with the first of them', () => {
  const gbk = '编号,备注\n1,客户等级\n2,武汉市\n';
  test.each<[string, Buffer, number]>([
    [
      'in the middle',
      Buffer.concat([encode(gbk, 'gb18030'), Buffer.from('3,周末联系\n'), encode('4,张三\n', 'gb18030')]),
      4,
    ],
    ['at the end, without its line end', Buffer.concat([encode(gbk, 'gb18030'), Buffer.from('3,平峰')]), 4],
    ['after CRLF', Buffer.concat([encode(gbk.replaceAll('\n', '\r\n'), 'gb18030'), Buffer.from('3,平峰\r\n')]), 4],
    [
      'a cell of GBK in a file of UTF-8',
      Buffer.concat([Buffer.from('id,a\n1,平峰\n2,'), encode('张三', 'gb18030')]),
      2,
    ],
  ])('%s', async (_, content, line) => {
    const { why } = await refusalOfFile(writeTempFile('mixed.csv', content));
    expect([why.code, why.params.line]).toEqual(['source.mixed', line]);
  });

  test('unless the job says that it is GBK', async () => {
    const path = writeTempFile('mixed.csv', Buffer.concat([encode(gbk, 'gb18030'), Buffer.from('3,平峰\n')]));
    expect((await readFileAsSource(path, { encoding: 'gb18030' })).rows).toHaveLength(3);
  });
});
