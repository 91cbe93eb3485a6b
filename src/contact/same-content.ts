import { isContentType, typeOfContent } from '../fields/content-types.js';
import type { Json } from '../fields/json.js';
import { canonicalUnknown } from '../fields/types/canonical.js';
import { isBlank } from './contact.js';

/**
 * Whether two contents of a field are one to the server: as numbers 1 and "1" and 1.0, a date with and without
 * milliseconds (section 1.1.4 fills them with 0), null and absent and "", a checkbox in any order.
 * @param type the contentType of a custom field; of a standard one `text`, `number` or `date`
 */
export const sameContent = (a: Json | undefined, b: Json | undefined, type: string): boolean =>
  canonical(a ?? null, type) === canonical(b ?? null, type);

function canonical(content: Json, type: string): string {
  if (isBlank(content)) return '';
  return isContentType(type) ? typeOfContent(type).canonical(content) : canonicalUnknown(content);
}
