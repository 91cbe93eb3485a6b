import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { BrokenError } from './broken.js';

/** Texts by number, on the disk, with the pages that were used last in memory. */
export interface TextSpool {
  add(text: string): void;
  readonly count: number;
  /** Null when there is no text of this number. */
  get(index: number): string | null;
  close(): void;
}

const pageBytes = 64 * 1024;
const mostPages = 512;
const mostBytes = 2 ** 32 - 1;

/** Makes a spool in a folder of the run: what a workbook's texts take in memory does not grow with their number. */
export function createTextSpool(folder: string): TextSpool {
  const path = join(folder, 'texts.tmp');
  const file = openSync(path, 'w+', 0o600);
  const pages = createPages(file);
  // The end of each text; a text begins where the one before it ends.
  let ends = new Uint32Array(1024);
  let count = 0;
  let tail: Buffer[] = [];
  let tailBytes = 0;
  let written = 0;

  function flush(): void {
    if (tail.length === 0) return;
    writeSync(file, Buffer.concat(tail), 0, tailBytes, written);
    written += tailBytes;
    tail = [];
    tailBytes = 0;
  }

  return {
    add(text) {
      const bytes = Buffer.from(text);
      tail.push(bytes);
      tailBytes += bytes.length;
      if (count === ends.length) {
        const larger = new Uint32Array(ends.length * 2);
        larger.set(ends);
        ends = larger;
      }
      if (written + tailBytes > mostBytes) throw new BrokenError('texts of more than 4 GiB');
      ends[count++] = written + tailBytes;
      if (tailBytes >= pageBytes) flush();
    },
    get count() {
      return count;
    },
    get(index) {
      if (index >= count) return null;
      flush();
      const start = index === 0 ? 0 : (ends[index - 1] ?? 0);
      return pages.read(start, ends[index] ?? start);
    },
    close() {
      closeSync(file);
      rmSync(path, { force: true });
    },
  };
}

function createPages(file: number): { read(start: number, end: number): string } {
  const pages = new Map<number, Buffer>();
  const pageOf = (number: number): Buffer => {
    const known = pages.get(number);
    if (known) {
      // The newest stands last.
      pages.delete(number);
      pages.set(number, known);
      return known;
    }
    const page = Buffer.alloc(pageBytes);
    const bytesRead = readSync(file, page, 0, pageBytes, number * pageBytes);
    const [oldest] = pages.keys();
    if (pages.size >= mostPages && oldest !== undefined) pages.delete(oldest);
    pages.set(number, page.subarray(0, bytesRead));
    return page;
  };
  return {
    read(start, end) {
      const first = Math.floor(start / pageBytes);
      const last = Math.floor(Math.max(start, end - 1) / pageBytes);
      if (first === last) return pageOf(first).toString('utf8', start - first * pageBytes, end - first * pageBytes);
      const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
      const bytes = Buffer.concat(numbers.map(pageOf));
      return bytes.toString('utf8', start - first * pageBytes, end - first * pageBytes);
    },
  };
}
