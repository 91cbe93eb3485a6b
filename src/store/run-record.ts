import type { Finding } from '../checkup/finding.js';
import type { PlanSummary } from '../contact/plan-summary.js';
import type { JobFile } from '../job/schema.js';
import type { Message } from '../messages/message.js';
import type { Position } from '../report/run-state.js';

/** What a run knows of itself; one record in run.db. */
export interface RunRecord extends Position {
  readonly runId: string;
  /** The run that a rollback takes back. */
  readonly rollbackOf: string | null;
  /** How much that run was about; null for an import. */
  readonly takesBack: { readonly rows: number; readonly contacts: number } | null;
  readonly jobPath: string;
  readonly jobFile: JobFile;
  readonly sourcePath: string;
  /** What the file was like when its reading began; null before. A file that is read anew must be that one. */
  readonly sourceState: { readonly size: number; readonly modifiedMs: number } | null;
  /** Known once the file has been opened. */
  readonly header: readonly string[];
  /** The rows above the header. */
  readonly preamble: readonly (readonly string[])[];
  readonly delimiter: string;
  /** The sheet of the workbook that was read; null for any other file. */
  readonly sheet: string | null;
  readonly blankRows: number;
  /** Which account the run sends to, as a hash; null for a check. */
  readonly accountId: string | null;
  /** What was said of the reading of the file. */
  readonly sourceNotes: readonly Message[];
  /** What was said of the reading of the baseline. */
  readonly notes: readonly Message[];
  /** Known when the plan is made. */
  readonly plan: PlanSummary | null;
  /** What tells the plan from every other; known with it. Null in a run that a version before this one has planned. */
  readonly planChecksum: string | null;
  /** What is to be said of the file's columns; known with the plan. Of a rollback, whose rows are no file, null. */
  readonly findings: readonly Finding[] | null;
  /** How far this machine's clock was ahead of the server's (negative: behind); null while nobody has found it off. */
  readonly clock: { readonly aheadSeconds: number } | null;
  readonly stoppedBy: Message | null;
  /** ISO 8601 with the zone. */
  readonly startedAt: string;
  readonly finishedAt: string | null;
}
