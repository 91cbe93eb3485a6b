import { pipeline } from 'node:stream';
import { CsvError, type Options, parse } from 'csv-parse';
import type { SourceRow } from '../../contact/row.js';
import { message } from '../../messages/message.js';
import { type RunError, refuse } from '../../messages/run-error.js';
import type { Encoding } from '../table.js';
import { unreadable } from '../unreadable.js';
import { countLineBreaks, lineBreaksIn } from './line-breaks.js';
import { readText } from './read-text.js';
import { hasStrayQuote } from './stray-quote.js';

// A record beyond this is a quote that was never closed, not a customer.
const maxRecordBytes = 1024 * 1024;

/** How CSV is read everywhere: rows of any width (the row is judged later), every kind of line end. */
export const csvOptions = (delimiter: string): Options => ({
  delimiter,
  bom: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  // A quote within an unquoted cell is a character, as Excel has it. What else this lets through is refused below.
  relax_quotes: true,
  max_record_size: maxRecordBytes,
});

/**
 * Streams the records of a CSV file, the header first, blank ones included.
 * @throws RunError when the file cannot be read, or its syntax is broken, naming the line where the broken cell begins
 */
export async function* readRecords(
  path: string,
  encoding: Encoding,
  delimiter: string,
): AsyncGenerator<SourceRow, undefined> {
  // Within the parser, so that of several mistakes the first is told.
  const on_record = numberRecords(path, delimiter) as never;
  const parser = parse({ ...csvOptions(delimiter), raw: true, on_record });
  // Not a pipe: errors of the file reach whoever reads the rows, and whoever stops reading closes the file.
  pipeline(readText(path, encoding), parser, () => {});
  try {
    yield* parser as AsyncIterable<SourceRow>;
  } catch (error) {
    throw error instanceof CsvError ? await explainSyntax(error, path, encoding) : unreadable(path)(error);
  }
}

/** What the parser gives where it is asked for `raw`; its own types do not know of it. */
export interface RawRecord {
  readonly record: string[];
  /** As it stands in the file. */
  readonly raw: string;
}

/** Gives each record its number and its line; one with a stray quote is refused. */
function numberRecords(file: string, delimiter: string): (record: RawRecord) => SourceRow {
  let row = 0;
  let next = 1;
  return ({ record: cells, raw }) => {
    const line = next;
    if (hasStrayQuote(raw, delimiter)) throw refuse(message('source.strayQuote', { file, line }));
    row++;
    next += lineBreaksIn(raw);
    return { row, line, cells };
  };
}

async function explainSyntax(error: CsvError, path: string, encoding: Encoding): Promise<RunError> {
  // The parser stands at the end of the last sound cell: the next one is the broken one.
  const { bytes } = error as CsvError & { bytes: number };
  const line = 1 + (await countLineBreaks(readText(path, encoding), bytes));
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return refuse(message('source.openQuote', { file: path, line }));
    case 'CSV_MAX_RECORD_SIZE':
      return refuse(message('source.longRecord', { file: path, line, max: maxRecordBytes / 1024 }));
    default:
      return refuse(message('source.strayQuote', { file: path, line }));
  }
}
