import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestCell, spellExactly, spellForPeople } from '../../../src/report/xlsx/sheet-text.js';
import { unescapeText } from '../../../src/source/xlsx/unescape-text.js';
import { anyText } from '../../helpers/any-text.js';

/** What a reader of XML makes of it, before it knows of sheets. */
const parseXml = (xml: string): string =>
  xml
    .replaceAll('&#13;', '\r')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

const tricky = fc.constantFrom('_x0041_', '_x0041', '_', 'x000D_', '\u0001', '\r', '\n', '&lt;', '<', ']]>', '\ud83d');
const text = fc.array(fc.oneof(tricky, anyText(4))).map((parts) => parts.join(''));

describe('any text at all', () => {
  test('comes back to the letter where it is to be imported again', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(unescapeText(parseXml(spellExactly(any)))).toBe(any);
      }),
    );
  });

  test('comes back to the letter for people, but for what XML cannot hold, which is written out', () => {
    fc.assert(
      fc.property(text, (any) => {
        const shown = unescapeText(parseXml(spellForPeople('zh').spell(any)));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: just these are written out
        const unholdable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu;
        expect(shown).toBe(any.replace(unholdable, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`));
      }),
    );
  });

  test('is XML that every parser takes', () => {
    fc.assert(
      fc.property(text, (any) => {
        for (const xml of [spellExactly(any), spellForPeople('en').spell(any)]) {
          expect(xml).not.toMatch(/<|&(?!(?:amp|lt|gt|#13);)|\r/);
          expect(xml.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});

describe('a text that no cell of Excel holds', () => {
  test('is cut for people, says so at its end, and is counted', () => {
    const { spell, countCut } = spellForPeople('zh');
    expect(spell('x'.repeat(longestCell))).toHaveLength(longestCell);
    expect(countCut()).toBe(0);
    const cut = spell('x'.repeat(40_000));
    expect(cut).toHaveLength(longestCell);
    expect(cut).toMatch(/x…（已截断，原文共 40000 字）$/);
    expect(countCut()).toBe(1);
  });

  test('is not cut in the midst of a character', () => {
    for (const start of ['', 'x']) {
      const cut = spellForPeople('en').spell(start + '😀'.repeat(20_000));
      expect(cut.isWellFormed()).toBe(true);
      expect(cut.length).toBeLessThanOrEqual(longestCell);
    }
  });
});
