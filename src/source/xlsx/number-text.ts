import { fillPattern } from './number-format.js';

// A spreadsheet keeps 15 digits; what a file has beyond them it neither shows nor was given.
const digitsKept = 15;
const digitsCertain = 13;
const firstUncertain = 1e15;
// Each digit can be taken in one way only: a long text that is no number is found out at once.
const numberPattern = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d+)?$/;

/**
 * A number of a cell in digits: 13800138000, 0.5, without exponents. A number whose last digits are lost or never end
 * is written with an exponent (1.10101199001011E+17), as a spreadsheet shows it, which no field takes.
 * @param stored as it stands in the file; null when it is no number
 */
export function spellNumber(stored: string): string | null {
  // What most numbers are, already as it should be.
  if (/^(?:0|-?[1-9]\d{0,14})$/.test(stored)) return stored;
  if (!numberPattern.test(stored)) return null;
  const value = Number(stored);
  if (!Number.isFinite(value)) return null;
  const certain = Math.abs(value) < firstUncertain ? certainValue(value) : null;
  return certain === null ? spellUncertain(value) : spellDigits(certain);
}

/** 0.1 + 0.2 is 0.30000000000000004: what comes of binary fractions is taken off where it is plain, and only there. */
function certainValue(value: number): number | null {
  if (countDigits(value) <= digitsKept) return value;
  const rounded = Number(value.toPrecision(digitsKept));
  return countDigits(rounded) <= digitsCertain ? rounded : null;
}

const countDigits = (value: number): number => partsOf(value).digits.length;

function partsOf(value: number): { sign: string; digits: string; exponent: number } {
  const [mantissa = '0', exponent = '0'] = Math.abs(value).toExponential().split('e');
  return { sign: value < 0 ? '-' : '', digits: mantissa.replace('.', ''), exponent: Number(exponent) };
}

const spellDigits = (value: number, shift = 0): string => {
  const { sign, digits, exponent } = partsOf(value);
  const point = exponent + shift + 1;
  if (value === 0) return '0';
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, '0');
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
};

function spellUncertain(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const [sign = '', digits = ''] = [exponent.slice(0, 1), exponent.slice(1)];
  return `${mantissa}E${sign}${digits.padStart(2, '0')}`;
}

/**
 * 0.125 → 12.5%, exactly, however many decimals its format shows.
 * @param text as spellNumber gives it
 */
export const spellPercent = (text: string): string => (text.includes('E') ? text : `${spellDigits(Number(text), 2)}%`);

/**
 * 123 → 00123 for the pattern 00000; a number with decimals, or with lost digits, as it is.
 * @param text as spellNumber gives it
 */
export function spellFilled(text: string, pattern: string): string {
  if (!/^-?\d+$/.test(text)) return text;
  const filled = fillPattern(pattern, text.replace('-', ''));
  return text.startsWith('-') ? `-${filled}` : filled;
}
