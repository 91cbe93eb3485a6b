import { isValidPhoneNumber } from 'libphonenumber-js/max';
import * as v from 'valibot';
import { type CellReader, check, pattern } from './cell-reader.js';

/** A phone number, a Chinese one unless it begins with +; sent as it is written. */
export function readPhone(): CellReader {
  return {
    schema: v.pipe(
      v.string(),
      // The library forgives letters, spaces and extensions; the API is not known to.
      pattern('cell.phone', /^\+?\d+(?:-\d+)*$/),
      check('cell.phone', (text) => isValidPhoneNumber(text, 'CN')),
    ),
    params: () => ({}),
  };
}
