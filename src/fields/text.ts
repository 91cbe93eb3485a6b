import * as v from 'valibot';
import { type CellReader, check, pattern } from './cell-reader.js';

/** Text that may run over several lines; sent as it stands, spaces included. `maxLength` is in characters. */
export function readText(maxLength: number): CellReader {
  return { schema: v.pipe(v.string(), withinLength(maxLength)), params: () => ({ max: maxLength }) };
}

/** Text of one line, such as a name. */
export function readLine(maxLength: number): CellReader {
  return {
    schema: v.pipe(v.string(), pattern('cell.lineBreak', /^[^\r\n\t\u2028\u2029]*$/), withinLength(maxLength)),
    params: () => ({ max: maxLength }),
  };
}

/** An e-mail address; 254 characters is the longest that a mail server takes. */
export function readEmail(): CellReader {
  return {
    schema: v.pipe(v.string(), withinLength(254), v.email<string, 'cell.email'>('cell.email')),
    params: () => ({ max: 254 }),
  };
}

/** One of the words that the API knows, to the letter. */
export function readWord(allowed: readonly string[]): CellReader {
  return {
    schema: v.pipe(
      v.string(),
      check('cell.notAllowed', (text) => allowed.includes(text)),
    ),
    params: () => ({ allowed: allowed.join(', ') }),
  };
}

// Counted in code points, as a person counts: 𠮷 is one.
const withinLength = (max: number) =>
  check('cell.tooLong', (text) => text.length <= max || (text.length <= 2 * max && [...text].length <= max));
