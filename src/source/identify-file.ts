import { open, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';
import { unreadable } from './unreadable.js';

export interface FileIdentity {
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
  /** Its first bytes. */
  readonly start: Buffer;
}

const startBytes = 4096;
// Who writes a file is seldom silent for longer than this.
const quietMs = 1000;

/**
 * Finds out which regular file a path is, and how it begins.
 * @throws RunError where there is no such file, or it is still being written
 */
export async function identifyFile(path: string): Promise<FileIdentity> {
  const stats = await untilQuiet(path).catch(unreadable(path));
  const start = await readStart(path).catch(unreadable(path));
  return { path, size: stats.size, modifiedMs: stats.mtimeMs, start };
}

/** Whether a file is no longer the one that was identified. */
export async function hasChanged({ path, size, modifiedMs }: FileIdentity): Promise<boolean> {
  const now = await stat(path).catch(unreadable(path));
  return now.size !== size || now.mtimeMs !== modifiedMs;
}

/** A file that was written a moment ago is looked at once more, a moment later. */
async function untilQuiet(path: string) {
  const stats = await stat(path);
  if (!stats.isFile()) throw refuse(message('source.notAFile', { file: path }));
  const age = Date.now() - stats.mtimeMs;
  if (age >= quietMs) return stats;
  await wait(Math.min(quietMs, quietMs - age));
  const later = await stat(path);
  if (later.size === stats.size && later.mtimeMs === stats.mtimeMs) return stats;
  throw refuse(message('source.moved', { file: path }));
}

/** Whether a file begins with one of these bytes, in hexadecimal digits. */
export const beginsWith = ({ start }: FileIdentity, bytes: readonly string[]): boolean =>
  bytes.some((prefix) => start.toString('hex', 0, prefix.length / 2) === prefix);

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(startBytes), 0, startBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
