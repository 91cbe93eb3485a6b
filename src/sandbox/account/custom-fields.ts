import { isInteger, isObject } from '../json.js';
import type { FieldDefinition, StoredCustomField } from './account.js';
import { checkContent, fillContent } from './content-rules.js';
import { describeValue } from './describe-value.js';

type Fields = ReadonlyMap<string, FieldDefinition>;

/**
 * Takes the `customFields` of a body (undefined when it was not sent) and the account's fields by code; gives the whole
 * new set to store, or the first problem as a Chinese sentence. Not sent, or sent without content, is cleared: 1.1.2.
 */
export function readCustomFields(sent: unknown, fields: Fields): StoredCustomField[] | string {
  if (sent === undefined || sent === null) return [];
  if (!Array.isArray(sent)) return `字段 customFields 的值 ${describeValue(sent)} 不正确:应为对象数组`;
  const stored = new Map<string, StoredCustomField>();
  for (const item of sent) {
    const field = readCustomField(item, fields);
    if (typeof field === 'string') return field;
    if (stored.has(field.fieldCode)) return `自定义字段 ${field.fieldCode} 重复,值 ${describeValue(field.content)}`;
    stored.set(field.fieldCode, field);
  }
  return [...stored.values()].filter((field) => field.content !== null);
}

function readCustomField(item: unknown, fields: Fields): StoredCustomField | string {
  if (!isObject(item)) return `customFields 的元素 ${describeValue(item)} 不正确:应为对象`;
  const field = typeof item.fieldCode === 'string' ? fields.get(item.fieldCode) : undefined;
  if (!field)
    return `未知的自定义字段 ${describeValue(item.fieldCode ?? null)},值 ${describeValue(item.content ?? null)}`;
  const { id, fieldCode, contentType, name } = field;
  const content = item.content ?? null;
  const problem = findMismatch(item, field) ?? (content === null ? null : checkContent(content, field));
  if (problem) return `自定义字段 ${name}(${fieldCode})的值 ${describeValue(content)} 不正确:${problem}`;
  return { id, fieldCode, contentType, content: fillContent(content, field) };
}

function findMismatch(item: Record<string, unknown>, field: FieldDefinition): string | null {
  // The document has id as a String in its table and as a number in its example.
  const isId = (typeof item.id === 'string' || isInteger(item.id)) && String(item.id) === String(field.id);
  if (!isId) return `id ${describeValue(item.id ?? null)} 与字段不符,应为 ${field.id}`;
  if (item.contentType === field.contentType) return null;
  return `contentType ${describeValue(item.contentType ?? null)} 与字段不符,应为 ${field.contentType}`;
}
