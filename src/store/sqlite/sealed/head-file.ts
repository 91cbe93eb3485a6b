import { hash } from 'node:crypto';
import { closeSync, constants, existsSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from '../../../report/report-file.js';
import { asRunError } from '../../disk-error.js';

/** How far the chain of a run had come at one moment. */
export interface Mark {
  readonly seq: number;
  readonly head: string;
}

/** What the file beside run.db says. */
export type HeadReading = Mark | 'missing' | 'unreadable';

/** The file beside run.db that holds the last mark. */
export interface HeadFile {
  /** Returns when the mark is on the disk. */
  write(mark: Mark): void;
  close(): void;
}

/** A slot is a block of the disk: what a power failure does to one of them leaves the other alone. */
const slotBytes = 4096;

const headPath = (folder: string): string => join(folder, 'run.head');

export const hasHead = (folder: string): boolean => existsSync(headPath(folder));

/**
 * Opens `run.head` of a run folder, and makes it when it is not there. Two slots are written in turn, so that one of them
 * holds a whole mark at any moment.
 * @throws the error of the file system when it cannot be opened or written
 */
export function openHeadFile(folder: string): HeadFile {
  const path = headPath(folder);
  const isNew = !existsSync(path);
  const { O_RDWR, O_CREAT, O_NOFOLLOW = 0 } = constants;
  const file = openSync(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600);
  // All of its room at once: later writes then need none.
  if (isNew) writeSync(file, Buffer.alloc(2 * slotBytes, ' '), 0, 2 * slotBytes, 0);
  if (isNew) syncFolder(folder);
  let next = isNew ? 0 : 1 - newestSlot(readSlots(folder));
  return {
    write(mark) {
      const written = writeSync(file, writeSlot(mark), 0, slotBytes, next * slotBytes);
      if (written < slotBytes) throw Object.assign(new Error('run.head was written in part'), { code: 'ENOSPC' });
      fdatasyncSync(file);
      // Only now: a slot that could not be written is written again, and the other one keeps its mark.
      next = 1 - next;
    },
    close: () => closeSync(file),
  };
}

/**
 * Reads the newest mark of `run.head`.
 * @throws RunError when the disk fails
 */
export function readHead(folder: string): HeadReading {
  try {
    const slots = readSlots(folder);
    return slots[newestSlot(slots)] ?? 'unreadable';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
    const failure = asRunError(error);
    if (failure !== null) throw failure;
    // A folder by that name, or a link to nowhere.
    return 'unreadable';
  }
}

const newestSlot = ([first, second]: readonly (Mark | null)[]): number =>
  (second?.seq ?? -1) > (first?.seq ?? -1) ? 1 : 0;

function readSlots(folder: string): (Mark | null)[] {
  const bytes = readFileSync(headPath(folder));
  return [0, 1].map((slot) => readSlot(bytes.toString('latin1', slot * slotBytes, (slot + 1) * slotBytes)));
}

const checksumOf = (text: string): string => hash('sha256', text).slice(0, 32);

function writeSlot({ seq, head }: Mark): Buffer {
  const text = `${seq} ${head}`;
  return Buffer.from(`${text} ${checksumOf(text)}\n`.padEnd(slotBytes));
}

function readSlot(text: string): Mark | null {
  const [, told, seq = '', head = '', checksum] = /^((\d+) ([0-9a-f]{32})) ([0-9a-f]{32})\n {0,4096}$/.exec(text) ?? [];
  return told !== undefined && checksumOf(told) === checksum ? { seq: Number(seq), head } : null;
}
