import { closeSync, constants, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file that is seen whole or not at all: written beside its place, then moved there. */
export interface ReportFile {
  write(text: string): void;
  /** Makes it durable and puts it in its place. */
  finish(): void;
  /** Takes away what was written. */
  discard(): void;
}

export function createReportFile(path: string): ReportFile {
  // Of this process alone: two reports made at once do not write into each other.
  const temporary = `${path}.${process.pid}.part`;
  rmSync(temporary, { force: true });
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants;
  const file = openSync(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  let finished = false;
  return {
    write: (text) => writeAll(file, Buffer.from(text)),
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

/** Does work on a file; one that cannot be finished is taken away. */
export function orDiscard<Result>(file: Pick<ReportFile, 'discard'>, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    file.discard();
    throw error;
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

// So that the new name outlives a power failure. Windows has no such call.
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, constants.O_RDONLY);
  fsyncSync(handle);
  closeSync(handle);
}
