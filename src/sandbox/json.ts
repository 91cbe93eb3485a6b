import { isLosslessNumber, LosslessNumber, parse, stringify } from 'lossless-json';
import type { ExactNumber } from './account/account.js';

const MAX_DEPTH = 64;

/**
 * Takes JSON text; gives its value with no digit lost.
 * @throws SyntaxError, also for what is nested too deep
 */
export function parseJson(text: string): unknown {
  const value = parseOrExplain(text);
  if (isDeeperThan(value, MAX_DEPTH)) throw new SyntaxError('nested too deep');
  return value;
}

/** Takes a value of parseJson, or one made of the same kinds; gives its JSON text with every digit as it came. */
export function writeJson(value: unknown): string {
  return stringify(value) ?? 'null';
}

/** Takes a value; tells whether it is a JSON object (not a list, not a number that kept its digits). */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
}

/** Takes a value; tells whether it is a JSON number. */
export function isNumber(value: unknown): value is ExactNumber {
  return typeof value === 'number' || typeof value === 'bigint' || isLosslessNumber(value);
}

/** Takes a value; tells whether it is a JSON number written as an integer: `1.0` and `1e3` are not. */
export function isInteger(value: unknown): value is ExactNumber {
  return isNumber(value) && /^-?\d+$/.test(String(value));
}

function parseOrExplain(text: string): unknown {
  try {
    return parse(text, null, { parseNumber: readNumber });
  } catch (error) {
    // The parser recurses: thousands of brackets end its stack before they end the text.
    if (error instanceof RangeError) throw new SyntaxError('nested too deep');
    throw error;
  }
}

function readNumber(text: string): ExactNumber {
  const number = Number(text);
  const isExact = Number.isSafeInteger(number) || !Number.isInteger(number);
  if (isExact && String(number) === text) return number;
  return /^-?[1-9]\d{0,99}$/.test(text) ? BigInt(text) : new LosslessNumber(text);
}

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeperThan(inner, depth - 1));
}
