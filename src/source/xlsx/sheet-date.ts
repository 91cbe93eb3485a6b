import { DateTime } from 'luxon';

/** What is written where a spreadsheet cannot show a number as a date either; no field takes it. */
const noDate = '########';

const dayMs = 86_400_000;
const lastSerial = 2_958_465;

/**
 * The text of a cell that holds a moment: in the first of `spellings` that says just what the cell shows; otherwise
 * yyyy-MM-dd, yyyy-MM-dd HH:mm:ss, or HH:mm:ss below one day.
 * @param serial days and parts of a day since the workbook's first day
 * @param hasTime whether the cell shows a time of day
 */
export function spellSerial(serial: number, from1904: boolean, hasTime: boolean, spellings: readonly string[]): string {
  let days = Math.floor(serial);
  let ms = Math.round((serial - days) * dayMs);
  if (ms === dayMs) {
    days++;
    ms = 0;
  }
  if (!(serial >= 0) || days > lastSerial) return noDate;
  const time = hasTime || ms > 0;
  if (!from1904 && days === 0) return time ? spellTime(ms) : noDate;
  // 1900 was no leap year, but spreadsheets count its 29 February.
  if (!from1904 && days === 60) return time ? `1900-02-29 ${spellTime(ms)}` : '1900-02-29';
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  return spellMoment(epoch + days * dayMs + ms, time, spellings);
}

/** The text of a moment of ISO 8601, as Strict workbooks may hold it; null when it is none. */
export function spellIso(stored: string, hasTime: boolean, spellings: readonly string[]): string | null {
  const date = DateTime.fromISO(stored, { zone: 'utc' });
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?Z?)?$/.test(stored) || !date.isValid) return null;
  return spellMoment(date.toMillis(), hasTime || !date.equals(date.startOf('day')), spellings);
}

/** Hours that go on beyond a day: 36:30:00. */
export function spellElapsed(serial: number): string {
  const seconds = Math.round(serial * 86_400);
  if (!(seconds >= 0)) return noDate;
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits).join(':');
}

function spellMoment(ms: number, hasTime: boolean, spellings: readonly string[]): string {
  const iso = new Date(ms).toISOString();
  const plain = hasTime ? `${iso.slice(0, 10)} ${spellTime(((ms % dayMs) + dayMs) % dayMs)}` : iso.slice(0, 10);
  if (spellings.length === 0) return plain;
  const date = DateTime.fromMillis(ms, { zone: 'utc', locale: 'en-US' });
  const exact = spellings.find((spelling) => showsTime(spelling) === hasTime && comesBack(date, spelling));
  return exact === undefined ? plain : date.toFormat(exact);
}

function spellTime(ms: number): string {
  const text = new Date(ms).toISOString().slice(11, 23);
  return text.endsWith('.000') ? text.slice(0, 8) : text;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

function showsTime(spelling: string): boolean {
  const midnight = DateTime.utc(2024, 1, 5);
  return midnight.toFormat(spelling) !== midnight.plus({ hours: 13, minutes: 14 }).toFormat(spelling);
}

function comesBack(date: DateTime, spelling: string): boolean {
  const read = DateTime.fromFormat(date.toFormat(spelling), spelling, { zone: 'utc', locale: 'en-US' });
  return read.isValid && read.toMillis() === date.toMillis();
}
