import { parse } from 'csv-parse/sync';
import type { Encoding } from '../table.js';
import { csvOptions, type RawRecord } from './read-records.js';
import { readText } from './read-text.js';
import { hasStrayQuote } from './stray-quote.js';

const candidates = [',', ';', '\t', '|'];
const sampleBytes = 256 * 1024;
const sampleRecords = 20;

interface Sample {
  readonly bytes: Buffer;
  readonly isWhole: boolean;
}

/**
 * Finds what separates the cells: the candidate with which the first records agree best with the header; of several, one
 * with which no quote stands astray, and the widest.
 * @param headerRow what is above it may have any shape
 */
export async function findDelimiter(path: string, encoding: Encoding, headerRow: number): Promise<string> {
  const sample = await readSample(path, encoding);
  const scores = candidates.map((delimiter) => ({ delimiter, ...scoreDelimiter(sample, delimiter, headerRow) }));
  const [best] = scores.toSorted(
    (a, b) => b.agreeing - a.agreeing || Number(a.isBroken) - Number(b.isBroken) || b.width - a.width,
  );
  return best?.delimiter ?? ',';
}

async function readSample(path: string, encoding: Encoding): Promise<Sample> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of readText(path, encoding)) {
    parts.push(Buffer.from(part));
    length += parts.at(-1)?.length ?? 0;
    if (length >= sampleBytes) break;
  }
  return { bytes: Buffer.concat(parts).subarray(0, sampleBytes), isWhole: length < sampleBytes };
}

/** How many records have as many cells as the header; 0 when the header has one cell alone. */
function scoreDelimiter({ bytes, isWhole }: Sample, delimiter: string, headerRow: number) {
  const { records, isBroken } = parseSample(bytes, delimiter, headerRow);
  // The last record of a cut sample may be cut itself.
  const judged = isWhole || records.length === 1 ? records : records.slice(0, -1);
  const width = judged[0]?.length ?? 0;
  return { width, isBroken, agreeing: width > 1 ? judged.filter((cells) => cells.length === width).length : 0 };
}

function parseSample(bytes: Buffer, delimiter: string, headerRow: number) {
  const records: string[][] = [];
  let isBroken = false;
  // Cut at another separator, quoted cells have something behind their quotes.
  const addRecord = ({ record, raw }: RawRecord): void => {
    isBroken = hasStrayQuote(raw, delimiter);
    if (isBroken) throw new Error('a stray quote');
    records.push(record);
  };
  try {
    parse(bytes, {
      ...csvOptions(delimiter),
      from: headerRow,
      to: headerRow + sampleRecords - 1,
      raw: true,
      on_record: addRecord as never,
    });
  } catch {
    // What could be read before the broken place is enough to judge by; the reading proper names the place.
  }
  return { records, isBroken };
}
