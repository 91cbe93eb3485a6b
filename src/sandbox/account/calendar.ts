const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** Takes a text; tells whether it is yyyy-MM-dd and a day of the real calendar. */
export function isDay(text: string): boolean {
  const [, year = 0, month = 0, day = 0] = (DAY.exec(text) ?? []).map(Number);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Takes a text; tells whether it is yyyy-MM-dd'T'HH:mm:ss.SSS'Z' and a moment that exists. Section 1.1.4. */
export function isIsoMoment(text: string): boolean {
  const [, day = '', time = ''] = /^(\S{10})T(\S{8})\.\d{3}Z$/.exec(text) ?? [];
  return isDay(day) && TIME.test(time);
}

/** Takes a text; tells whether it is yyyy-MM-dd HH:mm:ss and a moment that exists. Section 1.1.4. */
export function isPlainMoment(text: string): boolean {
  const [, day = '', time = ''] = /^(\S{10}) (\S{8})$/.exec(text) ?? [];
  return isDay(day) && TIME.test(time);
}

function daysInMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
