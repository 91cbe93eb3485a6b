import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

// A longer line is no line of customers; what is left of it is looked at as another.
const longestLine = 1024 * 1024;

/**
 * Finds the first line of a GB18030 file that is UTF-8 of Chinese from end to end: it was pasted in, and in GB18030 it is
 * other characters. Hardly any line of GB18030 is that by chance.
 */
export async function findUtf8Line(path: string): Promise<number | null> {
  let number = 0;
  for await (const line of readLines(path)) {
    number++;
    // With such a byte a character of three bytes or more begins in UTF-8, as all of Chinese is.
    if (/[\xe0-\xf4]/.test(line) && isUtf8(Buffer.from(line, 'latin1'))) return number;
  }
  return null;
}

/** The lines of a file, each byte of them as one character. */
async function* readLines(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'latin1' }) as AsyncIterable<string>) {
    // The end of the chunk may be the first half of CRLF.
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) rest = '';
    yield* lines;
  }
  yield rest.replace(/\r$/, '');
}
