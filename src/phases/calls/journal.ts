import type { RowResult } from '../../contact/row.js';
import type { BaselineEntry, Batch } from '../../store/run-data.js';
import type { RunStore } from '../../store/run-store.js';
import type { Call } from '../../wefeng/client.js';

/** Many rows, one transaction: what is written within this time goes to the disk together. */
const gatherMs = 10;

export interface Journal {
  /** Resolves when it is on the disk what a contact holds. */
  keepContact(entry: BaselineEntry): Promise<void>;
  /** Resolves when it is on the disk that the row is about to be sent: in run.db, and in run.head that it is there. */
  intend(row: number): Promise<void>;
  /** Takes an intent back: it is certain that the server has not taken the row. */
  withdraw(row: number): Promise<void>;
  /** Resolves when the row's result is on the disk. */
  settle(result: RowResult): Promise<void>;
  noteCall(call: Call): void;
  /** Writes what is still gathered. */
  flush(): Promise<void>;
}

type Writable = { -readonly [Key in keyof Batch]-?: NonNullable<Batch[Key]>[number][] };

/**
 * Group commit over run.db. Each promise rejects with the run's error when its transaction fails; nothing more is
 * written after that, since what a failing disk took can no longer be known.
 */
export function createJournal(store: RunStore, now: () => string): Journal {
  let gathered = emptyBatch();
  let committed: PromiseWithResolvers | null = null;
  let failure: unknown = null;

  function gather(add: (batch: Writable) => void): Promise<void> {
    if (failure !== null) return Promise.reject(failure);
    add(gathered);
    if (committed === null) {
      committed = withResolvers();
      setTimeout(commit, gatherMs);
    }
    return committed.promise;
  }

  function commit(): void {
    const [batch, waiting] = [gathered, committed];
    gathered = emptyBatch();
    committed = null;
    try {
      store.commit(batch);
      waiting?.resolve();
    } catch (error) {
      failure = error;
      waiting?.reject(error);
    }
  }

  return {
    keepContact: (entry) => gather((batch) => batch.contacts.push(entry)),
    intend: (row) => gather((batch) => batch.intents.push({ row, at: now() })),
    withdraw: (row) => gather((batch) => batch.withdrawn.push(row)),
    settle: (result) => gather((batch) => batch.results.push(result)),
    noteCall: (call) => {
      gather((batch) => batch.calls.push(call)).catch(() => {
        // The row that this call belongs to waits for the same transaction, and reports its failure.
      });
    },
    flush: () => gather(() => {}),
  };
}

const emptyBatch = (): Writable => ({
  contacts: [],
  planned: [],
  intents: [],
  withdrawn: [],
  results: [],
  calls: [],
});

interface PromiseWithResolvers {
  promise: Promise<void>;
  resolve: () => void;
  reject: (reason: unknown) => void;
}

// Promise.withResolvers came with Node 22.
function withResolvers(): PromiseWithResolvers {
  let resolve = () => {};
  let reject = (_: unknown) => {};
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
