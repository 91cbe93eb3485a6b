import type { RowResult } from '../contact/row.js';

/** A row of the file with how it ended, as every report tells it. */
export interface ReportRow {
  /** The id cell as it stands in the file. */
  readonly contact: string;
  readonly cells: readonly string[];
  readonly result: RowResult;
}
