import { type Contact, readContact } from '../../contact/contact.js';
import type { Json } from '../../fields/json.js';
import { cause } from '../../messages/cause.js';
import { type Message, message, type RowCode } from '../../messages/message.js';
import { stop } from '../../messages/run-error.js';
import type { Client } from '../../wefeng/client.js';

/** What came of reading one contact. */
export type Reading =
  | { readonly kind: 'found'; readonly contact: Contact; readonly json: Json }
  /** Not a contact of this account. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly why: Message<RowCode> }
  /** HTTP says that there is nothing at this address: the contact, or the whole interface. */
  | { readonly kind: 'nothingThere'; readonly reason: string };

/**
 * Reads one contact by GET.
 * @throws RunError when the run must stop; the signal's reason when it is stopping
 */
export async function readByGet(client: Client, externalUserId: string, stopping: AbortSignal): Promise<Reading> {
  const outcome = await client.get(externalUserId, stopping);
  switch (outcome.kind) {
    case 'accepted':
      return toReading(outcome.data);
    case 'refused': {
      const { httpStatus, serverCode, serverMessage, attempts: _ } = outcome;
      if (httpStatus === 404 || httpStatus === 405)
        return { kind: 'nothingThere', reason: cause('cause.get', { reason: `HTTP ${httpStatus}` }) };
      // The document gives no codes; 404 is what everybody means by it.
      if (serverCode === '404') return { kind: 'absent' };
      return { kind: 'unreadable', why: message('contact.refused', { serverCode, serverMessage }) };
    }
    case 'exhausted': {
      const { attempts, last, untrusted } = outcome;
      const code = untrusted ? 'contact.broken' : 'contact.unanswered';
      return { kind: 'unreadable', why: message(code, { attempts, last }) };
    }
    case 'stopped':
      throw outcome.why ? stop(outcome.why) : stopping.reason;
  }
}

export function toReading(json: Json): Reading {
  const contact = readContact(json);
  return contact ? { kind: 'found', contact, json } : { kind: 'unreadable', why: message('contact.untold') };
}
