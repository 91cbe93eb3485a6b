import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { cause } from '../../messages/cause.js';
import { message } from '../../messages/message.js';
import { refuse } from '../../messages/run-error.js';
import { brokenPart } from './broken.js';

/** The parts of a zip, by name; upper and lower case are one. */
export interface ZipParts {
  readonly path: string;
  readonly names: readonly string[];
  has(name: string): boolean;
  /**
   * Streams a part as it was before it was packed.
   * @throws RunError when it is not there, or when size or checksum are not what the directory says
   */
  read(name: string): AsyncGenerator<Buffer>;
  close(): void;
}

// Far beyond any workbook: Excel writes a few parts for each sheet.
const mostParts = 10_000;
const mostBytes = 64 * 1024 ** 3;
// Rows of customers shrink to a twentieth; nothing that shrinks to less than this, and is large, was ever a table.
const mostRatio = 250;
const largeBytes = 16 * 1024 ** 2;

/**
 * Opens a zip by its directory, and checks that before anything is unpacked: how many parts, how large, none twice,
 * none upon another, no names that lead out of it.
 * @throws RunError naming what is wrong
 */
export async function openZip(path: string, stopping?: AbortSignal): Promise<ZipParts> {
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true, strictFileNames: true }).catch((error) => {
    throw brokenPart(path, 'zip', error);
  });
  try {
    if (zip.entryCount > mostParts) throw tooMuch(path, `${zip.entryCount} > ${mostParts}`);
    const entries = await readDirectory(zip, path);
    checkDirectory([...entries.values()], zip.fileSize, path);
    return {
      path,
      names: [...entries.values()].map(({ fileName }) => fileName),
      has: (name) => entries.has(name.toLowerCase()),
      read: (name) => readPart(zip, entries.get(name.toLowerCase()), { name, path }, stopping),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readDirectory(zip: ZipFile, path: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName.toLowerCase();
      if (entries.has(name)) throw new Error(cause('cause.twice', { name: entry.fileName }));
      entries.set(name, entry);
    }
  } catch (error) {
    throw brokenPart(path, 'zip', error);
  }
  return entries;
}

function checkDirectory(entries: readonly Entry[], fileSize: number, path: string): void {
  if (entries.some((entry) => entry.isEncrypted()))
    throw refuse(message('source.password', { file: path, what: 'zip' }));
  const total = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (total > mostBytes) throw tooMuch(path, cause('cause.manyBytes', { count: total, max: mostBytes }));
  const bomb = entries.find((entry) => entry.uncompressedSize > Math.max(largeBytes, entry.compressedSize * mostRatio));
  if (bomb) throw tooMuch(path, describeBomb(bomb));
  let end = 0;
  for (const entry of entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)) {
    const start = entry.relativeOffsetOfLocalHeader;
    if (start < end) throw brokenPart(path, entry.fileName, new Error(cause('cause.overlap')));
    end = start + localHeaderBytes + entry.fileNameLength + entry.compressedSize;
    if (end > fileSize) throw brokenPart(path, entry.fileName, new Error(cause('cause.beyondEnd')));
  }
}

const localHeaderBytes = 30;

async function* readPart(
  zip: ZipFile,
  entry: Entry | undefined,
  { name, path }: { readonly name: string; readonly path: string },
  stopping?: AbortSignal,
): AsyncGenerator<Buffer> {
  try {
    if (entry === undefined) throw new Error(cause('cause.missingPart'));
    const { fileName } = await zip.readLocalFileHeaderPromise(entry);
    if (!fileName.equals(entry.fileNameRaw)) throw new Error(cause('cause.otherName'));
    let checksum = 0;
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      stopping?.throwIfAborted();
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
    if (checksum !== entry.crc32) throw new Error(cause('cause.checksum'));
  } catch (error) {
    throw brokenPart(path, name, error);
  }
}

const describeBomb = ({ fileName: name, compressedSize: from, uncompressedSize: to }: Entry): string =>
  cause('cause.bomb', { name, from, to });

const tooMuch = (file: string, reason: string) => refuse(message('source.tooMuch', { file, reason }));
