import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkExternalUserId } from '../../src/contact/external-user-id.js';
import { unreadCells } from '../../src/fields/damage.js';
import { showValue } from '../../src/fields/show-value.js';
import { anyText } from '../helpers/any-text.js';

test.each(['wm_3b_EAAAhcgXh5DPmcM555t9c_jXQQ', 'woAJ2GCAAAXtWyujaWJHDDGi0mACas1w', 'wm-1', '1', 'a'.repeat(64)])(
  '%s is a contact id',
  (text) => expect(checkExternalUserId(text, '企微客户ID')).toBeNull(),
);

test.each([
  '../admin',
  'a/b',
  '?x=1',
  'a?sign=1',
  '#',
  'a#b',
  '%2e%2e%2f',
  '%2E',
  '..;/',
  'a;b',
  '.',
  '..',
  'a.b',
  'a\\b',
  'a b',
  ' wm1',
  'wm1 ',
  'wm1\n',
  'wm1\r\nX: y',
  'wm1\u0000',
  'wm1\t',
  'wm1\u200B',
  '\uFEFFwm1',
  'wm1\u00A0',
  'ｗｍ１',
  '客户',
  'wm+1',
  'wm@1',
  'wm:1',
  'wm1,wm2',
  "wm1'",
  '"wm1"',
  '#清空',
])('%j is none, and never becomes a part of an address', (text) => {
  const problem = checkExternalUserId(text, '企微客户ID');
  expect(problem?.reason.code).toBe('id.grammar');
  expect(problem?.column).toBe('企微客户ID');
  expect(problem?.reason.params.value).toBe(showValue(text));
});

test('an id that is longer than any id is none', () => {
  expect(checkExternalUserId('a'.repeat(65), 'id')?.reason.code).toBe('id.grammar');
});

test('an empty id, and what a spreadsheet has made of one, are told apart from a mistyped one', () => {
  expect(checkExternalUserId('', 'id')?.reason.code).toBe('id.empty');
  expect(checkExternalUserId('1.33E+10', 'id')?.reason.code).toBe('cell.scientific');
  expect(checkExternalUserId('#N/A', 'id')?.reason.code).toBe('cell.errorValue');
  expect(checkExternalUserId(unreadCells.notComputed, 'id')?.reason.code).toBe('cell.notComputed');
  expect(checkExternalUserId(unreadCells.underMerged, 'id')?.reason.code).toBe('cell.underMerged');
});

test('a message about an id stays short and visible, whatever the cell holds', () => {
  for (const text of [`1E+${'1'.repeat(100_000)}`, '\u202E'.repeat(100_000), `a\u001b[2J${'b'.repeat(100_000)}`]) {
    const shown = String(checkExternalUserId(text, 'id')?.reason.params.value);
    expect(shown.length).toBeLessThan(500);
    expect(shown).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  }
});

test('an id that is accepted is the last part of its address, unencoded and alone', () => {
  fc.assert(
    fc.property(fc.oneof(anyText(10), fc.stringMatching(/^[\w.%/-]{1,70}$/)), (text) => {
      if (checkExternalUserId(text, 'id') !== null) return;
      const url = new URL(`https://example.com/api/v1/externalContact/${text}?sign=1`);
      expect(url.pathname).toBe(`/api/v1/externalContact/${text}`);
      expect(url.search).toBe('?sign=1');
    }),
    { numRuns: 2000 },
  );
});
