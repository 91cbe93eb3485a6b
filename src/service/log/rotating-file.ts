import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { config, createLogger, format } from 'winston';
import DailyRotateFile from 'winston-daily-rotate-file';
import { makeFolders } from '../../store/make-folder.js';
import type { Event } from './event.js';

export interface RotatingFile {
  write(event: Event): void;
  /** Resolves when what was written is in the files, or cannot be brought there within 3 s. */
  close(): Promise<void>;
}

const keptFiles = 30;
const longestFlushMs = 3000;
const fileName = /^service-\d{4}-\d\d-\d\d(?:\.\d+)?\.log$/;

/**
 * Opens the log file of today (local time), readable by its owner alone, and keeps the newest 30 of its folder.
 * `onError` hears that it takes nothing any more; writing may throw as well.
 */
export function openRotatingFile(folder: string, onError: (error: Error) => void): RotatingFile {
  makeFolders(folder);
  const file = new DailyRotateFile({
    dirname: folder,
    filename: 'service-%DATE%',
    extension: '.log',
    datePattern: 'YYYY-MM-DD',
    maxSize: '10m',
    options: { flags: 'a', mode: 0o600 },
  });
  const flushed = watchFiles(file);
  file.logStream.on('error', onError);
  // The library's own list of files is lost when it is cut short or when two services write it: the folder is the list.
  file.logStream.on('open', () => keepNewest(folder));
  const logger = createLogger({
    levels: config.npm.levels,
    format: format.json({ deterministic: false }),
    transports: [file],
  });
  logger.on('error', onError);
  return {
    write: (event) => void logger.log({ timestamp: new Date().toISOString(), ...event }),
    close() {
      logger.end();
      return flushed();
    },
  };
}

/** Each day and each 10 MB have a stream of their own; gives what waits until all of them have closed. */
function watchFiles(file: DailyRotateFile): () => Promise<void> {
  let open = 1;
  let onAllClosed = () => {};
  file.on('rotate', () => {
    open += 1;
  });
  file.logStream.on('close', () => {
    open -= 1;
    if (open === 0) onAllClosed();
  });
  return () =>
    new Promise((resolve) => {
      if (open === 0) return resolve();
      const patience = setTimeout(resolve, longestFlushMs);
      onAllClosed = () => {
        clearTimeout(patience);
        resolve();
      };
    });
}

/** An old file that cannot be deleted is no reason to write nothing. */
function keepNewest(folder: string): void {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile() && fileName.test(entry.name)).map(({ name }) => name);
    const files = names.map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }));
    for (const { path } of files.toSorted((a, b) => b.at - a.at).slice(keptFiles)) rmSync(path, { force: true });
  } catch {}
}
