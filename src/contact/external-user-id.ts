import { damageOf } from '../fields/damage.js';
import { showValue } from '../fields/show-value.js';
import { message } from '../messages/message.js';
import type { Problem } from './row.js';

// Nothing else may become a path: no dot, slash, percent, query or control character (the document's ids fit).
const grammar = /^[A-Za-z0-9_-]{1,64}$/;

/** Why a cell cannot be an externalUserID; null when it can. */
export function checkExternalUserId(text: string, column: string): Problem | null {
  if (text === '') return { column, reason: message('id.empty') };
  if (grammar.test(text)) return null;
  const damage = damageOf(text);
  return { column, reason: { code: damage ?? 'id.grammar', params: { value: showValue(text) } } };
}
