import { createReadStream } from 'node:fs';
import { message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';
import { countLineBreaks } from './line-breaks.js';

const chunkBytes = 1024 * 1024;

/**
 * Reads the whole file once and refuses it when it is not UTF-8, so that no replacement character is ever made.
 * @throws RunError `source.notUtf8` with the line and the byte (from 1) of the first broken character
 */
export async function checkUtf8(path: string): Promise<void> {
  const decoder = strictDecoder();
  let offset = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    if (!decodes(decoder, chunk)) throw await notUtf8(path, offset);
    offset += chunk.length;
  }
  // A last character that was cut off shows only now.
  if (!decodes(decoder)) throw await notUtf8(path, Math.max(0, offset - 1));
}

/** A stream that ends within a character decodes so far: more may come. */
function decodes(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

async function notUtf8(path: string, chunkOffset: number) {
  // The broken character may have begun in the chunk before.
  const from = Math.max(0, chunkOffset - 3);
  const bytes = await readBytes(path, from, chunkBytes + 3);
  const offset = from + findBrokenCharacter(bytes, chunkOffset - from);
  const line = 1 + (await countLineBreaks(path, offset));
  return refuse(message('source.notUtf8', { file: path, line, byte: offset + 1 }));
}

async function readBytes(path: string, start: number, length: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { start, end: start + length - 1 })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Where the first broken character begins; the first `sound` bytes are sound, but may begin within a character. */
function findBrokenCharacter(bytes: Buffer, sound: number): number {
  let start = 0;
  while (start < sound && isContinuation(bytes[start] ?? 0)) start++;
  let low = start;
  let high = bytes.length + 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (decodes(strictDecoder(), bytes.subarray(start, middle))) low = middle;
    else high = middle;
  }
  // What decodes as a stream may end within a character, and that is the broken one.
  while (!isWhole(bytes.subarray(start, low))) low--;
  return low;
}

const isWhole = (bytes: Buffer): boolean => {
  const decoder = strictDecoder();
  return decodes(decoder, bytes) && decodes(decoder);
};

const strictDecoder = () => new TextDecoder('utf-8', { fatal: true });

const isContinuation = (byte: number) => (byte & 0xc0) === 0x80;
