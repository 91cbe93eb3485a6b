import { DateTime } from 'luxon';
import * as v from 'valibot';
import type { RowCode } from '../../messages/message.js';
import { type CellReader, check, pattern } from './cell-reader.js';

const options = { zone: 'utc', locale: 'en-US' } as const;
const day = 'yyyy-MM-dd';
const second = 'yyyy-MM-dd HH:mm:ss';

const dayPattern = /^\d{4}-\d\d-\d\d$/;
const secondPattern = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The birthday of the API document's example: yyyy-MM-dd. */
export function readBirthday(format: string | undefined): CellReader {
  const plausible = check('cell.birthdayYear', (text) => text >= '1900-01-01' && text < '2100');
  const schema = format
    ? v.pipe(declaredDay(format), plausible)
    : v.pipe(v.string(), pattern('cell.day', dayPattern), realDate('cell.day'), plausible);
  return { schema, params: { format: format ?? day } };
}

/** A date of section 1.1.4: yyyy-MM-dd or yyyy-MM-dd'T'HH:mm:ss.SSS'Z'; or a spelling that `format` declares. */
export function readDate(format: string | undefined): CellReader {
  const schema = format ? declaredDay(format) : asDocumented('cell.date', [dayPattern, instantPattern]);
  return { schema, params: { format: format ?? day } };
}

/** A datetime of section 1.1.4: yyyy-MM-dd HH:mm:ss or yyyy-MM-dd'T'HH:mm:ss.SSS'Z'; or a spelling that `format` declares. */
export function readDatetime(format: string | undefined): CellReader {
  const schema = format ? declaredSecond(format) : asDocumented('cell.datetime', [secondPattern, instantPattern]);
  return { schema, params: { format: format ?? second } };
}

/**
 * Whether cells written in a format can be read for certain: moments a century apart survive being written and read
 * back. Two-digit years, a missing year, twelve hours without AM or PM, digits run together and zones do not.
 */
export function isCertainFormat(format: string, precision: 'day' | 'minute'): boolean {
  const compared = precision === 'day' ? day : 'yyyy-MM-dd HH:mm';
  return ['1931-12-30T23:45:56', '2031-02-01T03:04:05', '2031-01-11T12:00:00'].every((moment) => {
    // Written in another zone than it is read in: a zone in the format would move the hours.
    const written = DateTime.fromISO(moment, { ...options, zone: 'utc+8' });
    const read = DateTime.fromFormat(written.toFormat(format), format, options);
    return read.isValid && read.toFormat(compared) === written.toFormat(compared);
  });
}

const asDocumented = (code: RowCode, patterns: readonly RegExp[]) =>
  v.pipe(
    v.string(),
    check(code, (text) => patterns.some((regex) => regex.test(text))),
    realDate(code),
  );

const realDate = (code: RowCode) => check(code, (text) => DateTime.fromISO(text.replace(' ', 'T'), options).isValid);

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
  return v.pipe(
    v.string(),
    v.transform((text): DateTime => DateTime.fromFormatParser(text, parser, options)),
    v.check<DateTime, RowCode>((date) => date.isValid, 'cell.declaredDate'),
  );
}
