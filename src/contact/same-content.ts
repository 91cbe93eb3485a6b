import { isLosslessNumber } from 'lossless-json';
import { isList, isObject, type Json } from '../fields/json.js';
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
  switch (type) {
    case 'number':
    case 'numeric':
    case 'droplist':
      return canonicalNumber(content);
    case 'chained_droplist':
      return JSON.stringify(listOf(content).map(canonicalNumber));
    case 'checkbox':
      return JSON.stringify(listOf(content).map(canonicalNumber).toSorted());
    case 'date':
      return canonicalText(content).replace(/^(\d{4}-\d\d-\d\d)[T ]00:00:00(?:\.0{1,3})?Z?$/, '$1');
    case 'datetime':
      return canonicalText(content).replace(moment, (_, day, time, millis = '') => {
        return `${day}T${time}.${millis.padEnd(3, '0')}Z`;
      });
    case 'text':
    case 'area_text':
    case 'phone':
      return canonicalText(content);
    default:
      // Of a type that is not known, one interface may tell 5 and the other "5".
      return typeof content === 'string' ? canonicalNumber(content) : canonicalJson(content);
  }
}

const moment = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?Z?$/;

const listOf = (content: Json): readonly Json[] => (isList(content) ? content : [content]);

const canonicalText = (content: Json): string =>
  typeof content === 'string' ? content : isLosslessNumber(content) ? String(content) : canonicalJson(content);

function canonicalNumber(content: Json): string {
  const text = canonicalText(content);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text) ?? [];
  if (whole === '') return text;
  // Digits and a power of ten: no digit is lost, however many there are.
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

/** Any JSON, so that values that differ in spelling alone are the same text. */
function canonicalJson(content: Json): string {
  if (isLosslessNumber(content)) return canonicalNumber(content);
  if (isList(content)) return `[${content.map(canonicalJson)}]`;
  if (!isObject(content)) return JSON.stringify(content);
  const entries = Object.entries(content).map(
    ([name, value]) => `${JSON.stringify(name)}:${canonicalJson(value ?? null)}`,
  );
  return `{${entries.toSorted()}}`;
}
