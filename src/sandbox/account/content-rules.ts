import { isInteger, isNumber } from '../json.js';
import type { FieldDefinition, FieldOption } from './account.js';
import { isDay, isIsoMoment, isPlainMoment } from './calendar.js';

/** Takes a content and the field's options; gives what it should have been, as Chinese text, or null when it fits. */
type Rule = (content: unknown, options: readonly FieldOption[]) => string | null;

const RULES = new Map<string, Rule>([
  ['date', textRule((text) => isDay(text) || isIsoMoment(text), '日期格式应为 yyyy-MM-dd 或 yyyy-MM-ddTHH:mm:ss.SSSZ')],
  [
    'datetime',
    textRule(
      (text) => isPlainMoment(text) || isIsoMoment(text),
      '日期时间格式应为 yyyy-MM-dd HH:mm:ss 或 yyyy-MM-ddTHH:mm:ss.SSSZ',
    ),
  ],
  ['number', (content) => (isInteger(content) ? null : '应为整数')],
  ['numeric', (content) => (isNumber(content) ? null : '应为数字')],
  ['phone', textRule(isPhone, '电话号码格式不正确')],
  ['text', textRule(() => true, '应为字符串')],
  ['area_text', textRule(() => true, '应为字符串')],
  ['droplist', (content, options) => (findOption(options, content) ? null : '应为已有选项的 key')],
  ['chained_droplist', checkChain],
  ['checkbox', checkChoices],
]);

/**
 * Takes a content (not null) and its field; gives what it should have been, as Chinese text, or null when it fits.
 * Section 1.1.4; a content type the document does not name is taken as it comes.
 */
export function checkContent(content: unknown, field: FieldDefinition): string | null {
  return RULES.get(field.contentType)?.(content, field.optionList ?? []) ?? null;
}

/** Takes a content that fits and its field; gives it as it is stored: 毫秒自动补0 (section 1.1.4). */
export function fillContent(content: unknown, field: FieldDefinition): unknown {
  const isShort = field.contentType === 'datetime' && typeof content === 'string' && isPlainMoment(content);
  return isShort ? `${content.replace(' ', 'T')}.000Z` : content;
}

function textRule(fits: (text: string) => boolean, wanted: string): Rule {
  return (content) => (typeof content === 'string' && fits(content) ? null : wanted);
}

// The document names no rule for phones: separators are let through, letters and odd lengths are not.
function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return /^\+?[\d(][\d ()-]*\d$/.test(text) && digits >= 5 && digits <= 20;
}

function findOption(options: readonly FieldOption[], key: unknown): FieldOption | undefined {
  return isInteger(key) ? options.find((option) => String(option.key) === String(key)) : undefined;
}

function checkChain(content: unknown, options: readonly FieldOption[]): string | null {
  const wanted = '应为从根到叶的选项 key 列表';
  if (!Array.isArray(content) || content.length === 0) return wanted;
  let level = options;
  for (const key of content) {
    const option = findOption(level, key);
    if (!option) return wanted;
    level = option.subOptionList ?? [];
  }
  return level.length === 0 ? null : wanted;
}

function checkChoices(content: unknown, options: readonly FieldOption[]): string | null {
  if (!Array.isArray(content) || !content.every((key) => findOption(options, key))) return '应为已有选项 key 的列表';
  return new Set(content.map(String)).size === content.length ? null : '选项 key 不能重复';
}
