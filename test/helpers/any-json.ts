import fc from 'fast-check';
import { anyText } from './any-text.js';

const numbers = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  fc.constantFrom('9223372036854775807', '-9223372036854775808', '9007199254740993', '1.0', '1.50', '0', '-0', '0.10'),
  fc.constantFrom('1e5', '1E+400', '-1.5e-7', '12345678901234567890.123456789', '30.100'),
);

const texts = fc
  .oneof(
    anyText(12),
    fc.constantFrom('🧾', '嘿嘿', '\u0000\u001b', '\uD83D', '"\\/', '2024-01-05', '1', 'null', '#清空'),
  )
  .map((text) => JSON.stringify(text));

// An object whose members are whole numbers is put in another order by JavaScript: to JSON it is the same object.
const names = fc
  .oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom('__proto__', 'constructor', 'toJSON', 'value', 'isLosslessNumber'),
  )
  .filter((name) => !/^\d+$/.test(name))
  .map((name) => JSON.stringify(name));

const { anyValue } = fc.letrec<{ anyValue: string; list: string; object: string }>((tie) => ({
  anyValue: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom('null', 'true', 'false', '""', '[]', '{}'),
    numbers,
    texts,
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('anyValue'), { maxLength: 4 }).map((items) => `[${items}]`),
  object: fc
    .uniqueArray(fc.tuple(names, tie('anyValue')), { maxLength: 4, selector: ([name]) => name })
    .map((members) => `{${members.map(([name, value]) => `${name}:${value}`)}}`),
}));

/** Any JSON at all, as compact text: nested, with numbers that no JavaScript number can hold and names that JavaScript knows. */
export const anyJsonText: fc.Arbitrary<string> = anyValue;
