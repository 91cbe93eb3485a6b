import { DateTime } from 'luxon';
import * as v from 'valibot';
import type { Params, RowCode } from '../messages/message.js';
import { luxonOptions } from './date-format.js';

/** A moment, and the format that it was read with. */
interface Reading {
  readonly format: string;
  readonly date: DateTime;
}

/**
 * Makes the schema from a cell to the moment that declared formats (Luxon tokens, at least one) read in it: the first
 * that fits counts, and all that fit must agree. `params` fill the words of its refusals;
 * `fits` tells whether any of them reads a cell.
 */
export function readDeclared(formats: readonly string[]) {
  const readers = formats.map((format) => ({ format, read: formatReader(format) }));
  const readAll = (text: string): Reading[] =>
    readers.flatMap(({ format, read }) => {
      const date = read(text);
      return date ? [{ format, date }] : [];
    });
  const schema = v.pipe(
    v.string(),
    v.transform(readAll),
    v.check<Reading[], RowCode>((readings) => readings.length > 0, 'cell.declaredDate'),
    v.check<Reading[], RowCode>(agree, 'cell.ambiguousDate'),
    v.transform(([first]) => first?.date ?? DateTime.invalid('not as written')),
  );
  const params = (text: string): Params => ({
    format: formats.join(' | '),
    readings: formats.length > 1 ? listReadings(readAll(text)) : '',
  });
  return { schema, params, fits: (text: string): boolean => readAll(text).length > 0 };
}

/** Reads text that is written in a format, to the letter; null for any other. */
function formatReader(format: string): (text: string) => DateTime | null {
  const parser = DateTime.buildFormatParser(format, luxonOptions);
  return (text) => {
    const date = DateTime.fromFormatParser(text, parser, luxonOptions);
    // Luxon forgives 24:00, 13:00 AM and years of five digits, and makes other moments of them.
    const asWritten =
      date.isValid && date.year > 0 && date.year < 10_000 && numbersIn(date.toFormat(format)) === numbersIn(text);
    return asWritten ? date : null;
  };
}

/** The numbers of a written moment, without the zeros that only fill: 2024/01/05 and 2024/1/5 are one. */
const numbersIn = (text: string): string => (text.match(/\d+/g) ?? []).map(Number).join();

const agree = (readings: readonly Reading[]): boolean => new Set(readings.map(({ date }) => date.toMillis())).size <= 1;

/** One reading a moment, the first format of each: d/M/yyyy → 2024-02-01, M/d/yyyy → 2024-01-02. */
function listReadings(readings: readonly Reading[]): string {
  const moments = new Map<string, string>();
  for (const { format, date } of readings) {
    const moment = date.toFormat('yyyy-MM-dd HH:mm:ss.SSS').replace(/(?: 00:00:00)?\.000$/, '');
    if (!moments.has(moment)) moments.set(moment, format);
  }
  return [...moments].map(([moment, format]) => `${format} → ${moment}`).join(', ');
}
