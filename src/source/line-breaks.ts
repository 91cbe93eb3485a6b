import { createReadStream } from 'node:fs';

const cr = 13;
const lf = 10;

/** Counts the line breaks (CRLF is one, LF, CR) within the first `length` bytes of a file. */
export async function countLineBreaks(path: string, length: number): Promise<number> {
  if (length === 0) return 0;
  let count = 0;
  let previous = 0;
  for await (const chunk of createReadStream(path, { end: length - 1 })) {
    for (const byte of chunk as Buffer) {
      if (byte === cr || (byte === lf && previous !== cr)) count++;
      previous = byte;
    }
  }
  return count;
}

/** Counts the line breaks within a text. */
export const lineBreaksIn = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;
