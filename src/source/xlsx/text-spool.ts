import { join } from 'node:path';
import { createPagedFile } from './paged-file.js';

/** Texts by number, on the disk. */
export interface TextSpool {
  add(text: string): void;
  /** Null when there is no text of this number. */
  get(index: number): string | null;
  close(): void;
}

const endBytes = 8;

/** Makes a spool in a folder of the run: what a workbook's texts take in memory does not grow with their number. */
export function createTextSpool(folder: string): TextSpool {
  const texts = createPagedFile(join(folder, 'texts.tmp'));
  // Where each text ends; the next one begins there.
  const ends = createPagedFile(join(folder, 'text-ends.tmp'));
  const end = Buffer.alloc(endBytes);
  const endOf = (index: number) => ends.readDouble(index * endBytes);
  return {
    add(text) {
      texts.append(Buffer.from(text));
      end.writeDoubleLE(texts.length);
      ends.append(end);
    },
    get(index) {
      if (index * endBytes >= ends.length) return null;
      return texts.readText(index === 0 ? 0 : endOf(index - 1), endOf(index));
    },
    close() {
      texts.close();
      ends.close();
    },
  };
}
