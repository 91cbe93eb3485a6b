import { describe, expect, test } from 'vitest';
import { custom, everyField, sendCell, standard } from '../helpers/send-cell.js';

// What a spreadsheet or an encoding has spoilt is refused in a text as well, which would take it to the letter.

describe('a text refuses what a spreadsheet has spoilt', () => {
  test.each(['#N/A', '#n/a', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NULL!', '#NUM!', '#SPILL!', '#GETTING_DATA'])(
    '%s is an error, not data',
    (text) => expect(sendCell(custom('text'), text)).toEqual({ refused: 'cell.errorValue' }),
  );

  test.each(['1.33E+10', '1.33111E+10', '1E+10', '1.1e+17', '-1.5E+12', '+1.5E+12', '9.87654E+100', '1.5E-05'])(
    '%s has lost its digits',
    (text) => expect(sendCell(custom('text'), text)).toEqual({ refused: 'cell.scientific' }),
  );

  test.each(['1E10', '2E', 'A1.5E+10', '1.5E+10 元', '15E+10', 'E+10', '3E-12', '#N/A 已确认', '#清 空', '#REF'])(
    '%s is somebody’s own text',
    (text) => expect(sendCell(custom('text'), text)).toEqual({ sent: JSON.stringify(text) }),
  );
});

describe('a text refuses what cannot be seen', () => {
  test.each([' ', '   ', '\u3000', '\u00A0', '\t', '\n', '\u200B', '\uFEFF', ' \u200B\u2060 '])(
    'a cell of nothing but spaces: %j',
    (text) => expect(sendCell(custom('text'), text)).toEqual({ refused: 'cell.onlySpaces' }),
  );

  test.each([0, 1, 7, 8, 0x0b, 0x0c, 0x0e, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9b, 0x9f])(
    'the control character %i',
    (code) =>
      expect(sendCell(custom('text'), `甲${String.fromCharCode(code)}乙`)).toEqual({
        refused: 'cell.controlCharacter',
      }),
  );

  test.each(['甲\uD800乙', '甲\uDC00', '\uD83D'])('half of a character: %j', (text) =>
    expect(sendCell(custom('text'), text)).toEqual({ refused: 'cell.controlCharacter' }),
  );

  test('the mark of a character that an earlier program could not decode', () => {
    expect(sendCell(custom('text'), '张\uFFFD')).toEqual({ refused: 'cell.replacementCharacter' });
  });
});

test.each([
  '👩‍👩‍👧',
  'e\u0301',
  'نص عربي',
  'ZWJ\u200Dinside',
  '㐀𠮷䶮',
  '"quoted" \\ back/slash',
  '</script>',
  '=HYPERLINK("http://x")',
  '0012',
  ' spaces kept ',
  'Ω≈ç√∫˜µ',
  '\u202Etest\u202C',
])('whatever else people write arrives to the letter: %j', (text) => {
  expect(sendCell(custom('text'), text)).toEqual({ sent: JSON.stringify(text) });
});

test('damage is refused in a field of every type, before its own rules have a word', () => {
  for (const field of everyField) {
    expect(sendCell(field, '#N/A')).toEqual({ refused: 'cell.errorValue' });
    expect(sendCell(field, '1.33E+10')).toEqual({ refused: 'cell.scientific' });
    expect(sendCell(field, ' ')).toEqual({ refused: 'cell.onlySpaces' });
    expect(sendCell(field, '1\u0000')).toEqual({ refused: 'cell.controlCharacter' });
  }
});

test('damage is refused before values are looked up, so that no job can let it through', () => {
  const values = new Map([
    ['#N/A', 'x'],
    [' ', 'y'],
  ]);
  expect(sendCell(standard('position'), '#N/A', { values })).toEqual({ refused: 'cell.errorValue' });
  expect(sendCell(standard('position'), ' ', { values })).toEqual({ refused: 'cell.onlySpaces' });
});
