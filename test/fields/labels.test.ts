import fc from 'fast-check';
import { LosslessNumber } from 'lossless-json';
import { describe, expect, test } from 'vitest';
import type { ContentType } from '../../src/fields/content-types.js';
import type { FieldOption } from '../../src/fields/field-option.js';
import { option } from '../helpers/contact-of.js';
import { custom, mapField, mappingOf, type Settings, sendCell, updateReader } from '../helpers/send-cell.js';

const levels = [option(1, '普通'), option(2, 'VIP'), option(3, '黄金 会员')];
const places = [
  option(4, '湖北省', [option(5, '武汉市'), option(6, '宜昌市')]),
  option(10, '广东省', [option(5, '广州市', [option(7, '天河区')])]),
  option(20, '海外'),
];
const send = (type: ContentType, options: readonly FieldOption[], text: string, settings: Settings = {}) =>
  sendCell(custom(type, 1, options), text, settings);

/** Why a cell is refused, with all that fills the words. */
function refusalOf(type: ContentType, options: readonly FieldOption[], text: string, settings: Settings = {}) {
  const mapped = mapField(custom(type, 1, options), '列', settings);
  const { problems } = updateReader(mappingOf([mapped]))({ externalUserId: 'wm1', cells: [{ mapped, texts: [text] }] });
  return problems[0]?.reason;
}

describe('the label of an option becomes its key', () => {
  test.each([
    ['to the letter', 'VIP', '2'],
    ['in another case', 'vip', '2'],
    ['in full width', 'ＶＩＰ', '2'],
    ['with spaces around it', ' VIP\u3000', '2'],
    ['with a space within', '普 通', '1'],
    ['without the space that it has', '黄金会员', '3'],
    ['with a zero-width space', '普\u200B通', '1'],
  ])('%s: %j', (_, text, sent) => {
    expect(send('droplist', levels, text)).toEqual({ sent });
  });

  test('a key of 64 bits digit for digit, and one that is a text as a text', () => {
    const odd = [option(new LosslessNumber('9223372036854775807'), '大'), option('A-1', '小')];
    expect(send('droplist', odd, '大')).toEqual({ sent: '9223372036854775807' });
    expect(send('droplist', odd, '小')).toEqual({ sent: '"A-1"' });
    expect(send('checkbox', odd, '小,大')).toEqual({ sent: '["A-1",9223372036854775807]' });
  });

  test('any label, however it is folded, finds its own key and no other', () => {
    const labels = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(labels, fc.nat(), (texts, place) => {
        const options = texts.map((label, key) => option(key, label));
        const at = place % texts.length;
        const fate = send('droplist', options, texts[at] ?? '');
        // Of what no cell may hold (nothing but spaces, for one) there is nothing to say here.
        if ('sent' in fate) expect(fate.sent).toBe(String(at));
        else expect(fate.refused).not.toMatch(/Label/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a cell that is no label is refused', () => {
  test.each(['白金', 'VIP1', 'VI', '普通,VIP', 'constructor', '__proto__'])('%s', (text) => {
    expect(refusalOf('droplist', levels, text)).toMatchObject({ code: 'cell.unknownLabel', params: { part: text } });
  });

  test('with the labels that are allowed, the nearest first', () => {
    expect(refusalOf('droplist', levels, 'VIPP')?.params).toMatchObject({ value: 'VIPP', part: 'VIPP' });
    expect(refusalOf('droplist', levels, 'VIPP')?.params.allowed).toMatch(/^VIP, /);
    expect(refusalOf('droplist', levels, '金会员')?.params.allowed).toMatch(/^黄金 会员, /);
    const all = String(refusalOf('droplist', levels, 'x')?.params.allowed).split(', ');
    expect(all.toSorted()).toEqual(['VIP', '普通', '黄金 会员']);
  });

  test('twelve of them at most, and how many there are', () => {
    const many = Array.from({ length: 40 }, (_, key) => option(key, `选项${'甲'.repeat(key)}`));
    const allowed = String(refusalOf('droplist', many, `选项${'甲'.repeat(20)}乙`)?.params.allowed);
    expect(allowed.split(', ')).toHaveLength(13);
    expect(allowed).toMatch(/^选项甲{20,21}, .*, … \(40\)$/);
  });

  test('on a line that stays short and visible, whatever the cell holds', () => {
    const reason = refusalOf('droplist', levels, `a\u202E${'b'.repeat(5000)}`);
    expect(String(reason?.params.part)).toMatch(/^a\\u202eb+…$/);
    expect(String(reason?.params.part).length).toBeLessThan(100);
  });
});

describe('a label that several options go by', () => {
  test('is refused with all of them and their keys', () => {
    const twins = [option(1, '老客户'), option(2, '新客户'), option(3, '老客户')];
    const reason = refusalOf('droplist', twins, '老客户');
    expect(reason).toMatchObject({ code: 'cell.ambiguousLabel', params: { part: '老客户' } });
    expect(reason?.params.candidates).toBe('老客户 (1), 老客户 (3)');
  });

  test('when it is folded is taken where it is written to the letter, and refused where it is not', () => {
    const twins = [option(1, 'VIP'), option(2, 'vip')];
    expect(send('droplist', twins, 'VIP')).toEqual({ sent: '1' });
    expect(send('droplist', twins, 'vip')).toEqual({ sent: '2' });
    expect(refusalOf('droplist', twins, 'Vip')?.params.candidates).toBe('VIP (1), vip (2)');
  });
});

describe('a key in a cell', () => {
  test.each(['1', '2', '3'])('is taken where no label has digits: %s', (text) => {
    expect(send('droplist', levels, text)).toEqual({ sent: text });
    expect(send('checkbox', levels, text)).toEqual({ sent: `[${text}]` });
  });

  test('is refused where a label has digits: it may be a label cut short', () => {
    const years = [option(1, '2023 年'), option(2, '2024 年')];
    expect(send('droplist', years, '2')).toEqual({ refused: 'cell.unknownLabel' });
    expect(send('droplist', [option(1, '第１档'), option(2, '最高')], '2')).toEqual({ refused: 'cell.unknownLabel' });
  });

  test('is the label where a label reads so', () => {
    expect(send('droplist', [option(1, '2'), option(2, '1')], '2')).toEqual({ sent: '1' });
  });

  test.each(['4', '0', '-1', '1.0', '01'])('is refused where no option has it: %s', (text) => {
    expect(send('droplist', levels, text)).toEqual({ refused: 'cell.unknownLabel' });
  });
});

describe('a chained list', () => {
  test.each([
    ['湖北省/武汉市', '[4,5]'],
    ['湖北省 / 武汉市', '[4,5]'],
    ['湖北省／宜昌市', '[4,6]'],
    ['广东省/广州市/天河区', '[10,5,7]'],
    ['海外', '[20]'],
    ['4/5', '[4,5]'],
    ['20', '[20]'],
  ])('takes the path from the root to a leaf: %s', (text, sent) => {
    expect(send('chained_droplist', places, text)).toEqual({ sent });
  });

  test.each(['湖北省', '武汉市', '广东省/广州市', '湖北省/广州市', '武汉市/湖北省', '湖北省/', '湖北省>武汉市', '5'])(
    'refuses what is no such path: %s',
    (text) => expect(send('chained_droplist', places, text)).toEqual({ refused: 'cell.unknownLabel' }),
  );

  test('is cut as the job says, in labels, in messages and in keys', () => {
    const settings = { separator: '>' };
    expect(send('chained_droplist', places, '湖北省>武汉市', settings)).toEqual({ sent: '[4,5]' });
    expect(send('chained_droplist', places, '湖北省/武汉市', settings)).toEqual({ refused: 'cell.unknownLabel' });
    expect(refusalOf('chained_droplist', places, '湖北省>武汉', settings)?.params.allowed).toMatch(/^湖北省>武汉市, /);
    expect(send('chained_droplist', places, '4>5', settings)).toEqual({ sent: '[4,5]' });
  });

  test('names both paths that a text may mean', () => {
    const twins = [option(1, 'A', [option(2, 'B')]), option(3, 'A/B')];
    expect(refusalOf('chained_droplist', twins, 'A/B')?.params.candidates).toBe('A/B (1/2), A/B (3)');
  });
});

describe('a checkbox', () => {
  test.each([
    ['VIP,普通', '[2,1]'],
    ['VIP，普通', '[2,1]'],
    ['vip ， 黄金会员', '[2,3]'],
    ['普通', '[1]'],
    ['2,1', '[2,1]'],
  ])('takes several labels, whatever the width of what stands between them: %s', (text, sent) => {
    expect(send('checkbox', levels, text)).toEqual({ sent });
  });

  test.each([
    ['、', 'VIP、普通'],
    ['；', 'VIP;普通'],
    [';', 'VIP；普通'],
    ['|', 'VIP｜普通'],
  ])('is cut at %s where the job says so: %s', (separator, text) => {
    expect(send('checkbox', levels, text, { separator })).toEqual({ sent: '[2,1]' });
  });

  test.each(['VIP,', ',VIP', 'VIP,,普通', 'VIP,白金', 'VIP;普通'])(
    'refuses the whole cell for one part: %s',
    (text) => {
      expect(send('checkbox', levels, text)).toEqual({ refused: 'cell.unknownLabel' });
    },
  );

  test('names the part that is wrong, not the whole cell', () => {
    expect(refusalOf('checkbox', levels, 'VIP,白金')?.params).toMatchObject({ part: '白金', value: 'VIP,白金' });
  });

  test('refuses one option twice, however it is spelled', () => {
    expect(send('checkbox', levels, 'VIP,vip')).toEqual({ refused: 'cell.repeatedOption' });
    expect(send('checkbox', levels, 'VIP,2')).toEqual({ refused: 'cell.repeatedOption' });
  });

  test('takes a label by its very letters before it takes what is like it, just as a droplist does', () => {
    const twins = [option(1, 'ＶＩＰ'), option(2, 'VIP'), option(3, '①'), option(4, '1')];
    for (const { label, key } of twins) {
      expect([label, send('droplist', twins, label)]).toEqual([label, { sent: String(key) }]);
      expect([label, send('checkbox', twins, label)]).toEqual([label, { sent: `[${key}]` }]);
    }
    expect(send('checkbox', twins, 'ＶＩＰ，VIP')).toEqual({ sent: '[1,2]' });
  });
});

describe('values that the job writes out win over the account’s labels', () => {
  test.each<[ContentType, readonly FieldOption[], Settings['values'], string, string]>([
    ['droplist', levels, new Map([['贵宾', 2]]), '贵宾', '2'],
    ['chained_droplist', places, new Map([['武汉', [4, 5]]]), '武汉', '[4,5]'],
    [
      'checkbox',
      levels,
      new Map([
        ['贵宾', 2],
        ['普', 1],
      ]),
      '贵宾,普',
      '[2,1]',
    ],
  ])('%s', (type, options, values, text, sent) => {
    expect(send(type, options, text, { values })).toEqual({ sent });
    expect(send(type, options, options[0]?.label ?? '', { values })).toMatchObject({ refused: expect.any(String) });
  });
});
