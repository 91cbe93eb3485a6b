import { isAscii, isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

const lineFeed = 10;
const carriageReturn = 13;
// With this byte and higher ones a character of three bytes or four begins in UTF-8, as all of Chinese is.
const longLead = 0xe0;
// A longer line is no line of customers; what is left of it is looked at as another.
const longestLine = 1024 * 1024;

/**
 * Finds the first line of a GB18030 file that is UTF-8 of Chinese from end to end: it was pasted in, and in GB18030 it is
 * other characters. Hardly any line of GB18030 is that by chance.
 */
export async function findUtf8Line(path: string): Promise<number | null> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  let previous = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const bytes = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let at = rest.length; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === lineFeed || byte === carriageReturn) {
        if (isUtf8Line(bytes.subarray(start, at))) return line;
        if (byte === carriageReturn || previous !== carriageReturn) line++;
        start = at + 1;
      }
      previous = byte;
    }
    rest = bytes.length - start > longestLine ? Buffer.alloc(0) : bytes.subarray(start);
  }
  return isUtf8Line(rest) ? line : null;
}

const isUtf8Line = (bytes: Buffer): boolean =>
  !isAscii(bytes) && isUtf8(bytes) && bytes.some((byte) => byte >= longLead);
