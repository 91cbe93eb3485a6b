import { writeJson } from '../json.js';

const MAX_LENGTH = 200;

/** Takes a value a caller sent; gives it as JSON text for a message, cut at 200 characters. */
export function describeValue(value: unknown): string {
  const text = writeJson(value);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
