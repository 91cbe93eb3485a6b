import * as v from 'valibot';
import type { Params, RowCode } from '../../messages/message.js';
import type { ApiValue } from '../field.js';

/** Text of one cell → value of the API. The issues of the schema are row codes; `params` of the text fill their words. */
export interface CellReader {
  readonly schema: v.GenericSchema<string, ApiValue>;
  readonly params: (text: string) => Params;
}

/** A check whose failure has the words of `code`. */
export const check = (code: RowCode, holds: (text: string) => boolean) => v.check<string, RowCode>(holds, code);

/** A pattern whose mismatch has the words of `code`. */
export const pattern = (code: RowCode, regex: RegExp) => v.regex<string, RowCode>(regex, code);
