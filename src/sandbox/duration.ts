// Written anew, not shared with the program: the sandbox is a witness. A test holds both to one table.

const UNIT_MS = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
]);

/**
 * Takes a duration such as `500ms`, `30s` or `2m`, or a number alone, which is of `bareUnit`; gives milliseconds, and NaN
 * for any other text.
 */
export function parseDuration(text: string, bareUnit?: 'ms' | 's'): number {
  if (bareUnit && /^\d{1,9}$/.test(text)) return Number(text) * (UNIT_MS.get(bareUnit) ?? Number.NaN);
  const [, digits, unit] = /^(\d{1,8})([a-z]+)$/.exec(text) ?? [];
  if (!digits || !unit || (digits.length > 1 && digits.startsWith('0'))) return Number.NaN;
  return Number(digits) * (UNIT_MS.get(unit) ?? Number.NaN);
}
