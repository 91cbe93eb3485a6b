import fc from 'fast-check';
import { expect, test } from 'vitest';
import { showValue } from '../../src/fields/show-value.js';
import { anyText } from '../helpers/any-text.js';

test.each([
  ['张三', '张三'],
  ['a\nb', 'a\\u000ab'],
  ['a\u001b[31mb', 'a\\u001b[31mb'],
  ['\u202Eabc', '\\u202eabc'],
  ['zero\u200Bwidth', 'zero\\u200bwidth'],
  ['line\u2028end', 'line\\u2028end'],
  ['half\uD83D', 'half\\ud83d'],
  ['\u{E0041}tag', '\\ue0041tag'],
  ['', ''],
])('%j is shown as %s', (text, shown) => expect(showValue(text)).toBe(shown));

test('a long value is cut between characters, and the cut can be seen', () => {
  expect(showValue('长'.repeat(60))).toBe('长'.repeat(60));
  expect(showValue('长'.repeat(61))).toBe(`${'长'.repeat(60)}…`);
  expect(showValue('𠮷'.repeat(61))).toBe(`${'𠮷'.repeat(60)}…`);
  expect(showValue(`a${'𠮷'.repeat(61)}`)).toBe(`a${'𠮷'.repeat(59)}…`);
  expect(showValue('abcdef', 3)).toBe('abc…');
});

test('whatever a value holds, what is shown is one line that moves no cursor', () => {
  fc.assert(
    fc.property(anyText(200), (text) => {
      const shown = showValue(text);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(shown.isWellFormed()).toBe(true);
      expect(shown.length).toBeLessThanOrEqual(60 * 8 + 1);
    }),
    { numRuns: 1000 },
  );
});
