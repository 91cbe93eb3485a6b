import { message } from '../messages/message.js';
import type { Problem } from './row.js';
import { showValue } from './show-value.js';

// Nothing else may become a path: no dot, slash, percent, query or control character (the document's ids fit).
const grammar = /^[A-Za-z0-9_-]{1,64}$/;

/** Why a cell cannot be an externalUserID; null when it can. */
export function checkExternalUserId(text: string, column: string): Problem | null {
  if (text === '') return { column, reason: message('id.empty') };
  if (/^\d(?:\.\d+)?E\+\d+$/i.test(text))
    return { column, reason: message('cell.scientific', { value: showValue(text) }) };
  if (!grammar.test(text)) return { column, reason: message('id.grammar', { value: showValue(text) }) };
  return null;
}
