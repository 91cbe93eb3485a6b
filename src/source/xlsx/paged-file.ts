import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { message } from '../../messages/message.js';
import { stop } from '../../messages/run-error.js';

/** Bytes that are written once, one after another, and read in any order; the pages used last are in memory. */
export interface PagedFile {
  readonly length: number;
  /** The bytes are taken over at once: what held them may be used again. */
  append(bytes: Buffer): void;
  readText(start: number, end: number): string;
  /** Of 8 bytes, the first of them at a multiple of 8. */
  readDouble(start: number): number;
  close(): void;
}

const pageBytes = 64 * 1024;
const mostPages = 512;

/**
 * Makes a file at `path`, gone when it is closed.
 * @throws RunError when the disk takes no more: that says nothing about the workbook
 */
export function createPagedFile(path: string): PagedFile {
  const file = onDisk(() => openSync(path, 'w+', 0o600));
  const pages = new Map<number, Buffer>();
  let newest = -1;
  // What is not yet written.
  const tail = Buffer.alloc(pageBytes);
  let tailBytes = 0;
  let written = 0;

  function write(bytes: Buffer): void {
    // A page that was read before may have had less in it.
    pages.delete(Math.floor(written / pageBytes));
    written += writeWhole(file, bytes, written);
  }

  function flush(): void {
    if (tailBytes > 0) write(tail.subarray(0, tailBytes));
    tailBytes = 0;
  }

  function pageOf(number: number): Buffer {
    const known = pages.get(number);
    if (known !== undefined && number === newest) return known;
    const page = known ?? readPage(file, number);
    // The newest stands last.
    pages.delete(number);
    pages.set(number, page);
    newest = number;
    const [oldest] = pages.keys();
    if (pages.size > mostPages && oldest !== undefined) pages.delete(oldest);
    return page;
  }

  return {
    get length() {
      return written + tailBytes;
    },
    append(bytes) {
      if (tailBytes + bytes.length > tail.length) flush();
      if (bytes.length > tail.length) write(bytes);
      else tailBytes += bytes.copy(tail, tailBytes);
    },
    readText(start, end) {
      flush();
      const first = Math.floor(start / pageBytes);
      const last = Math.floor(Math.max(start, end - 1) / pageBytes);
      const from = start - first * pageBytes;
      if (first === last) return pageOf(first).toString('utf8', from, end - first * pageBytes);
      const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
      return Buffer.concat(numbers.map(pageOf)).toString('utf8', from, end - first * pageBytes);
    },
    readDouble(start) {
      flush();
      return pageOf(Math.floor(start / pageBytes)).readDoubleLE(start % pageBytes);
    },
    close() {
      closeSync(file);
      rmSync(path, { force: true });
    },
  };
}

/** A disk that is nearly full takes a part of what it is given, without an error. */
function writeWhole(file: number, bytes: Buffer, position: number): number {
  let done = 0;
  while (done < bytes.length) {
    done += onDisk(() => writeSync(file, bytes, done, bytes.length - done, position + done));
  }
  return done;
}

function readPage(file: number, number: number): Buffer {
  const page = Buffer.alloc(pageBytes);
  return page.subarray(
    0,
    onDisk(() => readSync(file, page, 0, pageBytes, number * pageBytes)),
  );
}

function onDisk<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw stop(message('stop.disk', { reason: (error as NodeJS.ErrnoException).code ?? 'error' }));
  }
}
