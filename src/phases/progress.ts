import type { RowStatus } from '../contact/row-status.js';

/** What is told while a run goes on. `total` is unknown while the file is being read. */
export interface Progress {
  readonly phase: 'read' | 'baseline' | 'plan' | 'send';
  readonly done: number;
  readonly total: number | null;
  readonly statuses: ReadonlyMap<RowStatus, number>;
  /** The most items that the API's quota lets through in a window; null where it is not what limits. */
  readonly quota: { readonly items: number; readonly perMs: number } | null;
}

export type OnProgress = (progress: Progress) => void;
