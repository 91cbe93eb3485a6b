import { randomBytes } from 'node:crypto';
import { closeSync, constants, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file that is seen whole or not at all: written beside its place, then moved there. */
export interface ReportFile {
  write(content: string | Uint8Array): void;
  /** Makes it durable and puts it in its place. */
  finish(): void;
  /** Takes away what was written. */
  discard(): void;
}

/** What is left of one by a process that was killed is removed by the next report of the run, and by `prune`. */
export function createReportFile(path: string): ReportFile {
  // A name of its own: two reports that are made at once, on two machines as well, do not write into each other.
  const temporary = `${path}.${randomBytes(4).toString('hex')}.part`;
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants;
  const file = openSync(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  let finished = false;
  return {
    write: (content) => writeAll(file, typeof content === 'string' ? Buffer.from(content) : content),
    finish() {
      fsyncSync(file);
      closeSync(file);
      finished = true;
      renameSync(temporary, path);
      syncFolder(dirname(path));
    },
    discard() {
      if (!finished) closeSync(file);
      rmSync(temporary, { force: true });
    },
  };
}

/**
 * Does work on a file; where that fails, the file is taken away.
 * @throws what the work threw
 */
export async function orDiscard(file: Pick<ReportFile, 'discard'>, work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    file.discard();
    throw error;
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

/** Makes the names in a folder durable: a new one outlives a power failure then. Windows has no such call. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, constants.O_RDONLY);
  fsyncSync(handle);
  closeSync(handle);
}
