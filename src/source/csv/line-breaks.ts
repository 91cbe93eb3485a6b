const cr = 13;
const lf = 10;

/** Counts the line breaks (CRLF is one, LF, CR) within the first `length` bytes of a text. */
export async function countLineBreaks(text: AsyncIterable<Buffer | string>, length: number): Promise<number> {
  let count = 0;
  let previous = 0;
  let left = length;
  for await (const chunk of text) {
    const bytes = Buffer.from(chunk).subarray(0, left);
    for (const byte of bytes) {
      if (byte === cr || (byte === lf && previous !== cr)) count++;
      previous = byte;
    }
    left -= bytes.length;
    if (left === 0) break;
  }
  return count;
}

/** Counts the line breaks within a text. */
export const lineBreaksIn = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;
