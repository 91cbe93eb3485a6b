import { isInteger } from '../json.js';
import { isDay } from './calendar.js';
import { describeValue } from './describe-value.js';

type Fits = (value: unknown) => boolean;

const isText: Fits = (value) => typeof value === 'string';
const isBirthday: Fits = (value) => value === '' || (typeof value === 'string' && isDay(value));

// Section 1.1.2, and the further ones of the example in 1.1.6.
const RULES = new Map<string, { fits: Fits; wanted: string }>([
  ...['mobile', 'majorFollowUser', 'position', 'email', 'corpFullName', 'remarkName', 'address'].map(textEntry),
  ...['remarkDesc', 'wxNo', 'wxUserFlag'].map(textEntry),
  ['age', { fits: (value) => isIntegerOfBits(value, 32n), wanted: '应为 int 整数' }],
  ['gender', { fits: (value) => value === 0 || value === 1 || value === 2, wanted: '应为 0、1 或 2' }],
  ['udeskCustomerId', { fits: (value) => isIntegerOfBits(value, 64n), wanted: '应为 long 整数' }],
  ['birthday', { fits: isBirthday, wanted: '应为 yyyy-MM-dd 格式的日期' }],
]);

/** Takes the standard fields of a body, by name; gives the first problem as a Chinese sentence, or null. Null clears any. */
export function checkStandardFields(fields: Record<string, unknown>): string | null {
  for (const [name, value] of Object.entries(fields)) {
    const rule = RULES.get(name);
    if (!rule) return `未知字段 ${name},值 ${describeValue(value)}`;
    if (value !== null && !rule.fits(value)) return `字段 ${name} 的值 ${describeValue(value)} 不正确:${rule.wanted}`;
  }
  return null;
}

function textEntry(name: string): [string, { fits: Fits; wanted: string }] {
  return [name, { fits: isText, wanted: '应为字符串' }];
}

function isIntegerOfBits(value: unknown, bits: bigint): boolean {
  if (!isInteger(value) || String(value).length > 20) return false;
  const half = 1n << (bits - 1n);
  const integer = BigInt(String(value));
  return integer >= -half && integer < half;
}
