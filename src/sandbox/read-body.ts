import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

const MAX_BYTES = 1024 * 1024;

/** A request's body as text, and what is wrong with it as bytes. */
export interface Body {
  text: string;
  problem: 'tooLarge' | 'aborted' | 'notUtf8' | null;
}

/**
 * Takes a request, and how many bytes are kept (1 MiB); gives its body. A longer one is read to its end, so that the
 * sender hears the answer, but not kept.
 */
export async function readBody(request: IncomingMessage, maxBytes = MAX_BYTES): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
    }
  } catch {
    return { text: Buffer.concat(chunks).toString(), problem: 'aborted' };
  }
  const bytes = Buffer.concat(chunks);
  return { text: bytes.toString(), problem: size > maxBytes ? 'tooLarge' : isUtf8(bytes) ? null : 'notUtf8' };
}
