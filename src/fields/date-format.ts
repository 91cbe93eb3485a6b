import { DateTime } from 'luxon';

/** How dates are read and written: as they stand, in no zone of anybody's. */
export const luxonOptions = { zone: 'utc', locale: 'en-US' } as const;

/**
 * Whether cells written in a format can be read for certain: moments a century apart survive being written and read
 * back. Two-digit years, a missing year, twelve hours without AM or PM, digits run together and zones do not.
 */
export function isCertainFormat(format: string, precision: Precision): boolean {
  // Excel and Java write YYYY-MM-DD; to luxon Y is a mere letter, and D a whole date in the American order.
  if (/[YD]/.test(format.replace(/'[^']*'/g, ''))) return false;
  return telling.every((moment) => comesBack(moment, format, precision));
}

export type Precision = 'day' | 'minute';

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
  const written = DateTime.fromISO(moment, { ...luxonOptions, zone: 'utc+8' });
  try {
    const read = DateTime.fromFormat(written.toFormat(format), format, luxonOptions);
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
