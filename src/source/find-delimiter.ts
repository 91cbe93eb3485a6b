import { open } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { csvOptions } from './read-csv.js';

const candidates = [',', ';', '\t', '|'];
const sampleBytes = 256 * 1024;
const sampleRecords = 20;

/** Finds what separates the cells: the candidate with which the first records agree best with the header, and widest. */
export async function findDelimiter(path: string): Promise<string> {
  const sample = await readSample(path);
  const scores = candidates.map((delimiter) => ({ delimiter, ...scoreDelimiter(sample, delimiter) }));
  const [best] = scores.toSorted((a, b) => b.agreeing - a.agreeing || b.width - a.width);
  return best?.delimiter ?? ',';
}

async function readSample(path: string): Promise<{ bytes: Buffer; whole: boolean }> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0);
    return { bytes: buffer.subarray(0, bytesRead), whole: bytesRead < sampleBytes };
  } finally {
    await file.close();
  }
}

/** How many records have as many cells as the header; 0 when the header has one cell alone. */
function scoreDelimiter({ bytes, whole }: { bytes: Buffer; whole: boolean }, delimiter: string) {
  const records = parseSample(bytes, delimiter);
  // The last record of a cut sample may be cut itself.
  const judged = whole || records.length === 1 ? records : records.slice(0, -1);
  const width = judged[0]?.length ?? 0;
  return { width, agreeing: width > 1 ? judged.filter((cells) => cells.length === width).length : 0 };
}

function parseSample(bytes: Buffer, delimiter: string): string[][] {
  const records: string[][] = [];
  try {
    parse(bytes, {
      ...csvOptions(delimiter),
      to: sampleRecords,
      on_record: (cells: string[]) => {
        records.push(cells);
        return cells;
      },
    });
  } catch {
    // What could be read before the broken place is enough to judge by; the reading proper names the place.
  }
  return records;
}
