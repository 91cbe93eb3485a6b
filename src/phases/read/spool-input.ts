import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { message } from '../../messages/message.js';
import { type RunError, refuse } from '../../messages/run-error.js';
import { standardInput } from '../../source/standard-input.js';

/**
 * Writes what is piped in to a file of the run, whole, before any of it is read: rows of it are read again by a resume.
 * @param input null where the run that was to read it is over
 * @returns the path of the file
 * @throws RunError when there is nothing to read, it breaks off, or the disk does not take it; nothing of it is left then
 */
export async function spoolInput(
  input: Readable | null,
  folder: string,
  runId: string,
  stopping: AbortSignal,
): Promise<string> {
  if (input === null) throw refuse(message('run.inputLost', { runId }));
  const path = join(folder, 'stdin');
  const part = `${path}.part`;
  try {
    await pipeline(input, createWriteStream(part, { mode: 0o600 }), { signal: stopping });
    await rename(part, path);
  } catch (error) {
    // Half of it is of no use, and may be what has filled the disk.
    await rm(part, { force: true });
    stopping.throwIfAborted();
    throw brokenOff(error as NodeJS.ErrnoException);
  }
  return path;
}

/** Refused, not stopped: what was not written down cannot be read again by a resume. */
const brokenOff = ({ syscall, code }: NodeJS.ErrnoException): RunError => {
  const reason = code ?? 'error';
  const isInput = syscall === 'read';
  return refuse(
    isInput ? message('source.unreadable', { file: standardInput, reason }) : message('run.inputDisk', { reason }),
  );
};
