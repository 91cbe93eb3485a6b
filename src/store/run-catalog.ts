import type { RunRecord } from './run-record.js';

/**
 * The runs that there are: where each lies, what it says of itself, and how its place is made and removed. What becomes of
 * a run is not decided here.
 *
 * Where a method names no error, it rejects with that of the storage: a right that is missing, a disk that fails.
 */
export interface RunCatalog {
  /**
   * Finds a run that has begun, by its id or its folder. Writes nothing.
   * @throws RunError `run.notFound`, `run.wasRefused` or `run.neverBegan`
   */
  find(run: string): Promise<RunPlace>;
  /** Where a run of a job lies, or would lie. Looks at nothing and makes nothing. */
  placeOf(job: string, runId: string): Promise<RunPlace>;
  /** What there is, of one job or, by null, of all; in no order. Links are not followed. */
  list(job: string | null): Promise<RunListing>;
  /** The runs of the same job where this one lies, itself among them. */
  listBeside(place: RunPlace): Promise<readonly ListedRun[]>;
  /** What can be told of a run, whoever works on it meanwhile; null when it is gone. What cannot be read is told as that. */
  look(place: RunPlace): Promise<RunSight | null>;
  /**
   * What a run says of itself, without a change to it; null where it says nothing yet.
   * @throws RunError when it is damaged as far as can be seen at once, or another version of this program has made it
   */
  readRecord(place: RunPlace): Promise<RunRecord | null>;
  /** Whether nothing is there of a run but, perhaps, why it was refused. */
  isGivenUp(place: RunPlace): Promise<boolean>;
  /** How many bytes a run or a leftover takes; what is gone by now takes none. */
  sizeOf(folder: string): Promise<number>;

  /**
   * Makes the place of a new run, and opens the run there. Until it is open nobody takes the place for one that was given
   * up. What `open` throws leaves nothing of the place.
   * @throws RunError `run.cannotCreate`; what `open` throws
   */
  create<Opened>(job: string, runId: string, open: (folder: string) => Promise<Opened>): Promise<Opened>;
  /** Removes the place of a run of this process, which has closed it and of which nothing is to be left. */
  takeBack(place: RunPlace): Promise<void>;
  /**
   * Removes what there is of a run that is to begin anew, or will never begin.
   * @throws RunError `run.busy` where somebody works on it
   */
  discard(place: RunPlace): Promise<void>;
  /** Writes down, where the report would lie, why a run was refused: in full, for the one who may read it. */
  writeRefusal(place: RunPlace, words: string): Promise<void>;

  /**
   * Removes a run unless somebody works on it. A kill in between leaves no half run: what is left of it is a leftover. It
   * does not throw.
   * @param isSpared asked of the record while nobody else can work on the run: true keeps it. Null spares none
   */
  remove(place: RunPlace, isSpared: ((record: RunRecord) => boolean) | null): Promise<Removal>;
  /** Removes what a removal that was killed has left. It does not throw. */
  removeLeftover(path: string): Promise<Deletion>;
  /**
   * Removes what killed processes have left half written in the place of a run: parts of reports, of standard input and of
   * the texts of a workbook. Where somebody works on the run, nothing is removed. It does not throw.
   * @returns how many files were removed
   */
  removeParts(place: RunPlace): Promise<number>;
  /** Removes the folder of a job in which nothing is left. It does not throw. */
  removeJobIfEmpty(folder: string): Promise<void>;
}

/** Where a run lies. */
export interface RunPlace {
  readonly folder: string;
  readonly job: string;
  readonly runId: string;
}

/** A run as it is found in a list: what has the name of a run. */
export interface ListedRun extends RunPlace {
  /** By its name; to the second, while the run itself knows its start to the millisecond. */
  readonly namedAt: Date;
}

/** What lies where runs are kept. */
export interface RunListing {
  readonly runs: readonly ListedRun[];
  /** The folders of jobs, as paths. */
  readonly jobs: readonly string[];
  /** What a removal that was killed has left, as paths. */
  readonly leftovers: readonly string[];
  /** What is neither a run nor anything else of this program's, as paths. */
  readonly strangers: readonly string[];
}

/** How many rows the file of a run has, and how many did not come out well: neither fine, nor waiting in a plan. */
export interface RunCounts {
  readonly rows: number;
  readonly notFine: number;
}

/** What can be told of a run: what it says itself, or, of one without a word of its own, what there is to see. */
export type RunSight =
  | {
      readonly kind: 'told';
      readonly record: RunRecord;
      readonly counts: RunCounts;
      /** Whether its report is that of its last end. */
      readonly isReported: boolean;
      /** Whether a process works on it. A run that has ended and is reported is not looked at more closely: false. */
      readonly isAtWork: boolean;
    }
  /** `running`: a process begins it, or has it to itself. `empty`: nobody is at it, and it has no record. */
  | { readonly kind: 'running' | 'empty' | 'refused' | 'otherVersion' | 'damaged' | 'unreadable' };

/** What became of a run that was to be removed. */
export type Removal = Deletion | { readonly kind: 'atWork' } | { readonly kind: 'spared' };

/** What became of files that were to be deleted. */
export type Deletion =
  | { readonly kind: 'removed' }
  /** The code of what the file system said. */
  | { readonly kind: 'failed'; readonly reason: string };
