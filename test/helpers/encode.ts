import type { Encoding } from '../../src/source/table.js';

export const encodings: readonly Encoding[] = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'];

/** A text as bytes; a mark is U+FEFF at its beginning. */
export function encode(text: string, encoding: Encoding): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text);
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'gb18030':
      return encodeBy(text, encoding);
  }
}

/** A text as bytes of any encoding that a decoder is known for, and whose characters take at most two bytes. */
export const encodeBy = (text: string, label: string): Buffer =>
  Buffer.concat((text.match(/[\0-\x7f]+|[^\0-\x7f]/gu) ?? []).map((part) => encodePart(part, label)));

/** One character, or any text of ASCII. */
function encodePart(part: string, label: string): Buffer {
  const codePoint = part.codePointAt(0) ?? 0;
  if (codePoint < 0x80) return Buffer.from(part);
  if (codePoint >= 0x10000) return fourBytes(linearOf(0x90, 0x30, 0x81, 0x30) + codePoint - 0x10000);
  const bytes = tableOf(label).get(part);
  if (bytes === undefined) throw new Error(`not in ${label}: ${part}`);
  return bytes;
}

const tables = new Map<string, ReadonlyMap<string, Buffer>>();
const lineEnd = Buffer.of(10);

/** All characters of the basic plane. Of those that stand in the encoding twice, the first, in the fewest bytes, counts. */
function tableOf(label: string): ReadonlyMap<string, Buffer> {
  const known = tables.get(label);
  if (known) return known;
  const codes = label === 'gb18030' ? [...two, ...fourOfBasicPlane()] : [...one, ...two];
  const text = new TextDecoder(label).decode(Buffer.concat(codes.flatMap((code) => [code, lineEnd])));
  const characters = text.split('\n').slice(0, -1);
  if (characters.length !== codes.length) throw new Error(`the table of ${label} is not whole`);
  const found = new Map<string, Buffer>();
  for (const [index, character] of characters.entries()) {
    const code = codes[index];
    if (code && character.length === 1 && character !== '\uFFFD' && !found.has(character)) found.set(character, code);
  }
  tables.set(label, found);
  return found;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const one = range(0x80, 0xff).map((byte) => Buffer.of(byte));
const two = range(0x81, 0xfe).flatMap((lead) =>
  [...range(0x40, 0x7e), ...range(0x80, 0xfe)].map((trail) => Buffer.of(lead, trail)),
);

const fourOfBasicPlane = (): Buffer[] =>
  range(linearOf(0x81, 0x30, 0x81, 0x30), linearOf(0x84, 0x31, 0xa4, 0x39)).map(fourBytes);

/** The number of a code of four bytes among all of them. */
const linearOf = (b1: number, b2: number, b3: number, b4: number): number =>
  (((b1 - 0x81) * 10 + b2 - 0x30) * 126 + b3 - 0x81) * 10 + b4 - 0x30;

const fourBytes = (linear: number): Buffer =>
  Buffer.of(
    0x81 + Math.floor(linear / 12_600),
    0x30 + (Math.floor(linear / 1260) % 10),
    0x81 + (Math.floor(linear / 10) % 126),
    0x30 + (linear % 10),
  );
