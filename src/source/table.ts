import type { SourceRow } from '../contact/row.js';
import type { Message } from '../messages/message.js';

/** How a job says that its file is to be read. */
export interface SourceSettings {
  /** The name of the sheet; null where there is only one. */
  readonly sheet: string | null;
  /** The number of the header as Excel shows it; what is above it is no data. */
  readonly headerRow: number;
  readonly encoding: Encoding | 'auto';
  readonly delimiter: string;
}

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** Luxon tokens, for each column those in which its dates may be written. */
export type DateFormats = readonly (readonly string[])[];

/** Cells of a sheet that are shown as one: rows from 1, columns from 0. */
export interface MergedCells {
  readonly name: string;
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

/** A file as rows of cells, before it has been said which of them is the header. */
export interface Table {
  /** What stands between the cells; where the file has none, what the job says, or a comma. */
  readonly delimiter: string;
  /** The name of the sheet; null where the file has none. */
  readonly sheet: string | null;
  /** Whether a row ends with its last value, as in a sheet, and not with its last separator. */
  readonly endsWithValue: boolean;
  /** The records in their order, each time from the first. A date of a sheet is written as its column says. */
  records(dates: DateFormats): AsyncIterable<SourceRow>;
  /** What should be known of how it was read; complete when the records have been read. */
  notes(): Message[];
  /** Known when the records have been read. */
  merged(): readonly MergedCells[];
  close(): Promise<void>;
}
