import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repairText } from '../../src/checkup/repair-text.js';
import { codesIn, examineColumn } from '../helpers/examine.js';

const utf8 = new TextEncoder();
const readAs = (encoding: string, bytes: Uint8Array) => new TextDecoder(encoding).decode(bytes);
/** A text as it looks when its UTF-8 is read in another encoding. */
const garble = (text: string, encoding: string): string => readAs(encoding, utf8.encode(text));

/** The characters of GB 2312 in these rows of its table. */
const hanzi = (firstLead: number, lastLead: number): string[] =>
  Array.from({ length: lastLead - firstLead + 1 }, (_, row) =>
    Array.from({ length: 94 }, (_, column) => readAs('gb18030', Uint8Array.of(firstLead + row, 0xa1 + column))),
  )
    .flat()
    .filter((character) => /[\u4e00-\u9fff]/.test(character));

const common = fc.constantFrom(...hanzi(0xb0, 0xd7));
const rare = fc.constantFrom(...hanzi(0xd8, 0xf7));
const chineseText = (minLength: number) =>
  fc.array(fc.oneof({ arbitrary: common, weight: 9 }, { arbitrary: rare, weight: 1 }), { minLength, maxLength: 12 });

describe('UTF-8 that was read as GBK comes back', () => {
  test.each(['张三', '客户', '广州', 'VIP客户', '企微客户ID', '欧阳娜娜', '闪电'])('%s', (text) => {
    expect(repairText(garble(text, 'gb18030'))).toBe(text);
  });

  test.each([
    ['张三丰', '张三□'],
    ['北京市朝阳区建国路88号', '北京市朝阳区建国□88□'],
    ['李（经理）', '李（经理□'],
    ['好的“引号', '好的“引□'],
  ])('%s, but for what did not come out even', (text, found) => {
    const garbled = garble(text, 'gb18030');
    expect(repairText(garbled)).toBe(found);
    // Many a program writes ? for what it cannot read.
    expect(repairText(garbled.replaceAll('\ufffd', '?'))).toBe(found);
  });

  test('and its last character may be gone without a trace', () => {
    expect(repairText(garble('张三丰', 'gb18030').replace('\ufffd', ''))).toBe('张三□');
  });

  test('for every text of ordinary Chinese, but perhaps its last character', () => {
    fc.assert(
      fc.property(fc.array(common, { minLength: 3, maxLength: 12 }), (characters) => {
        const text = characters.join('');
        const garbled = garble(text, 'gb18030');
        // The one character that has two codes in GBK.
        fc.pre(!garbled.includes('\u3000'));
        const found = repairText(garbled) ?? '';
        expect([text, text.slice(0, -1)]).toContain(found.replace(/□$/, ''));
      }),
    );
  });
});

describe('UTF-8 that was read as Latin-1 or windows-1252 comes back', () => {
  test.each(['张三', '张三丰', '男', '北京市朝阳区88号', '€ 5', 'Café', '𠮷野家', '你好吗?'])('%s', (text) => {
    expect(repairText(garble(text, 'windows-1252'))).toBe(text);
    expect(repairText(Buffer.from(text, 'utf8').toString('latin1'))).toBe(text);
  });

  test('though its no-break spaces have become plain ones', () => {
    expect(repairText('å¼ ä¸‰')).toBe('张三');
    expect(repairText('å¼\u00a0ä¸‰')).toBe('张三');
  });

  test('for every Chinese text', () => {
    fc.assert(
      fc.property(chineseText(1), (characters) => {
        expect(repairText(garble(characters.join(''), 'windows-1252'))).toBe(characters.join(''));
      }),
    );
  });
});

test.each([
  ['ÕÅÈý', '张三'],
  ['±±¾©ÊÐ', '北京市'],
  ['ÀîËÄ 123', '李四 123'],
])('GBK that was read as Latin-1 comes back: %s', (garbled, text) => expect(repairText(garbled)).toBe(text));

test('of a long text the beginning is judged', () => {
  const long = '北京市朝阳区'.repeat(1000);
  for (const garbled of [garble(long, 'gb18030'), garble(long, 'windows-1252'), '±±¾©ÊÐ'.repeat(1000)]) {
    const found = repairText(garbled);
    expect(found).toMatch(/^北京市/);
    expect(found?.length).toBeLessThanOrEqual(200);
  }
});

describe('what is as it should be is left alone', () => {
  test.each([
    ...[
      '张三',
      '宓刚',
      '濮存昕',
      '逄伟',
      '嬴政',
      '婕妤',
      '娴静',
      '潇潇',
      '闫妮',
      '赟赟',
      '喆',
      '堃',
      '玥玥',
      '㐀',
      '䶮',
      '𠮷',
      '联通',
    ],
    ...['濮阳市', '淄博', '亳州', '郫县', '涪陵区', '嵊州', '好吗?', '真的??', '寮步镇', '犱', '鐢'],
    ...[
      'Café',
      'naïve',
      'Spaß haben',
      'ESPAÑA',
      'à la carte',
      'Müller',
      'créée',
      'Łódź',
      'Nguyễn',
      'Đặng',
      '«Il est arrivé…»',
      'São Paulo',
      '10×20',
      '25°C',
    ],
    ...['£100', '©2024', '±5', '½', '¿Qué?', '¿¿¿¿', '——', '“引号”', '·', '…', '€5', 'Ω≈ç√∫˜µ', 'ÄÖÅ', 'éé'],
    ...['ありがとう', 'カタカナ', '한국어', 'Привет', 'Ελλάδα', 'عربى', '👩‍👩‍👧', '①②③', '℃', '（）', '', 'abc', '123'],
  ])('%s', (text) => expect(repairText(text)).toBeNull());

  test('a column of Chinese names, rare ones among them, is sound', () => {
    const surname = fc.constantFrom(...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗宓濮逄闫尹妘姒嬴娄涂淦潘汪沈洪温游');
    const name = fc.tuple(surname, chineseText(1)).map(([first, rest]) => first + rest.slice(0, 2).join(''));
    const sound = (names: readonly string[]) => {
      expect(codesIn('text', names)).toEqual([]);
    };
    // Of a million random names of rare characters, a handful would decode to something: not of these.
    fc.assert(fc.property(fc.array(name, { maxLength: 50 }), sound), { seed: 1 });
  });

  test('a column of texts in European languages is sound', () => {
    const letter = fc.constantFrom(...'aeinrstäöüßéèêçñåøæíóúÀÉÖÑ  ');
    const text = fc.array(letter, { minLength: 1, maxLength: 20 }).map((letters) => `a${letters.join('')}a`);
    const sound = (texts: readonly string[]) => {
      expect(codesIn('text', texts)).toEqual([]);
    };
    fc.assert(fc.property(fc.array(text, { maxLength: 200 }), sound));
  });
});

test('a garbled column is found once, with what it probably was', () => {
  const names = ['张三', '客户', '广州', 'Café'];
  const [finding, ...others] = examineColumn(
    'text',
    names.map((name) => garble(name, 'windows-1252')),
  );
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ code: 'mojibake', count: 4, rows: [2, 3, 4, 5] });
  expect(finding?.examples.map(({ hint }) => hint?.params.meant)).toEqual(['张三', '客户', '广州']);
});

test('it is one finding, whether all has come through or a character is gone', () => {
  const names = ['张三', '张三丰', '欧阳娜娜', '王小明'].map((name) => garble(name, 'gb18030'));
  expect(examineColumn('text', names)).toMatchObject([{ code: 'mojibake', count: 4 }]);
  expect(codesIn('text', ['张\ufffd', '锟斤拷'])).toEqual(['lostCharacters']);
});
