import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, type Options, parse } from 'csv-parse';
import type { SourceRow } from '../contact/row.js';
import { message } from '../messages/message.js';
import { type RunError, refuse } from '../messages/run-error.js';
import { countLineBreaks, lineBreaksIn } from './line-breaks.js';
import { unreadable } from './unreadable.js';

// A record beyond this is a quote that was never closed, not a customer.
const maxRecordBytes = 1024 * 1024;

/** How CSV is read everywhere: strict quotes, rows of any width (the row is judged later), every kind of line end. */
export const csvOptions = (delimiter: string): Options => ({
  delimiter,
  bom: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  max_record_size: maxRecordBytes,
});

/**
 * Streams the records of a CSV file, the header first, blank ones included.
 * @throws RunError when the file cannot be read, or its syntax is broken, naming the line where the broken cell begins
 */
export async function* readCsv(path: string, delimiter: string): AsyncGenerator<SourceRow, undefined> {
  const parser = parse(csvOptions(delimiter));
  // Not a pipe: errors of the file reach whoever reads the rows, and whoever stops reading closes the file.
  pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), parser, () => {});
  let row = 0;
  let line = 1;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row++;
      yield { row, line, cells };
      for (const cell of cells) line += lineBreaksIn(cell);
      line++;
    }
  } catch (error) {
    throw error instanceof CsvError ? await explainSyntax(error, path) : unreadable(path)(error);
  }
}

async function explainSyntax(error: CsvError, path: string): Promise<RunError> {
  // The parser stands at the end of the last sound cell: the next one is the broken one.
  const { bytes } = error as CsvError & { bytes: number };
  const line = 1 + (await countLineBreaks(path, bytes));
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return refuse(message('source.openQuote', { file: path, line }));
    case 'CSV_MAX_RECORD_SIZE':
      return refuse(message('source.longRecord', { file: path, line, max: maxRecordBytes / 1024 }));
    default:
      return refuse(message('source.strayQuote', { file: path, line }));
  }
}
