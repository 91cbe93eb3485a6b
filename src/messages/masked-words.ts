import { formatMessage, type Lang, type Message, type Params } from './message.js';
import { isHarmless } from './parameters.js';

/**
 * Puts a message into words of which nothing can have come from a customer's data: counts, places and words of the
 * program's own stay, everything else becomes `…`. For whatever leaves this machine, and for what services write down.
 */
export function formatMasked({ code, params }: Message, lang: Lang): string {
  const kept = Object.entries(params).map(([name, value]) => [name, isHarmless(code, name, value) ? value : '…']);
  return formatMessage({ code, params: Object.fromEntries(kept) as Params }, lang);
}
