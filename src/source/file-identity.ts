import { open, stat } from 'node:fs/promises';
import { message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';
import { unreadable } from './unreadable.js';

export interface FileIdentity {
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
}

// What a file begins with tells what it is, whatever it is called.
const foreign = [
  { bytes: '504b0304', what: 'Excel (.xlsx) / zip' },
  { bytes: '504b0506', what: 'zip' },
  { bytes: 'd0cf11e0', what: 'Excel (.xls / password)' },
  { bytes: '1f8b', what: 'gzip' },
  { bytes: '25504446', what: 'PDF' },
  { bytes: 'fffe', what: 'UTF-16' },
  { bytes: 'feff', what: 'UTF-16' },
] as const;

/** Finds out which regular file a path is, and refuses what is plainly not a CSV. */
export async function identifyFile(path: string): Promise<FileIdentity> {
  const stats = await stat(path).catch(unreadable(path));
  if (!stats.isFile()) throw refuse(message('source.notAFile', { file: path }));
  const start = await readStart(path).catch(unreadable(path));
  const alien = foreign.find(({ bytes }) => start.toString('hex').startsWith(bytes));
  if (alien) throw refuse(message('source.foreign', { file: path, what: alien.what }));
  if (/^\s*<(?:!doctype|html|table|\?xml)/i.test(start.toString('utf8'))) {
    throw refuse(message('source.foreign', { file: path, what: 'HTML / XML' }));
  }
  return { path, size: stats.size, modifiedMs: stats.mtimeMs };
}

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
