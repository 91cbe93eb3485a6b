import type { FieldDefinition, FieldOption } from '../account/account.js';
import { writeJson } from '../json.js';
import { showText } from './show-text.js';

/** Takes a stored value, and for a custom field its definition. Gives HTML: the labels first, then the value. */
export function showValue(value: unknown, field?: FieldDefinition): string {
  if (value === null || value === undefined) return '<span class="nothing">（无）</span>';
  if (value === '') return '<span class="nothing">（空）</span>';
  const text = typeof value === 'string' ? value : writeJson(value);
  const labels = findLabels(field?.optionList ?? [], value);
  if (labels.length === 0) return showText(text);
  return `${showText(labels.join(field?.contentType === 'checkbox' ? '、' : ' / '))} <small>${showText(text)}</small>`;
}

// Each key of a chain is looked up among the children of the one before it; without children the level stays.
function findLabels(options: readonly FieldOption[], content: unknown): string[] {
  let level = options;
  const keys: unknown[] = Array.isArray(content) ? content : [content];
  const labels = keys.map((key) => {
    const option = level.find((candidate) => String(candidate.key) === String(key));
    if (option?.subOptionList?.length) level = option.subOptionList;
    return option?.value;
  });
  return labels.filter((label) => label !== undefined);
}
