import { DateTime } from 'luxon';
import * as v from 'valibot';
import type { RowCode } from '../messages/message.js';
import { type CellReader, check, pattern } from './cell-reader.js';
import { luxonOptions } from './date-format.js';
import { readDeclared } from './declared-date.js';

const day = 'yyyy-MM-dd';
const second = 'yyyy-MM-dd HH:mm:ss';

/** The spellings that a job declares; undefined for those of the API document. */
type Formats = readonly string[] | undefined;

const dayPattern = /^\d{4}-\d\d-\d\d$/;
// Luxon would take the hour 24, for the midnight after; the API does not.
const secondPattern = /^\d{4}-\d\d-\d\d (?!24)\d\d:\d\d:\d\d$/;
// As a workbook's moment is written: its cell may show the day alone.
const momentPattern = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{3})?$/;
const dayAlone = check('cell.hiddenTime', (text) => !momentPattern.test(text));
const instantPattern = /^\d{4}-\d\d-\d\dT(?!24)\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The birthday of the API document's example: yyyy-MM-dd. */
export function readBirthday(formats: Formats): CellReader {
  const plausible = check('cell.birthdayYear', (text) => text >= '1900-01-01' && text < '2100');
  if (formats) {
    const { schema, params } = declaredDay(formats);
    return { schema: v.pipe(schema, plausible), params };
  }
  const schema = v.pipe(v.string(), dayAlone, pattern('cell.day', dayPattern), realDate('cell.day'), plausible);
  return { schema, params: () => ({ format: day }) };
}

/** A date of section 1.1.4: yyyy-MM-dd or yyyy-MM-dd'T'HH:mm:ss.SSS'Z'; or the spellings that `format` declares. */
export function readDate(formats: Formats): CellReader {
  if (formats) return declaredDay(formats);
  const { schema, params } = asDocumented('cell.date', [dayPattern, instantPattern]);
  return { schema: v.pipe(v.string(), dayAlone, schema), params };
}

/** A datetime of section 1.1.4: yyyy-MM-dd HH:mm:ss or yyyy-MM-dd'T'HH:mm:ss.SSS'Z'; or the spellings that `format` declares. */
export function readDatetime(formats: Formats): CellReader {
  return formats ? declaredSecond(formats) : asDocumented('cell.datetime', [secondPattern, instantPattern]);
}

/** A day or a moment in a declared spelling, where it is not known which of them the field holds. */
export function readMoment(formats: readonly string[]): CellReader {
  const { schema, params } = readDeclared(formats);
  return { schema: v.pipe(schema, written(second)), params };
}

const asDocumented = (code: RowCode, patterns: readonly RegExp[]): CellReader => ({
  schema: v.pipe(
    v.string(),
    check(code, (text) => patterns.some((regex) => regex.test(text))),
    realDate(code),
  ),
  params: () => ({}),
});

const realDate = (code: RowCode) =>
  check(code, (text) => !text.startsWith('0000') && DateTime.fromISO(text.replace(' ', 'T'), luxonOptions).isValid);

function declaredDay(formats: readonly string[]) {
  const { schema, params, fits } = readDeclared(formats);
  const whole = v.check<DateTime, RowCode>((date) => date.equals(date.startOf('day')), 'cell.dateWithTime');
  const known = check('cell.hiddenTime', (text) => !momentPattern.test(text) || fits(text));
  return { schema: v.pipe(v.string(), known, schema, whole, written(day)), params };
}

function declaredSecond(formats: readonly string[]) {
  const { schema, params } = readDeclared(formats);
  const whole = v.check<DateTime, RowCode>((date) => date.millisecond === 0, 'cell.datetimeMillis');
  return { schema: v.pipe(schema, whole, written(second)), params };
}

const written = (format: string) => v.transform((date: DateTime) => date.toFormat(format));
