import { LosslessNumber } from 'lossless-json';
import * as v from 'valibot';
import { type CellReader, check, pattern } from './cell-reader.js';

const integerPattern = /^(?:0|-?[1-9]\d*)$/;
const decimalPattern = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

const longMin = -(2n ** 63n);
const longMax = 2n ** 63n - 1n;

/** A whole number within `min` and `max`; it never becomes a JavaScript number. Default: the API's long, 64 bits. */
export function readInteger(min: bigint = longMin, max: bigint = longMax): CellReader {
  return {
    schema: v.pipe(
      v.string(),
      pattern('cell.integer', integerPattern),
      check('cell.outOfRange', (text) => text.length <= 20 && BigInt(text) >= min && BigInt(text) <= max),
      v.transform((text) => new LosslessNumber(text)),
    ),
    params: () => ({ min: String(min), max: String(max) }),
  };
}

/** A whole number or a decimal, sent with just the digits of the cell. */
export function readDecimal(): CellReader {
  return {
    schema: v.pipe(
      v.string(),
      pattern('cell.decimal', decimalPattern),
      check('cell.tooManyDigits', (text) => text.length <= 40),
      check('cell.decimal', (text) => !/^-0(?:\.0+)?$/.test(text)),
      v.transform((text) => new LosslessNumber(text)),
    ),
    params: () => ({ max: 40 }),
  };
}
