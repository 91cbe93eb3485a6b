import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { shapeOfDate } from '../../src/checkup/date-shape.js';
import { codesIn, examineColumn, valuesOf } from '../helpers/examine.js';

describe('a date is known by its spelling', () => {
  test.each([
    ['2024-01-05', 'yyyy-M-d'],
    ['2024/1/5', 'yyyy/M/d'],
    ['2024.1.5', 'yyyy.M.d'],
    ['20240105', 'yyyyMMdd'],
    ['2024年1月5日', 'yyyy年M月d日'],
    ['2024/1/5 9:30', 'yyyy/M/d H:mm'],
    ['2024-01-05 09:30:00', 'yyyy-M-d H:mm:ss'],
    ['2024-01-05T09:30:00.000Z', "yyyy-M-d'T'H:mm:ss…"],
    ['31/12/2024', 'd/M/yyyy'],
    ['12/31/2024', 'M/d/yyyy'],
    ['12.31.2024', 'M.d.yyyy'],
    ['3/4/2024', 'd/M/yyyy | M/d/yyyy'],
    ['5-Jan-24', 'd-MMM-yy'],
    ['1/5/24', 'M/d/yy?'],
    ['99/1/5', 'yy/M/d'],
    ['2024年1月', 'yyyy年M月'],
    ['1月5日', 'M月d日'],
    ['2024-01', 'yyyy-M'],
    ['45292', 'Excel n'],
    ['45292.5', 'Excel n'],
  ])('%s is %s', (text, label) => expect(shapeOfDate(text)?.label).toBe(label));

  test.each([
    '',
    '未知',
    '13800138000',
    '20241305',
    '19',
    '100',
    '99999',
    '2024/1-5',
    '1990',
    'abc',
    '2024-01-05 晚上',
    '12:30',
  ])('%j is none', (text) => expect(shapeOfDate(text)).toBeNull());
});

describe('a column of dates in several spellings is found', () => {
  test('with a count and an example of each, the commonest first', () => {
    const cells = ['2024/1/5', '2024/2/6', '20240307', '2024/12/31', '2024年4月8日', '20240509', '2024/6/1'];
    const [finding, ...others] = examineColumn('date', cells);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      code: 'mixedDates',
      count: 3,
      rows: [4, 6, 7],
      params: { kinds: 3, shapes: 'yyyy/M/d × 4, yyyyMMdd × 2, yyyy年M月d日 × 1' },
    });
    expect(finding && valuesOf(finding)).toEqual(['2024/1/5', '20240307', '2024年4月8日']);
  });

  test.each<[string, string[]]>([
    ['with a time here and none there', ['2024-01-05', '2024-01-06 10:00']],
    ['with seconds here and none there', ['2024-01-05 10:00:00', '2024-01-06 10:00']],
    ['with slashes and hyphens', ['2024-01-05', '2024/01/06']],
    ['with years of two digits', ['2024/1/5', '24/1/6']],
    ['with Excel’s own day numbers', ['2024/1/5', '45292']],
    ['with the year first and last', ['2024/1/5', '3/4/2024']],
    ['without a day', ['2024-01-05', '2024-02']],
  ])('%s', (_, cells) => expect(codesIn('date', cells)).toEqual(['mixedDates']));

  test('with the day first in one row and the month first in another', () => {
    expect(examineColumn('date', ['31/12/2024', '12/31/2024', '3/4/2024', '30/11/2024'])).toMatchObject([
      { code: 'dayMonthOrder', count: 2, params: { shapes: 'd/M/yyyy × 2, M/d/yyyy × 1, d/M/yyyy | M/d/yyyy × 1' } },
    ]);
  });

  test('also where the type of the column is not known, and nearly all its cells are dates', () => {
    const cells = ['2024/1/5', '2024/2/6', '2024/12/31', '2024/6/1', '20240307', '2024年4月8日'];
    expect(codesIn('unknown', cells)).toEqual(['mixedDates']);
    expect(codesIn('unknown', [...cells, '见合同', '未签'])).toEqual([]);
  });
});

describe('spellings that the job declares', () => {
  const cells = ['2024/01/05', '2024-2-6', '31/12/2024'];

  test('are no surprise', () => {
    const formats = ['yyyy/MM/dd', 'yyyy-M-d', 'd/M/yyyy'];
    expect(codesIn('date', [...cells, '3/4/2024'], { formats })).toEqual([]);
  });

  test('are told where there is one more', () => {
    expect(codesIn('date', cells, { formats: ['yyyy/M/d', 'yyyy-M-d'] })).toEqual(['mixedDates']);
  });

  test('are told where they take one cell for two dates', () => {
    const formats = ['d/M/yyyy', 'M/d/yyyy'];
    expect(codesIn('date', ['31/12/2024', '12/31/2024', '3/4/2024'], { formats })).toEqual(['dayMonthOrder']);
    expect(codesIn('date', ['31/12/2024', '12/31/2024'], { formats })).toEqual([]);
  });
});

describe('a column of dates in one spelling is sound', () => {
  test.each<[string, string[]]>([
    ['padded or not', ['2024/01/05', '2024/1/5', '2024/12/31']],
    ['whatever does not look like a date', ['2024-01-05', '未知', '2024-13-45', '#清空', '']],
    ['an order that some of its cells make plain', ['3/4/2024', '31/12/2024', '4/3/2024']],
    ['an order that none makes plain', ['3/4/2024', '4/3/2024']],
    ['digits run together', ['20240105', '19991231']],
    ['Excel’s own day numbers', ['45292', '45293', '36526']],
    ['one date', ['2024-01-05']],
  ])('%s', (_, cells) => expect(codesIn('date', cells)).toEqual([]));

  test.each<[string, string[]]>([
    ['amounts', ['1234.50', '2024.12', '45292', '30000', '1999.99', '20240105']],
    ['numbers of five digits', ['45292', '45293', '36526', '12345', '20000', '39999.5']],
    ['versions and sections', ['1.2.3', '1.10.2', '2.0.1', '10.1.1', '3.1', '2024-01']],
    ['house numbers', ['1-2-301', '3-1-1502', '2-2-201', '1-1-101', '5-2-602']],
  ])('in a column of unknown type %s are no dates', (_, cells) => expect(codesIn('unknown', cells)).toEqual([]));

  test('whatever days it holds', () => {
    const format = fc.constantFrom(
      'yyyy-MM-dd',
      'yyyy/M/d',
      'yyyyMMdd',
      'yyyy年M月d日',
      'dd/MM/yyyy',
      'M/d/yyyy',
      'yyyy.M.d H:mm',
    );
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(format, fc.array(day), (spelled, days) => {
        const cells = days.map((date) => DateTime.fromJSDate(date, { zone: 'utc' }).toFormat(spelled));
        expect(codesIn('date', cells)).toEqual([]);
      }),
    );
  });
});
