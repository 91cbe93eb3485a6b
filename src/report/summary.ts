import type { Finding } from '../checkup/finding.js';
import { countWhere, isDone, type RowStatus, rowStatuses } from '../contact/row-status.js';
import { isCompleted, type RunCommand, type RunState } from './run-state.js';

/** The content of summary.json (contract). */
export interface Summary {
  readonly runId: string;
  readonly command: RunCommand;
  /** The run that a rollback takes back. */
  readonly rollbackOf: string | null;
  readonly job: string;
  readonly file: string;
  readonly state: RunState;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly rows: RowCounts;
  /** Rows without a single value: neither imported nor counted above. */
  readonly blankRows: number;
  readonly calls: {
    readonly put: number;
    readonly get: number;
    readonly list: number;
    readonly retries: number;
    readonly rateLimited: number;
  };
  /** What should be known of how the file was read. */
  readonly source: readonly string[];
  /** Which way the contacts were read, and why. */
  readonly baseline: readonly string[];
  /** Null before there was one. Without a single value: those are in report.csv. */
  readonly plan: {
    readonly toSend: number;
    readonly clears: number;
    /** Of all that it sends: another plan has another. Null where it sends nothing. */
    readonly checksum: string | null;
    readonly fields: readonly {
      readonly field: string;
      readonly name: string | null;
      readonly set: number;
      readonly changed: number;
      readonly cleared: number;
    }[];
  } | null;
  /** Whether its calls clear every custom field that they do not send, unseen (`baseline: none`). */
  readonly replacesAll: boolean;
  /** What is to be said of the file's columns, the gravest first; without a single value. */
  readonly findings: readonly Pick<Finding, 'column' | 'code' | 'count' | 'rows'>[];
  /** How far this machine's clock was ahead of the server's (negative: behind); null unless it was off by over a minute. */
  readonly clock: { readonly aheadSeconds: number } | null;
  readonly stoppedBy: { readonly code: string; readonly message: string } | null;
  /** Where the files are, absolute. */
  readonly files: {
    readonly folder: string;
    readonly report: string;
    readonly failed: string;
    /** report.html, or of a plan plan.html. */
    readonly page: string;
    /** report.xlsx, or of a plan plan.xlsx. */
    readonly book: string;
    /** Null unless the rows come from a workbook. */
    readonly failedBook: string | null;
    /** Others, by the ids of reports.ts. */
    readonly [id: string]: string | null;
  };
}

export type RowCounts = { readonly total: number } & Readonly<Record<RowStatus, number>>;

/** Counts of every status, those that did not occur as well. */
export function countRows(total: number, counts: ReadonlyMap<RowStatus, number>): RowCounts {
  const each = Object.fromEntries(rowStatuses.map((status) => [status, counts.get(status) ?? 0]));
  return { total, ...(each as Record<RowStatus, number>) };
}

/** Whether a run is over, and every row updated or unchanged. */
export const isFine = (run: Pick<Summary, 'state' | 'rows'>): boolean =>
  isCompleted(run) && countWhere(run.rows, isDone) === run.rows.total;

export const writeSummary = (summary: Summary): string => `${JSON.stringify(summary, null, 2)}\n`;
