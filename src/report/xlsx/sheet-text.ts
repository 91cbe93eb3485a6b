import { type Lang, say } from '../../messages/message.js';

/** The most characters (UTF-16) that a cell of a sheet holds. */
export const longestCell = 32_767;

/** How texts are written into the cells of a workbook. */
export interface Speller {
  /** A text as XML. */
  readonly spell: (text: string) => string;
  /** How many texts were too long for a cell so far. */
  readonly countCut: () => number;
}

/**
 * For sheets that people read: to the letter, but for characters that XML cannot hold, which are written out (\u0001), and
 * for texts that no cell holds, which are cut and say so.
 */
export function spellForPeople(lang: Lang): Speller {
  let cut = 0;
  const spell = (text: string): string => {
    if (isPlain(text) && text.length <= longestCell) return text;
    const shown = text.replace(forbidden, (character) => `\\u${hex(character)}`);
    if (shown.length <= longestCell) return escapeXml(shown);
    cut++;
    return escapeXml(cutText(shown, say(lang, 'sheet.cut', { count: text.length })));
  };
  return { spell, countCut: () => cut };
}

/** For a file that is imported again: what XML cannot hold is written as Excel writes it (_x0001_), and read back the same. */
export const spellExactly = (text: string): string =>
  isPlain(text) ? text : escapeXml(text).replace(forbidden, (character) => `_x${hex(character).toUpperCase()}_`);

/** A text for an attribute of XML. */
export const spellAttribute = (text: string): string =>
  spellExactly(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');

// Most texts are, and every cell of a million rows comes by here.
const isPlain = (text: string): boolean => plainCharacters.test(text) && !text.includes('_x');

// What XML takes as it is; what is beyond 16 bits is left to those who look closer.
const plainCharacters = /^[\t\n -%'-;=?-~\u00a0-\ud7ff\ue000-\ufffd]*$/;

// Control characters, the two that are none, and halves of characters.
// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold is what is looked for
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu;

// Readers take _x0041_ for an A: an underscore that might begin such a sign is written as one. A bare \r would become \n.
const escapeXml = (text: string): string =>
  text
    .replace(/_(?=x[0-9A-Fa-f]{4})/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');

const hex = (character: string): string => character.charCodeAt(0).toString(16).padStart(4, '0');

/** A text that a cell holds: cut, with the mark at its end. */
export function cutText(text: string, mark: string): string {
  const kept = text.slice(0, longestCell - mark.length);
  // Not in the midst of a character.
  return (kept.isWellFormed() ? kept : kept.slice(0, -1)) + mark;
}
