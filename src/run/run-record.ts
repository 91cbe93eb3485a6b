import type { JobFile } from '../job/schema.js';
import type { Message } from '../messages/message.js';

type Phase = 'read' | 'plan' | 'send' | 'done';

/** How far a run has come, as `summary.json` says it (contract). A run that was killed has not come to say so. */
export type RunState = 'completed' | 'planned' | 'stopped' | 'interrupted';

/** What a run knows of itself; one record in run.db. */
export interface RunRecord {
  readonly runId: string;
  readonly command: 'run' | 'check';
  readonly jobPath: string;
  readonly jobFile: JobFile;
  readonly sourcePath: string;
  /** Known once the file has been opened. */
  readonly header: readonly string[];
  readonly delimiter: string;
  readonly blankRows: number;
  /** Which account the run sends to, as a hash; null for a check. */
  readonly accountId: string | null;
  readonly phase: Phase;
  readonly state: RunState;
  readonly stoppedBy: Message | null;
  /** ISO 8601 with the zone. */
  readonly startedAt: string;
  readonly finishedAt: string | null;
}
