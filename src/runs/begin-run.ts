import { beginning } from '../report/run-state.js';
import type { RunCatalog } from '../store/run-catalog.js';
import type { RunRecord } from '../store/run-record.js';
import type { RunStore } from '../store/run-store.js';
import { openRunStore } from '../store/sqlite/run-store.js';
import { begin } from '../store/transition.js';

/** What a run says of itself before it has read its file. */
export const nothingRead = {
  ...beginning,
  sourceState: null,
  sourceNotes: [],
  blankRows: 0,
  notes: [],
  plan: null,
  planChecksum: null,
  findings: null,
  clock: null,
  stoppedBy: null,
  finishedAt: null,
};

/** A run that has its folder, its database and its first record. */
export interface Begun {
  readonly folder: string;
  readonly store: RunStore;
}

/**
 * Makes the folder of a run, and in it run.db with its first record. What cannot be begun leaves nothing.
 * @throws RunError when the disk or a right is missing
 */
export const beginRun = (record: RunRecord, job: string, runs: RunCatalog): Promise<Begun> =>
  runs.create(job, record.runId, async (folder) => ({ folder, store: openNew(folder, record) }));

function openNew(folder: string, record: RunRecord): RunStore {
  let store: RunStore | null = null;
  try {
    store = openRunStore(folder);
    begin(store, record);
    return store;
  } catch (error) {
    store?.close();
    throw error;
  }
}
