import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { isCertainFormat } from '../../src/fields/date-format.js';
import { cellSender, custom, sendCell, standard } from '../helpers/send-cell.js';

describe('a spelling that the job declares is brought to the spelling of the API', () => {
  test.each([
    ['yyyy/M/d', '2024/1/5', '"2024-01-05"'],
    ['yyyy/M/d', '2024/01/05', '"2024-01-05"'],
    ['yyyy年M月d日', '2024年12月31日', '"2024-12-31"'],
    ['d.M.yyyy', '5.1.2024', '"2024-01-05"'],
    ['yyyyMMdd', '20240105', '"2024-01-05"'],
    ['yyyy/M/d H:mm', '2024/1/5 0:00', '"2024-01-05"'],
    ['MMM d, yyyy', 'Jan 5, 2024', '"2024-01-05"'],
  ])('a date written %s: %j', (format, text, sent) => {
    expect(sendCell(custom('date'), text, { format })).toEqual({ sent });
    expect(sendCell(standard('birthday'), text, { format })).toEqual({ sent });
  });

  test.each([
    ['yyyy/M/d H:mm', '2024/1/5 9:05', '"2024-01-05 09:05:00"'],
    ['yyyy/M/d H:mm:ss', '2024/1/5 23:59:59', '"2024-01-05 23:59:59"'],
    ['yyyy/M/d h:mm a', '2024/1/5 12:05 AM', '"2024-01-05 00:05:00"'],
    ['yyyy/M/d h:mm a', '2024/1/5 1:05 PM', '"2024-01-05 13:05:00"'],
    ['yyyyMMddHHmmss', '20240105000102', '"2024-01-05 00:01:02"'],
  ])('a datetime written %s: %j', (format, text, sent) => {
    expect(sendCell(custom('datetime'), text, { format })).toEqual({ sent });
  });
});

describe('a cell that is not written as the job declares is refused, never guessed', () => {
  test.each([
    ['yyyy/M/d', '2024/2/30', 'cell.declaredDate'],
    ['yyyy/M/d', '2023/2/29', 'cell.declaredDate'],
    ['yyyy/M/d', '2024/13/1', 'cell.declaredDate'],
    ['yyyy/M/d', '2024-01-05', 'cell.declaredDate'],
    ['yyyy/M/d', '24/1/5', 'cell.declaredDate'],
    ['yyyy/M/d', '12024/1/5', 'cell.declaredDate'],
    ['yyyy/M/d', '0000/1/5', 'cell.declaredDate'],
    ['yyyy/M/d', '2024/1/5 ', 'cell.declaredDate'],
    ['yyyy/M/d', '2024/ 1/5', 'cell.declaredDate'],
    ['yyyy/M/d', '２０２４/1/5', 'cell.declaredDate'],
    ['yyyy/M/d', '2024/1/5 10:30', 'cell.declaredDate'],
    ['d/M/yyyy', '1/13/2024', 'cell.declaredDate'],
    ['yyyy/M/d H:mm', '2024/1/5 10:30', 'cell.dateWithTime'],
    ['yyyy/M/d H:mm', '2024/1/5 24:00', 'cell.declaredDate'],
    ['y/M/d', '12024/1/5', 'cell.declaredDate'],
  ])('a date written %s refuses %j as %s', (format, text, refused) => {
    expect(sendCell(custom('date'), text, { format })).toEqual({ refused });
  });

  test.each([
    ['yyyy/M/d H:mm', '2024/1/5 24:00', 'cell.declaredDate'],
    ['yyyy/M/d H:mm', '2024/1/5 9:60', 'cell.declaredDate'],
    ['yyyy/M/d h:mm a', '2024/1/5 13:00 AM', 'cell.declaredDate'],
    ['yyyy/M/d h:mm a', '2024/1/5 0:30 PM', 'cell.declaredDate'],
    ['yyyy/M/d h:mm a', '2024/1/5 1:00', 'cell.declaredDate'],
    ['yyyy/M/d H:mm:ss.SSS', '2024/1/5 9:05:06.007', 'cell.datetimeMillis'],
  ])('a datetime written %s refuses %j as %s', (format, text, refused) => {
    expect(sendCell(custom('datetime'), text, { format })).toEqual({ refused });
  });

  test('a birthday of another century than ours or the last is refused however it is written', () => {
    const format = 'yyyy/M/d';
    expect(sendCell(standard('birthday'), '1900/1/1', { format })).toEqual({ sent: '"1900-01-01"' });
    expect(sendCell(standard('birthday'), '1899/12/31', { format })).toEqual({ refused: 'cell.birthdayYear' });
    expect(sendCell(standard('birthday'), '2099/12/31', { format })).toEqual({ sent: '"2099-12-31"' });
    expect(sendCell(standard('birthday'), '2100/1/1', { format })).toEqual({ refused: 'cell.birthdayYear' });
  });
});

describe('a format is certain when every moment comes back from it', () => {
  test.each([
    'yyyy/M/d',
    'yyyy年M月d日',
    'yyyyMMdd',
    'd/M/yyyy',
    'd MMMM yyyy',
    'yyyy-MM-dd HH:mm:ss',
    "yyyy'年'M'月'd",
  ])('%s tells the day', (format) => expect(isCertainFormat(format, 'day')).toBe(true));

  test.each([
    ['a two-digit year', 'yy/M/d'],
    ['no year', 'M/d'],
    ['no month', 'yyyy/d'],
    ['no day', 'yyyy/M'],
    ['digits run together', 'yyyyMd'],
    ['day and month run together', 'yyyy/dM'],
    ['month and day run together, the year last', 'Md/yyyy'],
    ['a zone', 'yyyy/M/d z'],
    ['an offset', 'yyyy-MM-dd ZZ'],
    ['the hour run together with itself', 'yyyy/M/d h-Hh'],
    ['a Unix time', 'X'],
    ['a quote that is not closed', "yyyy'MM/dd"],
    ['nothing', ''],
    ['no token at all', '日期'],
    ['Excel and Java tokens in place of luxon ones', 'YYYY-MM-DD'],
    ['minutes where months were meant', 'yyyy-mm-dd'],
  ])('%s does not tell the day: %s', (_, format) => expect(isCertainFormat(format, 'day')).toBe(false));

  test.each([
    'yyyy/M/d H:mm',
    'yyyy/M/d h:mm a',
    'yyyyMMddHHmm',
    'yyyy-MM-dd HH:mm:ss.SSS',
    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'",
  ])('%s tells the minute', (format) => expect(isCertainFormat(format, 'minute')).toBe(true));

  test.each([
    ['no time', 'yyyy/M/d'],
    ['no minute', 'yyyy/M/d H'],
    ['twelve hours without AM or PM', 'yyyy/M/d h:mm'],
    ['hours and minutes run together', 'yyyy/M/d Hm'],
    ['minutes and hours run together', 'yyyy/M/d mH'],
    ['day and hour run together', 'yyyy/M/dH:mm'],
    ['minutes and seconds run together', 'yyyy/M/d H:ms'],
    ['seconds and milliseconds run together', 'yyyy/M/d H:mm:sS'],
    ['hours of AM and PM and minutes run together', 'yyyy/M/d hm a'],
    ['the hour written twice, once without AM or PM', 'yyyy/M/d H h:mm'],
    ['24 hours with AM or PM', 'yyyy/M/d H:mm a'],
    ['a zone', 'yyyy-MM-dd HH:mm:ss z'],
    ['an offset', "yyyy-MM-dd'T'HH:mm:ssZZ"],
  ])('%s does not tell the minute: %s', (_, format) => expect(isCertainFormat(format, 'minute')).toBe(false));
});

const days = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
});
const tokens = [
  'yyyy',
  'yy',
  'y',
  'M',
  'MM',
  'MMM',
  'd',
  'dd',
  'o',
  'H',
  'HH',
  'h',
  'a',
  'm',
  'mm',
  's',
  'ss',
  'S',
  'EEE',
  'ZZ',
];
const separators = ['', '/', '-', ' ', ':', '年', "'T'", '.'];
const pieces = fc.tuple(fc.constantFrom(...tokens), fc.constantFrom(...separators));
// Mostly all that a moment needs, in any order and spelling; the rest is up to chance.
const formats = fc
  .tuple(
    fc.shuffledSubarray(['yyyy', 'M', 'd', 'H', 'm'], { minLength: 3 }),
    fc.array(pieces, { maxLength: 3 }),
    fc.infiniteStream(fc.constantFrom(...separators)),
  )
  .map(
    ([needed, extra, between]) =>
      needed.map((token) => token + String(between.next().value)).join('') + extra.flat().join(''),
  );

test('any real date that is written with a certain format is read as that date', () => {
  let certain = 0;
  fc.assert(
    fc.property(formats, days, (format, date) => {
      if (!isCertainFormat(format, 'day')) return;
      certain++;
      const written = DateTime.fromJSDate(date, { zone: 'utc' }).setLocale('en-US').startOf('day');
      const fate = sendCell(custom('date'), written.toFormat(format), { format });
      expect(fate, format).toEqual({ sent: `"${written.toFormat('yyyy-MM-dd')}"` });
    }),
    { numRuns: 600 },
  );
  expect(certain).toBeGreaterThan(60);
});

test('any minute that is written with a certain format is read as that minute', () => {
  let certain = 0;
  fc.assert(
    fc.property(formats, days, (format, date) => {
      if (!isCertainFormat(format, 'minute')) return;
      certain++;
      const written = DateTime.fromJSDate(date, { zone: 'utc' }).setLocale('en-US').startOf('minute');
      const fate = sendCell(custom('datetime'), written.toFormat(format), { format });
      expect(fate, format).toEqual({ sent: `"${written.toFormat('yyyy-MM-dd HH:mm:ss')}"` });
    }),
    { numRuns: 1000 },
  );
  expect(certain).toBeGreaterThan(30);
});

test('any real day is taken as the document writes it, and any that is not real is refused', () => {
  const send = cellSender(custom('date'));
  const twoDigits = (number: number) => String(number).padStart(2, '0');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.nat(14), fc.nat(33), (year, month, day) => {
      const text = `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
      // The calendar of JavaScript moves a day that does not exist to another one.
      const moved = new Date(0);
      moved.setUTCFullYear(year, month - 1, day);
      const real = moved.getUTCFullYear() === year && moved.getUTCMonth() === month - 1 && moved.getUTCDate() === day;
      expect(send(text)).toEqual(real ? { sent: `"${text}"` } : { refused: 'cell.date' });
    }),
    { numRuns: 500 },
  );
});
