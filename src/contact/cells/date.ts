import { DateTime } from 'luxon';
import * as v from 'valibot';
import type { RowCode } from '../../messages/message.js';
import { type CellReader, check, pattern } from './cell-reader.js';

const options = { zone: 'utc', locale: 'en-US' } as const;
const day = 'yyyy-MM-dd';
const second = 'yyyy-MM-dd HH:mm:ss';

const dayPattern = /^\d{4}-\d\d-\d\d$/;
// Luxon would take the hour 24, for the midnight after; the API does not.
const secondPattern = /^\d{4}-\d\d-\d\d (?!24)\d\d:\d\d:\d\d$/;
const instantPattern = /^\d{4}-\d\d-\d\dT(?!24)\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The birthday of the API document's example: yyyy-MM-dd. */
export function readBirthday(format: string | undefined): CellReader {
  const plausible = check('cell.birthdayYear', (text) => text >= '1900-01-01' && text < '2100');
  const schema = format
    ? v.pipe(declaredDay(format), plausible)
    : v.pipe(v.string(), pattern('cell.day', dayPattern), realDate('cell.day'), plausible);
  return { schema, params: () => ({ format: format ?? day }) };
}

/** A date of section 1.1.4: yyyy-MM-dd or yyyy-MM-dd'T'HH:mm:ss.SSS'Z'; or a spelling that `format` declares. */
export function readDate(format: string | undefined): CellReader {
  const schema = format ? declaredDay(format) : asDocumented('cell.date', [dayPattern, instantPattern]);
  return { schema, params: () => ({ format: format ?? day }) };
}

/** A datetime of section 1.1.4: yyyy-MM-dd HH:mm:ss or yyyy-MM-dd'T'HH:mm:ss.SSS'Z'; or a spelling that `format` declares. */
export function readDatetime(format: string | undefined): CellReader {
  const schema = format ? declaredSecond(format) : asDocumented('cell.datetime', [secondPattern, instantPattern]);
  return { schema, params: () => ({ format: format ?? second }) };
}

/** A day or a moment in a declared spelling, where it is not known which of them the field holds. */
export function readMoment(format: string): CellReader {
  const schema = v.pipe(
    declared(format),
    v.transform((date) => date.toFormat(second)),
  );
  return { schema, params: () => ({ format }) };
}

/**
 * Whether cells written in a format can be read for certain: moments a century apart survive being written and read
 * back. Two-digit years, a missing year, twelve hours without AM or PM, digits run together and zones do not.
 */
export function isCertainFormat(format: string, precision: Precision): boolean {
  // Excel and Java write YYYY-MM-DD; to luxon Y is a mere letter, and D a whole date in the American order.
  if (/[YD]/.test(format.replace(/'[^']*'/g, ''))) return false;
  return telling.every((moment) => comesBack(moment, format, precision));
}

type Precision = 'day' | 'minute';

// Run together, a part of one digit and a part of two can be cut apart in two ways: each part is the short one once.
const telling = [
  '1931-12-30T23:45:56.789',
  '2031-01-11T12:34:56',
  '2031-11-01T12:34:56',
  '2031-11-12T01:34:56',
  '2031-11-12T00:34:56',
  '2031-11-12T13:04:56.789',
  '2031-11-12T12:34:05.789',
];

function comesBack(moment: string, format: string, precision: Precision): boolean {
  // Written in another zone than it is read in: a zone in the format would move the hours.
  const written = DateTime.fromISO(moment, { ...options, zone: 'utc+8' });
  try {
    const read = DateTime.fromFormat(written.toFormat(format), format, options);
    return read.isValid && isCutFrom(read, written, precision);
  } catch {
    // Luxon throws at a format that contradicts itself, such as 24 hours with AM or PM.
    return false;
  }
}

/** Whether what was read is what was written, but for the small parts that the format does not hold. */
function isCutFrom(read: DateTime, written: DateTime, precision: Precision): boolean {
  const units = ['millisecond', 'second', 'minute', 'hour', 'day'] as const;
  const clock = 'yyyy-MM-dd HH:mm:ss.SSS';
  return units
    .slice(0, units.indexOf(precision) + 1)
    .some((unit) => read.toFormat(clock) === written.startOf(unit).toFormat(clock));
}

const asDocumented = (code: RowCode, patterns: readonly RegExp[]) =>
  v.pipe(
    v.string(),
    check(code, (text) => patterns.some((regex) => regex.test(text))),
    realDate(code),
  );

const realDate = (code: RowCode) =>
  check(code, (text) => !text.startsWith('0000') && DateTime.fromISO(text.replace(' ', 'T'), options).isValid);

const declaredDay = (format: string) =>
  v.pipe(
    declared(format),
    v.check<DateTime, RowCode>((date) => date.equals(date.startOf('day')), 'cell.dateWithTime'),
    v.transform((date) => date.toFormat(day)),
  );

const declaredSecond = (format: string) =>
  v.pipe(
    declared(format),
    v.check<DateTime, RowCode>((date) => date.millisecond === 0, 'cell.datetimeMillis'),
    v.transform((date) => date.toFormat(second)),
  );

function declared(format: string) {
  const parser = DateTime.buildFormatParser(format, options);
  const read = (text: string): DateTime => {
    const date = DateTime.fromFormatParser(text, parser, options);
    // Luxon forgives 24:00, 13:00 AM and years of five digits, and makes other moments of them.
    const asWritten =
      date.isValid && date.year > 0 && date.year < 10_000 && numbersIn(date.toFormat(format)) === numbersIn(text);
    return asWritten ? date : DateTime.invalid('not as written');
  };
  return v.pipe(
    v.string(),
    v.transform(read),
    v.check<DateTime, RowCode>((date) => date.isValid, 'cell.declaredDate'),
  );
}

/** The numbers of a written moment, without the zeros that only fill: 2024/01/05 and 2024/1/5 are one. */
const numbersIn = (text: string): string => (text.match(/\d+/g) ?? []).map(Number).join();
