import type { CustomField } from './field.js';
import { type FieldOption, findKey } from './field-option.js';
import { isList, type Json } from './json.js';

/** The labels of an option, a chain or several options, as a person reads them; null where one is not known. */
export function listLabelsOf(content: Json, { contentType, options }: CustomField): string | null {
  if (options === null) return null;
  const keys = isList(content) ? content : [content];
  const labels = contentType === 'chained_droplist' ? labelsOfPath(keys, options) : labelsOfKeys(keys, options);
  return labels.includes(null) ? null : labels.join(contentType === 'chained_droplist' ? '/' : ', ');
}

const labelsOfKeys = (keys: readonly Json[], options: readonly FieldOption[]): (string | null)[] =>
  keys.map((key) => findKey(options, key)?.label ?? null);

function labelsOfPath(keys: readonly Json[], options: readonly FieldOption[]): (string | null)[] {
  let level = options;
  return keys.map((key) => {
    const option = findKey(level, key);
    level = option?.children ?? [];
    return option?.label ?? null;
  });
}
