import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { readCell } from '../../src/fields/cell-reader.js';
import { readBirthday, readDatetime } from '../../src/fields/date.js';
import { isCertainFormat } from '../../src/fields/date-format.js';
import { findSpellings, findYearLast } from '../../src/init/date-spellings.js';
import { propose } from './columns.js';

const days = ['yyyy/M/d', 'yyyy-MM-dd', 'yyyy.M.d', 'yyyy年M月d日', 'yyyyMMdd', 'yyyy/MM/dd', 'yyyy-M-d'];
const times = [' H:mm', ' HH:mm:ss', "'T'HH:mm", ' H:mm:ss'];
const moment = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => DateTime.fromJSDate(date, { zone: 'utc' }).startOf('second'));

describe('the spelling of dates is told by the dates', () => {
  test.each([
    [['1990/5/1', '2001/12/31'], ['yyyy/M/d']],
    [['1990年5月1日'], ['yyyy年M月d日']],
    [['19900501'], ['yyyyMMdd']],
    [['1990.05.01'], ['yyyy.M.d']],
    [
      ['1990/5/1', '1990.5.1', '1990/5/2'],
      ['yyyy/M/d', 'yyyy.M.d'],
    ],
    [
      ['1990/5/1 8:30', '1990/5/1 18:30:05'],
      ['yyyy/M/d H:mm', 'yyyy/M/d H:mm:ss'],
    ],
    [['1990/5-1', '90/5/1', '5/1', '1990', '1990/5', '19905', 'not a date', '1990/5/1  8:30'], []],
    [['5/1/1990', '1/5/1990'], []],
  ])('%j', (texts, formats) => {
    expect(findSpellings(texts, 'day')).toEqual(formats);
  });

  test('a moment needs its hours and minutes', () => {
    expect(findSpellings(['1990/5/1', '1990/5/1 8:30'], 'minute')).toEqual(['yyyy/M/d H:mm']);
  });

  test('every spelling that is found is one that a job takes', () => {
    const written = days.flatMap((day) =>
      ['', ...times].map((time) => DateTime.utc(1990, 5, 1, 8, 30).toFormat(day + time)),
    );
    for (const format of findSpellings(written, 'day'))
      expect([format, isCertainFormat(format, 'day')]).toEqual([format, true]);
    expect(findSpellings(written, 'day').length).toBeGreaterThan(10);
  });

  test('whatever the spellings of a column, no value is read as another day', () => {
    const spelled = fc.array(fc.tuple(moment, fc.constantFrom(...days)), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(spelled, (dates) => {
        const written = dates.map(([date, format]) => date.toFormat(format));
        const reader = readBirthday(findSpellings(written, 'day'));
        expect(written.map((text) => readCell(text, reader))).toEqual(
          dates.map(([date]) => ({ value: date.toISODate() })),
        );
      }),
    );
  });

  test('whatever the spellings of a column, no value is read as another moment', () => {
    const spelling = fc
      .tuple(fc.constantFrom(...days), fc.constantFrom(' HH:mm:ss', ' H:mm:ss'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(fc.tuple(moment, spelling), { minLength: 1, maxLength: 20 }), (dates) => {
        const written = dates.map(([date, format]) => date.toFormat(format));
        const reader = readDatetime(findSpellings(written, 'minute'));
        expect(written.map((text) => readCell(text, reader))).toEqual(
          dates.map(([date]) => ({ value: date.toFormat('yyyy-MM-dd HH:mm:ss') })),
        );
      }),
    );
  });

  test('anything that resembles a date is read as just the year, month and day that stand there, or refused', () => {
    const number = fc.tuple(fc.integer({ min: 0, max: 14 }), fc.constantFrom(1, 2, 2, 3));
    const digits = number.map(([value, width]) => String(value).padStart(width, '0'));
    const marks = fc.constantFrom(['/', '/'], ['-', '-'], ['.', '.'], ['年', '月'], ['', ''], ['/', '-'], ['年', '-']);
    const end = fc.constantFrom('', '日', ' 0:00', '日 00:00:00', 'T0:00', ' 0:60', '0:00', '日0:00');
    const year = fc.constantFrom('1990', '2024', '2023', '0001', '24');
    const text = fc
      .tuple(year, marks, digits, digits, end)
      .map(([first, [mark, next], second, third, rest]) => `${first}${mark}${second}${next}${third}${rest}`);
    let read = 0;
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 10 }), (texts) => {
        const reader = readBirthday(findSpellings(texts, 'day'));
        for (const one of texts) {
          const cell = readCell(one, reader);
          if (!('value' in cell)) continue;
          read++;
          expect(numbersOf(String(cell.value))).toEqual(
            numbersOf(one.replace(/^(\d{4})(\d\d)(\d\d)(?!\d)/, '$1-$2-$3')),
          );
        }
      }),
      { numRuns: 1000 },
    );
    expect(read).toBeGreaterThan(100);
  });
});

/** Year, month and day as they stand in a text, as numbers. */
const numbersOf = (text: string): number[] => (text.match(/\d+/g) ?? []).slice(0, 3).map(Number);

describe('the order of day and month', () => {
  test('is found in both ways, for a person to choose from', () => {
    expect(findYearLast(['5/1/1990', '31/12/1990', '5-1-1990 8:30', '1990/5/1'])).toEqual({
      dayFirst: ['d/M/yyyy', 'd-M-yyyy H:mm'],
      monthFirst: ['M/d/yyyy', 'M-d-yyyy H:mm'],
    });
  });

  test('is never guessed, even where only one of them reads all dates', () => {
    const { fields, questions } = propose({ 生日: ['5/1/1990', '31/12/1990', '25/3/1991'] });
    expect(fields).toEqual([]);
    expect(questions.map(({ why, lines }) => [why.code, ...lines.map(({ settings }) => settings.format)])).toEqual([
      ['init.dayMonth', ['d/M/yyyy']],
    ]);
    const unsure = propose({ 生日: ['5/1/1990', '3/12/1990'] });
    expect(unsure.questions[0]?.lines.map(({ settings }) => settings.format)).toEqual([['d/M/yyyy'], ['M/d/yyyy']]);
  });

  test('of a few dates among others is no matter: they are errors of their rows', () => {
    const { fields } = propose({ 生日: [...Array(9).fill('1990/5/1'), '5/1/1990'] });
    expect(fields.map(({ settings }) => settings)).toEqual([{ format: ['yyyy/M/d'] }]);
  });
});
