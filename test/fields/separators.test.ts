import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { readerOf } from '../../src/fields/field-types.js';
import { option } from '../helpers/contact-of.js';
import { custom, type Settings, sendCell } from '../helpers/send-cell.js';

const places = [option(4, '湖北省', [option(5, '武汉市')]), option(10, '广东省', [option(11, '广州市')])];
const tags = [option(1, '甲'), option(2, '乙')];
const tagValues = new Map<string, number>([
  ['甲', 1],
  ['乙', 2],
]);

// What a cell may then have between its parts: the other width is the same key of another keyboard.
const separators = [
  ['/', ['/', '／']],
  [',', [',', '，']],
  ['，', [',', '，']],
  ['、', ['、']],
  [';', [';', '；']],
  ['；', [';', '；']],
  ['-', ['-', '－']],
  ['\\', ['\\', '＼']],
  ['|', ['|', '｜']],
] as const;
const others = ['/', ',', '、', ';', ' '];

describe.each(separators)('separator: %s', (separator, taken) => {
  const pathValues = new Map([[`湖北/武汉`.replace('/', separator), [4, 5]]]);
  const refused = others.filter((other) => !taken.some((one) => one === other));
  const reads: [string, (between: string, settings: Settings) => unknown][] = [
    [
      'a chained list by the account',
      (between, settings) => sendCell(custom('chained_droplist', 1, places), `湖北省${between}武汉市`, settings),
    ],
    [
      'a chained list by values',
      (between, settings) =>
        sendCell(custom('chained_droplist'), `湖北${between}武汉`, { ...settings, values: pathValues }),
    ],
    [
      'a checkbox by the account',
      (between, settings) => sendCell(custom('checkbox', 1, tags), `甲${between}乙`, settings),
    ],
    [
      'a checkbox by values',
      (between, settings) => sendCell(custom('checkbox'), `甲${between}乙`, { ...settings, values: tagValues }),
    ],
  ];

  test.each(reads)('%s', (name, read) => {
    const sent = name.startsWith('a chained') ? '[4,5]' : '[1,2]';
    for (const between of taken) expect([between, read(between, { separator })]).toEqual([between, { sent }]);
    for (const between of refused) {
      expect([between, read(between, { separator })]).toEqual([between, { refused: expect.any(String) }]);
    }
  });
});

describe('paths of values that only the width of their separators tells apart', () => {
  const values = new Map([
    ['湖北/武汉', [4, 5]],
    ['湖北／武汉', [4, 6]],
    ['海外', [7]],
  ]);

  test('are found to the letter, and no other spelling is guessed', () => {
    const send = (text: string) => sendCell(custom('chained_droplist'), text, { values });
    expect(send('湖北/武汉')).toEqual({ sent: '[4,5]' });
    expect(send('湖北／武汉')).toEqual({ sent: '[4,6]' });
    const three = new Map([...values].map(([label, keys]) => [`${label}/市`, keys]));
    expect(sendCell(custom('chained_droplist'), '湖北/武汉／市', { values: three })).toEqual({
      refused: 'cell.notAllowed',
    });
    expect(sendCell(custom('chained_droplist'), '海外／市', { values: three })).toEqual({ sent: '[7]' });
  });
});

test.each([
  ['湖北/武汉', new Map([['湖北/武汉', [4, 5]]])],
  ['湖北／武汉', new Map([['湖北/武汉', [4, 5]]])],
  ['甲,乙', tagValues],
  ['甲，乙', tagValues],
])('what may be right by the account is not refused without it: %s', (text, values) => {
  const named = { kind: 'named', key: '字段', id: undefined, contentType: undefined } as const;
  expect(v.is(readerOf(named, { values }).schema, text)).toBe(true);
});
