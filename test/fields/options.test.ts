import { describe, expect, test } from 'vitest';
import { custom, mapField, mappingOf, sendCell, standard, updateReader } from '../helpers/send-cell.js';

const levels = new Map<string, number>([
  ['普通', 1],
  ['VIP', 2],
]);
const places = new Map<string, readonly number[]>([
  ['湖北省/武汉市', [4, 5]],
  ['湖北省', [4]],
]);

describe('values turn the words of the file into what the API takes', () => {
  test('the label of a droplist becomes its key', () => {
    expect(sendCell(custom('droplist'), 'VIP', { values: levels })).toEqual({ sent: '2' });
  });

  test.each(['vip', 'VIP ', ' VIP', 'ＶＩＰ', '2', '白金'])(
    'a label that is not listed to the letter is refused: %j',
    (text) => {
      expect(sendCell(custom('droplist'), text, { values: levels })).toEqual({ refused: 'cell.notAllowed' });
    },
  );

  test('names that JavaScript knows are no labels', () => {
    for (const text of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(sendCell(custom('droplist'), text, { values: levels })).toEqual({ refused: 'cell.notAllowed' });
    }
  });

  test('a standard field is translated as well', () => {
    const gender = new Map([
      ['男', 1],
      ['女', 2],
      ['未知', 0],
    ]);
    expect(sendCell(standard('gender'), '女', { values: gender })).toEqual({ sent: '2' });
    expect(sendCell(standard('wxUserFlag'), '是', { values: new Map([['是', 'YES']]) })).toEqual({ sent: '"YES"' });
  });

  test('a value that is a number stays a text where the field is a text', () => {
    expect(sendCell(custom('text'), '甲', { values: new Map([['甲', 7]]) })).toEqual({ sent: '"7"' });
  });

  test('the refusal lists the labels that are allowed, and counts those that are too many to list', () => {
    const many = new Map(Array.from({ length: 20 }, (_, key) => [`选项${key}`, key]));
    const mapped = mapField(custom('droplist'), '等级', { values: many });
    const { problems } = updateReader(mappingOf([mapped]))({
      externalUserId: 'wm1',
      cells: [{ mapped, texts: ['没有'] }],
    });
    expect(problems[0]?.column).toBe('等级');
    expect(problems[0]?.reason.params.allowed).toMatch(/^选项0, 选项1, .*选项11, … \(20\)$/);
    expect(problems[0]?.reason.params.value).toBe('没有');
  });
});

describe('a chained list', () => {
  test('is a whole path of labels, looked up as one', () => {
    expect(sendCell(custom('chained_droplist'), '湖北省/武汉市', { values: places })).toEqual({ sent: '[4,5]' });
    expect(sendCell(custom('chained_droplist'), '湖北省', { values: places })).toEqual({ sent: '[4]' });
    expect(sendCell(custom('chained_droplist'), '武汉市', { values: places })).toEqual({ refused: 'cell.notAllowed' });
  });

  test('of keys is separated as the job says, and by nothing else', () => {
    expect(sendCell(custom('chained_droplist'), '4>5', { separator: '>' })).toEqual({ sent: '[4,5]' });
    expect(sendCell(custom('chained_droplist'), '4/5', { separator: '>' })).toEqual({ refused: 'cell.keyPath' });
    expect(sendCell(custom('chained_droplist'), '4->5', { separator: '->' })).toEqual({ sent: '[4,5]' });
  });
});

describe('a checkbox', () => {
  const tags = new Map<string, number>([
    ['甲', 1],
    ['乙', 2],
    ['乙等', 2],
  ]);

  test('takes several labels, in the order of the cell', () => {
    expect(sendCell(custom('checkbox'), '乙,甲', { values: tags })).toEqual({ sent: '[2,1]' });
    expect(sendCell(custom('checkbox'), '乙；甲', { values: tags, separator: '；' })).toEqual({ sent: '[2,1]' });
  });

  test('refuses the whole cell when one label of it is not listed', () => {
    expect(sendCell(custom('checkbox'), '甲,丙', { values: tags })).toEqual({ refused: 'cell.notAllowedPart' });
    expect(sendCell(custom('checkbox'), '甲,', { values: tags })).toEqual({ refused: 'cell.notAllowedPart' });
    expect(sendCell(custom('checkbox'), '甲, 乙', { values: tags })).toEqual({ refused: 'cell.notAllowedPart' });
  });

  test('refuses two labels that are one option', () => {
    expect(sendCell(custom('checkbox'), '乙,乙等', { values: tags })).toEqual({ refused: 'cell.repeatedOption' });
  });
});
