import { createReadStream } from 'node:fs';
import { unreadable } from './unreadable.js';

/** Whether a text stands anywhere in a file, in an encoding. */
export async function holdsText(path: string, text: string, encoding: BufferEncoding): Promise<boolean> {
  const wanted = Buffer.from(text, encoding);
  let end = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      const bytes = Buffer.concat([end, chunk]);
      if (bytes.includes(wanted)) return true;
      end = bytes.subarray(-wanted.length);
    }
  } catch (error) {
    unreadable(path)(error);
  }
  return false;
}
