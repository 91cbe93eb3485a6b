import { isDeepStrictEqual } from 'node:util';
import { mayBegin, mayFollow, type Position } from '../report/run-state.js';
import type { RunRecord } from './run-record.js';
import type { RunStore } from './run-store.js';

/** What of a run never changes: by it the run is known, and all of its work goes by it. */
type Fixed = 'runId' | 'command' | 'rollbackOf' | 'takesBack' | 'jobPath' | 'jobFile' | 'startedAt';

/** What is to be changed in the record of a run. */
export type RecordPatch = Partial<Omit<RunRecord, Fixed>>;

type RecordStore = Pick<RunStore, 'readRecord' | 'replaceRecord'>;

/** A defect of ours: a change of a record that does not follow, or that another one has overtaken. */
export class TransitionError extends Error {
  override readonly name = 'TransitionError';
}

/**
 * Writes the first record of a run. It is on the disk when this returns.
 * @throws TransitionError when a run cannot begin like this, or has a record already
 */
export function begin(store: RecordStore, record: RunRecord): void {
  if (!mayBegin(record)) throw new TransitionError(`run ${record.runId} cannot begin as ${formatPosition(record)}`);
  if (store.replaceRecord(null, record)) return;
  const found = recordOf(store);
  throw new TransitionError(`run ${found.runId} has begun already, as ${formatPosition(found)}`);
}

/**
 * Changes the record of a run, in one transaction: nothing is written unless run.db still holds `from`. It is on the disk
 * when this returns.
 * @param from the record that the change was made for
 * @returns the new record
 * @throws TransitionError when the change does not follow on `from`, or run.db holds another record by now
 */
export function transition(store: RecordStore, from: RunRecord, patch: RecordPatch): RunRecord {
  const to = { ...from, ...patch };
  if (!mayFollow(from, to)) {
    throw new TransitionError(`run ${from.runId} cannot go from ${formatPosition(from)} to ${formatPosition(to)}`);
  }
  if (!store.replaceRecord(from, to)) throw overtaken(from, store.readRecord());
  return to;
}

/**
 * What a run says of itself now.
 * @throws Error for a run without a record
 */
export function recordOf(store: Pick<RunStore, 'readRecord'>): RunRecord {
  const record = store.readRecord();
  if (record === null) throw new Error('a run without a record');
  return record;
}

const formatPosition = ({ phase, state, begun }: Position): string =>
  `${state} in phase ${phase}, ${begun ? 'begun' : 'not begun'}`;

/** Names both without a value of theirs: a record holds file names and notes, and an error may be logged. */
function overtaken(from: RunRecord, found: RunRecord | null): TransitionError {
  const told = `run ${from.runId} was to change from ${formatPosition(from)}`;
  if (found === null) return new TransitionError(`${told}; run.db holds no record`);
  const other = new Map(Object.entries(found));
  const names = Object.entries(from).flatMap(([name, value]) =>
    isDeepStrictEqual(JSON.parse(JSON.stringify(value ?? null)), other.get(name) ?? null) ? [] : [name],
  );
  return new TransitionError(`${told}; run.db holds ${formatPosition(found)}, with another ${names.join(', ')}`);
}
