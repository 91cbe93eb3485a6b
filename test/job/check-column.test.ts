import { describe, expect, test } from 'vitest';
import type { ContentType } from '../../src/fields/content-types.js';
import type { NamedField } from '../../src/fields/field.js';
import { checkColumn } from '../../src/job/check-column.js';
import { option } from '../helpers/contact-of.js';
import { custom } from '../helpers/send-cell.js';

const named = (contentType?: ContentType): NamedField => ({ kind: 'named', key: '等级', id: undefined, contentType });
const path = ['customFields', '等级'];
const codesOf = (...[field, column]: [Parameters<typeof checkColumn>[0], Parameters<typeof checkColumn>[1]]) =>
  checkColumn(field, column, path).map(({ path: place, reason }) => [place.slice(2).join('.'), reason.code]);

describe('a column of a field whose type only the account knows', () => {
  test('takes any setting as long as the account was not read', () => {
    expect(
      codesOf(named(), { column: 'x', format: 'yyyy/M/d', maxLength: 3, separator: '/', values: { a: 1 } }),
    ).toEqual([]);
  });

  test('is held to its type as soon as that is known, by the job or by the account', () => {
    for (const field of [named('text'), custom('text')]) {
      expect(codesOf(field, { column: 'x', format: 'yyyy/M/d' })).toEqual([['format', 'job.misplaced']]);
    }
    for (const field of [named('date'), custom('date')]) {
      expect(codesOf(field, { column: 'x', format: 'yy/M/d' })).toEqual([['format', 'job.format.day']]);
    }
    for (const field of [named('droplist'), custom('droplist', 1, [option(1, '普通')])]) {
      expect(codesOf(field, { column: 'x', values: { 甲: 'a' } })).toEqual([['values.甲', 'job.value']]);
      expect(codesOf(field, { column: 'x', values: { 甲: 1 } })).toEqual([]);
    }
    for (const field of [named('chained_droplist'), custom('chained_droplist', 1, [option(4, '湖北省')])]) {
      expect(codesOf(field, { column: 'x', values: { 甲: 4 } })).toEqual([['values.甲', 'job.valuePath']]);
      expect(codesOf(field, { column: 'x', values: { 甲: [4] }, separator: '>' })).toEqual([]);
    }
  });

  test('that is named alone has nothing to hold it to', () => {
    expect(codesOf(custom('date'), '签约日期')).toEqual([]);
  });
});
