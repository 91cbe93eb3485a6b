import { describe, expect, test } from 'vitest';
import type { ContentType } from '../../src/fields/content-types.js';
import { custom, sendCell } from '../helpers/send-cell.js';

// Section 1.1.4 of the API document, and the types known from elsewhere.

const instant = '2024-01-02T03:04:05.006Z';

describe('a custom field takes what the document says it takes', () => {
  test.each<[ContentType, string, string]>([
    ['date', '2024-02-29', '"2024-02-29"'],
    ['date', '1850-01-01', '"1850-01-01"'],
    ['date', instant, `"${instant}"`],
    ['datetime', '2024-01-02 03:04:05', '"2024-01-02 03:04:05"'],
    ['datetime', '2024-01-02 23:59:59', '"2024-01-02 23:59:59"'],
    ['datetime', '2024-01-02 00:00:00', '"2024-01-02 00:00:00"'],
    ['datetime', instant, `"${instant}"`],
    ['number', '-7', '-7'],
    ['number', '0', '0'],
    ['number', '9007199254740993', '9007199254740993'],
    ['numeric', '0.5', '0.5'],
    ['numeric', '-3', '-3'],
    ['numeric', '1.50', '1.50'],
    ['numeric', '0.0', '0.0'],
    ['numeric', '-0.01', '-0.01'],
    ['numeric', '12345678901234567890.123456789', '12345678901234567890.123456789'],
    ['phone', '13311111111', '"13311111111"'],
    ['droplist', '2', '2'],
    ['droplist', '0', '0'],
    ['chained_droplist', '4/5', '[4,5]'],
    ['chained_droplist', '4', '[4]'],
    ['chained_droplist', '4/5/4', '[4,5,4]'],
    ['chained_droplist', '123456789012345678/1', '[123456789012345678,1]'],
    ['text', '嘿嘿', '"嘿嘿"'],
    ['text', '两\n行', '"两\\n行"'],
    ['text', '0012', '"0012"'],
    ['text', '1E10', '"1E10"'],
    ['text', '3E-12', '"3E-12"'],
    ['checkbox', '1,3', '[1,3]'],
    ['checkbox', '3', '[3]'],
    ['checkbox', '3,1', '[3,1]'],
  ])('%s takes %j', (contentType, text, sent) => {
    expect(sendCell(custom(contentType), text)).toEqual({ sent });
  });
});

describe('a custom field refuses what the document calls an error, before a call is spent', () => {
  test.each<[ContentType, string, string]>([
    ['date', '2023-02-29', 'cell.date'],
    ['date', '2024-13-01', 'cell.date'],
    ['date', '2024-00-10', 'cell.date'],
    ['date', '0000-01-01', 'cell.date'],
    ['date', '0000-00-00', 'cell.date'],
    ['date', '2024/01/02', 'cell.date'],
    ['date', '2024-1-2', 'cell.date'],
    ['date', '20240102', 'cell.date'],
    ['date', '01/02/03', 'cell.date'],
    ['date', '45293', 'cell.date'],
    ['date', '2024-01-02 03:04:05', 'cell.hiddenTime'],
    ['date', '2024-01-02T03:04:05Z', 'cell.date'],
    ['date', '2024-01-02T03:04:05.006', 'cell.date'],
    ['date', '2024-01-02T03:04:05.006+08:00', 'cell.date'],
    ['date', '2024-01-02T24:00:00.000Z', 'cell.date'],
    ['date', ' 2024-01-02', 'cell.date'],
    ['date', '2024-01-02\n', 'cell.date'],
    ['date', '２０２４-01-02', 'cell.date'],
    ['datetime', '2024-01-02', 'cell.datetime'],
    ['datetime', '2024-01-02 03:04', 'cell.datetime'],
    ['datetime', '2024-01-02 03:04:05.006', 'cell.datetime'],
    ['datetime', '2024-01-02T03:04:05', 'cell.datetime'],
    ['datetime', '2024-01-02T03:04:05Z', 'cell.datetime'],
    ['datetime', '2024-01-02 24:00:00', 'cell.datetime'],
    ['datetime', '2024-01-02T24:00:00.000Z', 'cell.datetime'],
    ['datetime', '2024-01-02 25:00:00', 'cell.datetime'],
    ['datetime', '2024-01-02 03:60:00', 'cell.datetime'],
    ['datetime', '2024-01-02 03:04:60', 'cell.datetime'],
    ['datetime', '2023-02-29 03:04:05', 'cell.datetime'],
    ['datetime', '2024-01-02  03:04:05', 'cell.datetime'],
    ['number', '1.0', 'cell.integer'],
    ['number', '1,234', 'cell.integer'],
    ['number', '1e3', 'cell.integer'],
    ['number', '007', 'cell.integer'],
    ['number', '一', 'cell.integer'],
    ['number', '9223372036854775808', 'cell.outOfRange'],
    ['number', '1.5E+3', 'cell.scientific'],
    ['numeric', '1,234.5', 'cell.decimal'],
    ['numeric', '１.5', 'cell.decimal'],
    ['numeric', '.5', 'cell.decimal'],
    ['numeric', '5.', 'cell.decimal'],
    ['numeric', '00.5', 'cell.decimal'],
    ['numeric', '+1', 'cell.decimal'],
    ['numeric', '-0', 'cell.decimal'],
    ['numeric', '-0.00', 'cell.decimal'],
    ['numeric', 'NaN', 'cell.decimal'],
    ['numeric', 'Infinity', 'cell.decimal'],
    ['numeric', '0x10', 'cell.decimal'],
    ['numeric', '¥5', 'cell.decimal'],
    ['numeric', '50%', 'cell.decimal'],
    ['numeric', ' 5', 'cell.decimal'],
    ['numeric', '1e3', 'cell.decimal'],
    ['phone', '电话13311111111', 'cell.phone'],
    ['phone', '123', 'cell.phone'],
    ['droplist', 'VIP', 'cell.integer'],
    ['droplist', '-1', 'cell.outOfRange'],
    ['droplist', '1.0', 'cell.integer'],
    ['droplist', '1,2', 'cell.integer'],
    ['chained_droplist', '4//5', 'cell.keyPath'],
    ['chained_droplist', '/4', 'cell.keyPath'],
    ['chained_droplist', '4/', 'cell.keyPath'],
    ['chained_droplist', '4,5', 'cell.keyPath'],
    ['chained_droplist', '4 / 5', 'cell.keyPath'],
    ['chained_droplist', '湖北省/武汉市', 'cell.keyPath'],
    ['chained_droplist', '4/-5', 'cell.keyPath'],
    ['chained_droplist', '4/05', 'cell.keyPath'],
    ['checkbox', '1,1', 'cell.repeatedOption'],
    ['checkbox', '1,', 'cell.keys'],
    ['checkbox', '1, 3', 'cell.keys'],
    ['checkbox', '1，3', 'cell.keys'],
    ['checkbox', '1;3', 'cell.keys'],
  ])('%s refuses %j as %s', (contentType, text, refused) => {
    expect(sendCell(custom(contentType), text)).toEqual({ refused });
  });
});

test.each<[ContentType, number]>([
  ['text', 1000],
  ['area_text', 10_000],
])('%s takes %i characters and not one more', (contentType, longest) => {
  const text = '长'.repeat(longest);
  expect(sendCell(custom(contentType), text)).toEqual({ sent: `"${text}"` });
  expect(sendCell(custom(contentType), `${text}长`)).toEqual({ refused: 'cell.tooLong' });
});

test('a decimal takes 40 characters, and says so when there are more', () => {
  expect(sendCell(custom('numeric'), '1'.repeat(40))).toEqual({ sent: '1'.repeat(40) });
  expect(sendCell(custom('numeric'), '1'.repeat(41))).toEqual({ refused: 'cell.tooManyDigits' });
});
