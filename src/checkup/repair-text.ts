import { gbkCodeOf, isCommonHanzi } from './gbk.js';

/**
 * What a text probably was before it was read in the wrong encoding; null where it looks as it should. Whole characters
 * that were lost on the way are □. Of a long text only the beginning is judged, and given.
 * 寮犱笁 → 张三 (UTF-8 read as GBK), å¼ ä¸‰ → 张三 (UTF-8 read as Latin-1 or windows-1252), ÕÅÈý → 张三 (GBK read so).
 */
export function repairText(whole: string): string | null {
  const text = whole.slice(0, mostCharacters);
  const first = firstWideUnit(text);
  if (first < 0) return null;
  // Latin letters are not in GBK, Chinese is not in Latin: at most one of the two can be.
  return isLeadOfUtf8(gbkCodeOf(first)) ? fromGbk(text) : fromLatin(text);
}

const mostCharacters = 200;

function firstWideUnit(text: string): number {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) >= 0x80) return text.charCodeAt(index);
  return -1;
}

/** Whether these two bytes can begin a Chinese character or mark in UTF-8: of normal text only rare characters have them. */
function isLeadOfUtf8(code: number): boolean {
  const [lead, second] = [code >> 8, code & 0xff];
  return ((lead >= 0xe2 && lead <= 0xe9) || lead === 0xef) && second >= 0x80 && second <= 0xbf;
}

/** UTF-8 has three bytes a character and GBK two: where they do not come out even, one has become ? or U+FFFD. */
function fromGbk(text: string): string | null {
  const lost = text.match(/\uFFFD|(?<=[\u0080-\uFFFC])\?/g)?.length ?? 0;
  const bytes: number[] = [];
  for (const character of text.replace(/\uFFFD|(?<=[\u0080-\uFFFC])\?/g, '')) {
    const code = gbkBytesOf(character);
    if (code === null) return null;
    bytes.push(...code);
  }
  const decoded = new TextDecoder('utf-8').decode(Uint8Array.from(bytes));
  const holes = decoded.split('\uFFFD').length - 1;
  // One at the end may have been dropped without a trace.
  const isWhole = holes <= lost + (decoded.endsWith('\uFFFD') ? 1 : 0);
  return isWhole && isPlainChinese(decoded) ? decoded.replaceAll('\uFFFD', '□') : null;
}

function gbkBytesOf(character: string): number[] | null {
  const unit = character.charCodeAt(0);
  if (unit < 0x80) return [unit];
  // The one character that Windows has for a single byte above 7F.
  if (character === '€') return [0x80];
  const code = character.length > 1 ? 0 : gbkCodeOf(unit);
  return code === 0 ? null : [code >> 8, code & 0xff];
}

const chinese = /^[\x20-\x7e\s\uFFFD\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2014\u2018-\u201d\u2026\u00b7]*$/;

/** Chinese of at least two characters, every other of them an ordinary one: what decodes by accident is not. */
function isPlainChinese(text: string): boolean {
  if (!chinese.test(text)) return false;
  const hanzi = text.match(/[\u4e00-\u9fff]/g) ?? [];
  const common = hanzi.filter((character) => isCommonHanzi(character.charCodeAt(0)));
  return hanzi.length >= 2 && common.length * 2 >= hanzi.length;
}

function fromLatin(text: string): string | null {
  const bytes: number[] = [];
  for (const character of text) {
    const byte = latinByteOf(character);
    if (byte < 0) return null;
    bytes.push(byte);
  }
  return readUtf8(bytes) ?? readSpoiltUtf8(bytes) ?? readGbk(text, bytes);
}

/** What windows-1252 has for the bytes 80 to 9F; those that it leaves out it reads as Latin-1 does. */
const windows = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

function latinByteOf(character: string): number {
  const unit = character.codePointAt(0) ?? 0;
  if (unit <= 0xff) return unit;
  const place = windows.indexOf(character);
  return place < 0 ? -1 : 0x80 + place;
}

/** A text of Latin letters is not by accident UTF-8: null where a byte is out of place. It may have been cut at its end. */
function readUtf8(bytes: readonly number[]): string | null {
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes), { stream: true });
    return /[\u0080-\uffff]/.test(decoded) ? decoded : null;
  } catch {
    return null;
  }
}

/** The byte A0 is a no-break space, which many a program has made a plain one since. Spaß macht es is no Chinese. */
function readSpoiltUtf8(bytes: readonly number[]): string | null {
  const decoded = readUtf8(
    bytes.map((byte, index) => (byte === 0x20 && (bytes[index - 1] ?? 0) >= 0x80 ? 0xa0 : byte)),
  );
  return decoded !== null && chinese.test(decoded) ? decoded : null;
}

/** Any two letters are some character of GBK: only ordinary ones are taken for it, and no plain Latin letter beside them. */
function readGbk(text: string, bytes: readonly number[]): string | null {
  if (/[A-Za-z]/.test(text) || !/[À-ÿ]/.test(text) || bytes.filter((byte) => byte >= 0xa1).length < 4) return null;
  const decoded = new TextDecoder('gb18030').decode(Uint8Array.from(bytes), { stream: true });
  const wide = [...decoded].filter((character) => character > '\x7f');
  return wide.every((character) => isCommonHanzi(character.charCodeAt(0))) ? decoded : null;
}
