import type { Layout } from './csv/failed-rows.js';
import type { RunFacts } from './page/describe-run.js';
import type { RowFile } from './row-file.js';
import type { Summary } from './summary.js';

/** A run of which a report is made, as its record tells it. */
export interface ReportedRun extends Pick<Summary, 'command' | 'state'> {
  /** The name of the sheet that was read; null where the file had none. */
  readonly sheet: string | null;
}

/** What is known of a run before its rows are told. */
export interface ReportBasis {
  readonly run: ReportedRun;
  /** How many rows there will be. */
  readonly total: number;
  readonly layout: Layout;
  readonly facts: RunFacts;
}

/** A report file: one entry of the list in reports.ts. */
export interface Report {
  /** Its name among the files of summary.json. Of several with one id, a run has one at the most. */
  readonly id: string;
  /** The name of the file, in the folder of the run. */
  readonly file: string;
  /** Whether a run has it. */
  readonly when: (run: ReportedRun) => boolean;
  readonly open: (path: string, basis: ReportBasis) => Promise<RowFile>;
}

export const always = (): boolean => true;
