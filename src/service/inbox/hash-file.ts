import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** The SHA-256 of what a file holds, in hex. Rejects with the signal's reason when it is stopping. */
export async function hashFile(path: string, stopping: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, { signal: stopping });
  return hash.digest('hex');
}
