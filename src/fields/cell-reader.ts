import * as v from 'valibot';
import type { Message, Params, RowCode } from '../messages/message.js';
import type { ApiValue } from './api-value.js';
import { showValue } from './show-value.js';

/** Text of one cell → value of the API. The issues of the schema are row codes; `params` of the text fill their words. */
export interface CellReader {
  readonly schema: v.GenericSchema<string, ApiValue>;
  readonly params: (text: string) => Params;
}

/** Reads a text: gives its value, or why it is refused. */
export function readCell(
  text: string,
  { schema, params }: CellReader,
): { readonly value: ApiValue } | { readonly reason: Message<RowCode> } {
  const read = v.safeParse(schema, text, { abortEarly: true, abortPipeEarly: true });
  if (read.success) return { value: read.output };
  const code = read.issues[0].message as RowCode;
  return { reason: { code, params: { ...params(text), value: showValue(text) } } };
}

/** A check whose failure has the words of `code`. */
export const check = (code: RowCode, holds: (text: string) => boolean) => v.check<string, RowCode>(holds, code);

/** A pattern whose mismatch has the words of `code`. */
export const pattern = (code: RowCode, regex: RegExp) => v.regex<string, RowCode>(regex, code);
