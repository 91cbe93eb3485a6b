import { createReadStream } from 'node:fs';
import type { Encoding } from '../table.js';

const chunkBytes = 256 * 1024;

/**
 * Streams a file as UTF-8, whatever its encoding is: bytes, or text that is still to be encoded. It has been checked
 * that it decodes.
 */
export function readText(path: string, encoding: Encoding): AsyncIterable<Buffer | string> {
  const bytes: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: chunkBytes });
  return encoding === 'utf-8' ? bytes : decode(bytes, encoding);
}

async function* decode(bytes: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
