import { isLosslessNumber } from 'lossless-json';
import { isList, isObject, type Json } from '../json.js';

// Contents as texts: two that are one to the server are the same text.

/** A single option as a list of one. */
export const listOf = (content: Json): readonly Json[] => (isList(content) ? content : [content]);

/** A text, and what stands for one, as it is. */
export const canonicalText = (content: Json): string =>
  typeof content === 'string' ? content : isLosslessNumber(content) ? String(content) : canonicalJson(content);

/** A number by its digits: 1, "1" and 1.0 are one. */
export function canonicalNumber(content: Json): string {
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

/** Of a type that is not known, one interface may tell 5 and the other "5". */
export const canonicalUnknown = (content: Json): string =>
  typeof content === 'string' ? canonicalNumber(content) : canonicalJson(content);

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
