import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { ZipFile } from 'yazl';
import { createReportFile, type ReportFile } from '../report-file.js';

/** A zip that is written part by part with flat memory, and seen whole or not at all; the same parts make the same bytes. */
export interface ZipWriter {
  /** Begins a part; the one before it is over. */
  begin(name: string): void;
  /** Writes into the part, and waits until there is room for more. */
  write(text: string): Promise<void>;
  finish(): Promise<void>;
  /** Takes away what was written. */
  discard(): void;
}

const mostAhead = 1 << 20;

export function createZip(path: string): ZipWriter {
  const file = createReportFile(path);
  const zip = new ZipFile();
  // In the digits of the clock, which are the same in every time zone. Level 1: half the time, a tenth more bytes.
  const packing = { mtime: new Date(1980, 0, 1, 12), mode: 0o100600, forceDosTimestamp: true, compressionLevel: 1 };
  const stopping = new AbortController();
  const written = copyTo(file, zip.outputStream, stopping.signal);
  // Told to whoever writes next, or finishes.
  written.catch(() => {});
  let part: PassThrough | null = null;
  return {
    begin(name) {
      part?.end();
      part = new PassThrough({ highWaterMark: mostAhead });
      zip.addReadStream(part, name, packing);
    },
    async write(text) {
      if (part === null || part.write(Buffer.from(text))) return;
      await Promise.race([once(part, 'drain'), written]);
    },
    async finish() {
      part?.end();
      zip.end();
      await written;
      file.finish();
    },
    discard() {
      stopping.abort();
      part?.destroy();
      file.discard();
    },
  };
}

async function copyTo(file: ReportFile, stream: NodeJS.ReadableStream, stopping: AbortSignal): Promise<void> {
  for await (const bytes of stream as AsyncIterable<Buffer>) {
    if (stopping.aborted) return;
    file.write(bytes);
  }
}
