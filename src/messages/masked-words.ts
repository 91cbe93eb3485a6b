import { formatMessage, type Lang, type Message, type Params } from './message.js';
import { isHarmless } from './parameters.js';

/**
 * Puts a message into words without customer data. Counts, places and the program's own words stay; everything else
 * becomes `…`. Alerts and the log of the service use it.
 */
export function formatMasked({ code, params }: Message, lang: Lang): string {
  const kept = Object.entries(params).map(([name, value]) => [name, isHarmless(code, name, value) ? value : '…']);
  return formatMessage({ code, params: Object.fromEntries(kept) as Params }, lang);
}
