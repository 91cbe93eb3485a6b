import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ColumnKind } from '../../src/checkup/examined-file.js';
import { codesIn, examineColumn, valuesOf } from '../helpers/examine.js';

const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('digits that Excel has rounded away', () => {
  const card = (index: number) => `62220200000${String(12345 + index * 7919).padStart(8, '0')}`;
  const rounded = (number: string) => number.slice(0, 15).padEnd(number.length, '0');

  test('are found where a column of long numbers ends in zeros', () => {
    const cells = times(20, (index) => rounded(card(index)));
    expect(examineColumn('text', cells)).toMatchObject([
      { code: 'rounded', count: 20, rows: [2, 3, 4, 5, 6], params: { long: 20 } },
    ]);
  });

  test.each<ColumnKind>(['id', 'number', 'text', 'unknown'])('in a column of %s', (kind) => {
    expect(codesIn(kind, ['110101199003070000', '110101199003072000', '110101198512310000'])).toEqual(['rounded']);
  });

  test('are found in a part of the column too, where chance would not have so many', () => {
    const cells = times(1000, (index) => (index % 20 === 0 ? rounded(card(index)) : card(index)));
    const [finding] = examineColumn('text', cells);
    expect(finding).toMatchObject({ code: 'rounded', params: { long: 1000 } });
    expect(finding?.count).toBeGreaterThanOrEqual(50);
  });

  test.each<[string, string[]]>([
    ['whole numbers of 16 digits, one in ten of which ends in 0', times(100, (index) => `622202000000${1000 + index}`)],
    ['one number of 16 digits that ends in 0', ['6222020000001230', '13800138000']],
    ['numbers of 15 digits', times(10, (index) => `11010119900${index}000`)],
    ['amounts', ['1000000', '5000', '12000000']],
    ['numbers of nothing but zeros', ['0000000000000000', '00000000000000000000']],
    ['decimals', ['1234567890123456.000', '1234567890123450.500']],
    ['ids of letters', ['wm0000000000000000', 'wm1234567890120000']],
  ])('are not suspected in %s', (_, cells) => expect(codesIn('text', cells)).toEqual([]));

  test('are not suspected in random long numbers', () => {
    const number = fc.bigInt({ min: 10n ** 17n, max: 2n ** 63n }).map(String);
    const sound = (cells: readonly string[]) => {
      expect(codesIn('number', cells)).toEqual([]);
    };
    fc.assert(fc.property(fc.array(number, { minLength: 5, maxLength: 50 }), sound), { seed: 2 });
  });
});

describe('leading zeros that Excel has dropped', () => {
  const postcodes = ['430070', '430071', '510000', '200030', '310012', '610041', '50000', '71000', '10010', '300000'];

  test('are found where codes of one length have shorter ones among them, and none begins with 0', () => {
    expect(examineColumn('text', postcodes)).toMatchObject([
      { code: 'leadingZeros', count: 3, rows: [8, 9, 10], params: { length: 6, usual: 7, range: '5' } },
    ]);
  });

  test('are told by their lengths and with examples', () => {
    const [finding] = examineColumn('unknown', [...postcodes, '1234']);
    expect(finding?.params.range).toBe('4–5');
    expect(finding && valuesOf(finding)).toEqual(['50000', '71000', '10010']);
  });

  test.each<[string, ColumnKind, string[]]>([
    ['codes that have their zeros', 'text', [...postcodes, '050000']],
    ['codes of one length', 'text', times(20, (index) => String(100_000 + index * 7919))],
    ['ages', 'text', times(99, (index) => String(index + 1))],
    ['amounts', 'unknown', ['1200', '3500', '800', '2600', '15000', '4200', '90', '1800']],
    ['points', 'unknown', times(40, (index) => String(9999 - index * 229))],
    ['a counter', 'text', times(3000, (index) => String(index + 1))],
    ['numbers of a type that says so', 'number', postcodes],
    ['a handful of numbers', 'text', ['430070', '430071', '50000']],
    ['ids', 'id', ['wm1', 'wm12', 'wm123', 'wmDEMO4dWQP6sWPQbjTqazjh4UJV', '430070', '50000']],
    ['account names of all lengths', 'text', ['12345', '1234567', '123456789', '123456', '1234567890', '987654321']],
    ['mobiles', 'phone', times(20, (index) => `138${String(index * 7919).padStart(8, '0')}`)],
    ['mobiles and landlines', 'phone', ['13800138000', '010-88886666', '0755-86013388', '075586013388', '88886666']],
    [
      'mobiles and service numbers',
      'phone',
      ['13800138000', '13900139000', '4008001234', '8008101234', '95588', '110'],
    ],
    [
      'mobiles and local numbers in a text',
      'text',
      [...times(8, (index) => `1380013800${index}`), '88886666', '8601338'],
    ],
  ])('are not suspected in %s', (_, kind, cells) => expect(codesIn(kind, cells)).toEqual([]));
});

describe('landlines that have lost the 0 of their area code', () => {
  test.each(['1088886666', '2166668888', '75586013388', '5718888666'])('%s', (landline) => {
    const cells = ['13800138000', '13900139000', landline];
    expect(examineColumn('phone', cells)).toMatchObject([{ code: 'areaCodeZeros', count: 1, rows: [4] }]);
    // A text may be a column of phones as well.
    expect(codesIn('text', cells)).toEqual(['areaCodeZeros']);
  });

  test('are not suspected where others have it', () => {
    expect(codesIn('phone', ['13800138000', '1088886666', '01088887777'])).toEqual([]);
  });
});
