import { isCompleted, isResumable } from '../../report/run-state.js';
import type { RunCatalog, RunPlace } from '../../store/run-catalog.js';
import type { RunRecord } from '../../store/run-record.js';
import type { ServiceStore } from '../../store/service-store.js';
import type { InboxFile } from './complete-files.js';

/** A run that was about the content of a file. */
interface EarlierRun {
  readonly runId: string;
  /** False for one that has begun to send, and can go on. */
  readonly isImported: boolean;
}

/**
 * Finds the run that has imported a file of an inbox, or has begun to: by the content, as the service store knows it; and where a
 * run is not in the service store (somebody has begun it by hand, or the service store was lost) by the file that it says it has read.
 * @returns null for a file that is to be imported by a new run
 */
export async function earlierRun(
  job: string,
  { sha256, ...file }: InboxFile & { readonly sha256: string },
  runs: RunCatalog,
  serviceStore: ServiceStore,
): Promise<EarlierRun | null> {
  const ended = await serviceStore.endedOn(job, sha256);
  const imported = ended.find(({ outcome }) => outcome === 'imported');
  if (imported) return { runId: imported.runId, isImported: true };
  const refused = new Set(ended.map(({ runId }) => runId));
  const found: RunRecord[] = [];
  for (const place of (await runs.list(job)).runs) {
    // What a limit held back then, somebody may have applied since.
    const isAbout = refused.has(place.runId) ? isBegun : (await serviceStore.knows(place.runId)) ? null : isOn(file);
    const record = isAbout === null ? null : await recordIn(place, runs);
    if (record !== null && isAbout?.(record)) found.push(record);
  }
  const done = found.find(isCompleted) ?? found.find(isResumable);
  return done ? { runId: done.runId, isImported: isCompleted(done) } : null;
}

const isBegun = ({ command, begun }: RunRecord): boolean => command !== 'rollback' && begun;

const isOn =
  (file: InboxFile) =>
  (record: RunRecord): boolean =>
    isBegun(record) &&
    record.sourcePath === file.path &&
    record.sourceState?.size === file.size &&
    record.sourceState.modifiedMs === file.modifiedMs;

/** Null for a run that cannot be read: it is no reason to hold a file back. */
const recordIn = (place: RunPlace, runs: RunCatalog): Promise<RunRecord | null> =>
  runs.readRecord(place).catch(() => null);
