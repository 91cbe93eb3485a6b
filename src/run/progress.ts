import type { RowStatus } from '../contact/row.js';

/** What is told while a run goes on. `total` is unknown while the file is being read. */
export interface Progress {
  readonly phase: 'read' | 'plan' | 'send';
  readonly done: number;
  readonly total: number | null;
  readonly statuses: ReadonlyMap<RowStatus, number>;
}

export type OnProgress = (progress: Progress) => void;
