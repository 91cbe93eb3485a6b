import { isAscii } from 'node:buffer';
import { createReadStream } from 'node:fs';
import type { Encoding } from '../table.js';
import { createGbCounter, type GbCounts } from './gb18030.js';
import { lineBreaksIn } from './line-breaks.js';

// The chunk that is broken is decoded again byte by byte: a small one takes no time.
const chunkBytes = 64 * 1024;
const longestCharacter = 4;
const alone = /(?<![A-Za-z\u0080-\u07ff])[\u0080-\u07ff]+(?![A-Za-z])/;
// With this byte and higher ones a character of three bytes or four begins in UTF-8.
const longLead = 0xe0;

/** Where a file is not in an encoding: the line, and the byte (from 1) with which the first broken character begins. */
export interface Breakage {
  readonly line: number;
  readonly byte: number;
}

interface Decoded {
  readonly breakage: Breakage | null;
  /** Whether there is anything beyond ASCII. */
  readonly hasOther: boolean;
  /** Of UTF-8: whether there is a character of three bytes or more, as all of Chinese is. */
  readonly hasLong: boolean;
  /** Of UTF-8: whether there are shorter ones that belong to no word of Latin letters, as those of José do. */
  readonly hasAlone: boolean;
  readonly gb: GbCounts;
}

/** Decodes a whole file strictly, so that no replacement character is ever made. */
export async function decodeWhole(path: string, encoding: Encoding): Promise<Decoded> {
  const decoder = strictDecoder(encoding);
  const gb = createGbCounter();
  let hasOther = false;
  let hasLong = false;
  let hasAlone = false;
  let sound = 0;
  let isBroken = false;
  for await (const chunk of readChunks(path)) {
    const text = decode(decoder, chunk);
    isBroken = text === null;
    if (text === null) break;
    hasOther ||= !isAscii(chunk);
    hasLong ||= hasOther && chunk.some((byte) => byte >= longLead);
    hasAlone ||= hasOther && !hasLong && alone.test(text);
    if (encoding === 'gb18030') gb.add(chunk);
    sound += chunk.length;
  }
  // A last character that was cut off shows only at the end.
  isBroken ||= decode(decoder) === null;
  const breakage = isBroken ? await locate(path, encoding, sound) : null;
  return { breakage, hasOther, hasLong, hasAlone, gb: gb.counts() };
}

/** Decodes again the chunks that are sound, and the next one byte by byte: a character is sound once its text comes out. */
async function locate(path: string, encoding: Encoding, sound: number): Promise<Breakage> {
  const decoder = strictDecoder(encoding);
  let line = 1;
  let previous = '';
  let bytes = 0;
  let read = 0;
  const take = (part: Uint8Array): void => {
    const text = decoder.decode(part, { stream: true });
    read += part.length;
    if (text === '') return;
    line += lineBreaksIn(text) - (previous === '\r' && text.startsWith('\n') ? 1 : 0);
    previous = text.slice(-1);
    bytes = read;
  };
  try {
    for await (const chunk of readChunks(path)) {
      // The end byte by byte too: what a chunk ends within is no sound character yet.
      const whole = read < sound ? Math.max(0, chunk.length - 2 * longestCharacter) : 0;
      take(chunk.subarray(0, whole));
      for (const byte of chunk.subarray(whole)) take(Uint8Array.of(byte));
    }
  } catch (error) {
    // Here it is. A file that cannot be read any more is another matter.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
  }
  return { line, byte: bytes + 1 };
}

/** Null when it does not decode. */
function decode(decoder: Decoder, chunk?: Uint8Array): string | null {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    return null;
  }
}

type Decoder = InstanceType<typeof TextDecoder>;

const readChunks = (path: string): AsyncIterable<Buffer> => createReadStream(path, { highWaterMark: chunkBytes });

// A byte order mark counts as a character here: it takes its place in the file.
const strictDecoder = (encoding: Encoding): Decoder => new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
