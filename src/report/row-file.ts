import type { CallTime } from './page/timeline.js';
import type { Reason } from './reasons.js';
import type { ReportRow } from './report-row.js';
import type { Summary } from './summary.js';

/** A file that tells of the rows of a run, while it is written: seen whole or not at all. */
export interface RowFile {
  /** The next rows, in the order of the file. */
  add(rows: readonly ReportRow[]): void | Promise<void>;
  /** Puts it in its place. */
  finish(facts: RunFacts): void | Promise<void>;
  /** Takes away what was written. */
  discard(): void;
}

/** What is known of a run when all of its rows have been facts. */
export interface RunFacts {
  readonly summary: Summary;
  /** Why rows are not done, the commonest first. */
  readonly reasons: readonly Reason[];
  /** The rows that have changes, once more, batch by batch. */
  readonly changing: () => Iterable<readonly ReportRow[]>;
  /** All calls, in the order in which they were written down. */
  readonly calls: () => Iterable<CallTime>;
}

/**
 * Opens files that are told of the same rows, as one; where one cannot be opened, none is left behind.
 * @throws what the opening of one of them threw
 */
export async function openTogether(openers: readonly (() => RowFile | Promise<RowFile>)[]): Promise<RowFile> {
  const files: RowFile[] = [];
  const discard = () => files.forEach((file) => void file.discard());
  try {
    for (const open of openers) files.push(await open());
  } catch (error) {
    discard();
    throw error;
  }
  return {
    discard,
    async add(rows) {
      for (const file of files) await file.add(rows);
    },
    async finish(facts) {
      for (const file of files) await file.finish(facts);
    },
  };
}
