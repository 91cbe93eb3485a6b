import { DateTime } from 'luxon';
import { unreadCells } from '../../fields/damage.js';

const { noDate } = unreadCells;

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const mostDays = 2_958_466;
const afterLast = Date.UTC(10_000, 0, 1);

/** Writes a moment (ms since 1970); `hasTime` tells whether its cell shows a time of day. */
export type WriteDate = (ms: number, hasTime: boolean) => string;

/**
 * Makes the writer for one column: in the first of its spellings that says just what a cell shows, and that none of the
 * others reads as another moment; otherwise yyyy-MM-dd or yyyy-MM-dd HH:mm:ss.
 * @param spellings luxon tokens
 */
export function createDateWriter(spellings: readonly string[]): WriteDate {
  if (spellings.length === 0) return writePlain;
  const known = new Map<number, string>();
  const timed = spellings.filter(showsTime);
  const untimed = spellings.filter((spelling) => !showsTime(spelling));
  return (ms, hasTime) => {
    // The same days come again and again, and luxon takes its time.
    const key = hasTime ? ms + 0.5 : ms;
    const text = known.get(key) ?? writeSpelled(ms, hasTime, hasTime ? timed : untimed);
    if (known.size >= mostKnown) known.clear();
    known.set(key, text);
    return text;
  };
}

/**
 * The text of a number that a cell shows as a moment; HH:mm:ss below one day.
 * @param serial days and parts of a day since the workbook's first day
 */
export function spellSerial(serial: number, from1904: boolean, hasTime: boolean, write: WriteDate): string {
  // Within one day a double may still say 24:00.
  const ms = Math.round((serial % 1) * dayMs) % dayMs;
  const days = Math.round(serial - ms / dayMs);
  if (!(serial >= 0 && days <= mostDays)) return noDate;
  const time = hasTime || ms > 0;
  if (!from1904 && days === 0) return time ? spellTime(ms) : noDate;
  // 1900 was no leap year, but spreadsheets count its 29 February.
  if (!from1904 && days === 60) return time ? `1900-02-29 ${spellTime(ms)}` : '1900-02-29';
  const moment = firstDay(from1904, days) + days * dayMs + ms;
  return moment < afterLast ? write(moment, time) : noDate;
}

const firstDay = (from1904: boolean, days: number): number =>
  from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);

/** The text of a moment of ISO 8601, as Strict workbooks may hold it; null when it is none. */
export function spellIso(stored: string, hasTime: boolean, write: WriteDate): string | null {
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?Z?)?$/.test(stored)) return null;
  const date = DateTime.fromISO(stored, { zone: 'utc' });
  if (!date.isValid) return null;
  return write(date.toMillis(), hasTime || !date.equals(date.startOf('day')));
}

/** Hours that go on beyond a day: 36:30:00. */
export function spellElapsed(serial: number): string {
  if (!(serial >= 0 && serial <= mostDays)) return noDate;
  const ms = Math.round(serial * dayMs);
  const hours = Math.floor(ms / hourMs);
  return `${String(hours).padStart(2, '0')}${spellTime(ms % hourMs).slice(2)}`;
}

const mostKnown = 20_000;

const options = { zone: 'utc', locale: 'en-US' } as const;

function writeSpelled(ms: number, hasTime: boolean, spellings: readonly string[]): string {
  const date = DateTime.fromMillis(ms, options);
  const exact = spellings.find((spelling) => {
    const text = date.toFormat(spelling);
    const isSame = (read: DateTime) => read.toMillis() === ms;
    const others = spellings.map((other) => DateTime.fromFormat(text, other, options));
    return (
      isSame(DateTime.fromFormat(text, spelling, options)) && others.every((read) => !read.isValid || isSame(read))
    );
  });
  return exact === undefined ? writePlain(ms, hasTime) : date.toFormat(exact);
}

const writePlain: WriteDate = (ms, hasTime) => {
  const day = new Date(ms).toISOString().slice(0, 10);
  return hasTime ? `${day} ${spellTime(((ms % dayMs) + dayMs) % dayMs)}` : day;
};

function spellTime(ms: number): string {
  const text = new Date(ms).toISOString().slice(11, 23);
  return text.endsWith('.000') ? text.slice(0, 8) : text;
}

function showsTime(spelling: string): boolean {
  const midnight = DateTime.utc(2024, 1, 5);
  return midnight.toFormat(spelling) !== midnight.plus({ hours: 13, minutes: 14 }).toFormat(spelling);
}
