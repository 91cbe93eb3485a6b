import { open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { message } from '../messages/message.js';
import { type RunError, refuse } from '../messages/run-error.js';
import { holdsText } from './holds-text.js';
import { unreadable } from './unreadable.js';

export interface FileIdentity {
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
  /** By what it holds, whatever it is called. */
  readonly kind: 'zip' | 'text';
  /** Its first bytes. */
  readonly start: Buffer;
}

const startBytes = 4096;
// Who writes a file is seldom silent for longer than this.
const quietMs = 1000;

/**
 * Finds out which regular file a path is, and refuses what is plainly no table, or is still being written.
 * @throws RunError naming what it is, and what to save it as
 */
export async function identifyFile(path: string): Promise<FileIdentity> {
  const stats = await untilQuiet(path).catch(unreadable(path));
  const start = await readStart(path).catch(unreadable(path));
  const alien = foreign.find(({ bytes }) => bytes.some((prefix) => start.toString('hex').startsWith(prefix)));
  if (alien) {
    const code = await codeOf(alien.code, path);
    throw refuse(message(code, { file: path, what: code === 'source.password' ? 'Excel' : alien.what }));
  }
  const kind = start.toString('hex').startsWith('504b0304') ? 'zip' : 'text';
  if (kind === 'text' && /^\s*<(?:!doctype|!--|html|head|meta|style|table|\?xml)/i.test(asText(start))) {
    throw refuse(message('source.foreign', { file: path, what: 'HTML / XML' }));
  }
  // An empty file is told of as such, whatever it is called.
  const lie = stats.size === 0 ? null : findLie(path, kind);
  if (lie) throw lie;
  return { path, size: stats.size, modifiedMs: stats.mtimeMs, kind, start };
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

// What a file begins with tells what it is.
const foreign: readonly { bytes: readonly string[]; what: string; code: ForeignCode }[] = [
  { bytes: ['d0cf11e0a1b11ae1'], what: 'Excel 97-2003 (.xls)', code: 'source.xls' },
  { bytes: ['09000400', '09020600', '09040600', '09080800', '09081000'], what: 'Excel (.xls)', code: 'source.xls' },
  { bytes: ['504b0506', '504b0708'], what: 'zip', code: 'source.foreign' },
  { bytes: ['1f8b', '425a68', 'fd377a585a', '28b52ffd'], what: 'gzip / bzip2 / xz / zstd', code: 'source.packed' },
  { bytes: ['377abcaf271c', '526172211a07'], what: '7z / RAR', code: 'source.packed' },
  { bytes: ['25504446'], what: 'PDF', code: 'source.foreign' },
  { bytes: ['7b5c727466'], what: 'RTF', code: 'source.foreign' },
  { bytes: ['53514c69746520666f726d61742033'], what: 'SQLite', code: 'source.foreign' },
  { bytes: ['89504e47', 'ffd8ff', '47494638'], what: 'an image', code: 'source.foreign' },
];

type ForeignCode = 'source.xls' | 'source.packed' | 'source.foreign' | 'source.password';

/** A workbook with a password lies in the same container as an .xls: it names its content. */
async function codeOf(code: ForeignCode, path: string): Promise<ForeignCode> {
  if (code !== 'source.xls') return code;
  return (await holdsText(path, 'EncryptedPackage', 'utf16le')) ? 'source.password' : code;
}

/** The refusal of a file whose name says another kind than its content. */
function findLie(path: string, kind: FileIdentity['kind']): RunError | null {
  const extension = extname(path).toLowerCase();
  const workbook = ['.xlsx', '.xlsm', '.xls', '.xlsb', '.ods', '.et', '.numbers'].includes(extension);
  const text = ['.csv', '.tsv', '.txt', '.tab', '.psv'].includes(extension);
  if (kind === 'text' && workbook) return refuse(message('source.textAsWorkbook', { file: path, extension }));
  return kind === 'zip' && text ? refuse(message('source.zipAsText', { file: path, extension })) : null;
}

function asText(start: Buffer): string {
  const isBigEndian = start[0] === 0xfe && start[1] === 0xff;
  const isLittleEndian = start[0] === 0xff && start[1] === 0xfe;
  const label = isBigEndian ? 'utf-16be' : isLittleEndian ? 'utf-16le' : 'utf-8';
  return new TextDecoder(label).decode(start);
}

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(startBytes), 0, startBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
