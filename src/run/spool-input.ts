import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { message } from '../messages/message.js';
import { refuse, stop } from '../messages/run-error.js';

/** How a job's file is called that comes from standard input. */
export const standardInput = '-';

/**
 * Writes what is piped in to a file of the run, whole, before any of it is read: rows of it are read again by a resume.
 * @param input null where the run that was to read it is over
 * @returns the path of the file
 */
export async function spoolInput(
  input: Readable | null,
  folder: string,
  runId: string,
  stopping: AbortSignal,
): Promise<string> {
  if (input === null) throw refuse(message('run.inputLost', { runId }));
  const path = join(folder, 'stdin');
  try {
    await pipeline(input, createWriteStream(`${path}.part`, { mode: 0o600 }), { signal: stopping });
    await rename(`${path}.part`, path);
  } catch (error) {
    stopping.throwIfAborted();
    throw stop(message('stop.disk', { reason: (error as NodeJS.ErrnoException).code ?? 'error' }));
  }
  return path;
}
