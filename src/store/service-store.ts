import type { FileState } from './file-state.js';

/**
 * What a service keeps between its runs: which runs it has begun, which files it has imported, what is due. Whatever a
 * method writes is durable when its promise resolves, all of it or nothing.
 *
 * Every method rejects with a RunError where the disk or the connection fails; nothing is written then.
 */
export interface ServiceStore extends Claims, ToldReasons, BegunRuns, DoneFiles, DueTimes {
  /**
   * Whether the store still lies where it was opened. Where it does not, the log folder was moved away or another one has
   * taken its place: what is seen of runs there says nothing about the runs of this store.
   */
  isInPlace(): Promise<boolean>;
  close(): Promise<void>;
}

/** A run that the service is about to begin, or has begun, and the file that it is about. */
export interface InboxClaim extends FileState {
  readonly runId: string;
  readonly job: string;
  /** Absolute. */
  readonly path: string;
  /** What the file holds, hashed; null for the one file of a job without an inbox. */
  readonly sha256: string | null;
}

/** How a claim came to its end: `imported` is a file that is not taken again. */
export type Outcome = 'imported' | 'refused';

/** A claim without an outcome is open: its run is still to be finished, or its file to be put away. */
export interface Claims {
  /** Writes a claim down. One that has ended is open again, with the file as it is now; one that is open stays as it is. */
  claim(claim: InboxClaim): Promise<void>;
  /** Whether a run was ever claimed, and its claim not taken back. */
  knows(runId: string): Promise<boolean>;
  /** The open claims of a job, the oldest first. */
  openClaims(job: string): Promise<readonly InboxClaim[]>;
  /** Each job that has an open claim, once. */
  jobsWithOpenClaims(): Promise<readonly string[]>;
  /** The ended runs of a job that were about this content, the oldest first. */
  endedOn(job: string, sha256: string): Promise<readonly { readonly runId: string; readonly outcome: Outcome }[]>;
  /**
   * Ends a claim, and forgets that its run has begun. Only of files of an inbox need be known later that they were
   * imported: a claim without a hash is removed.
   */
  endClaim(claim: InboxClaim, outcome: Outcome): Promise<void>;
  /** Writes down what a run has imported that was never claimed. */
  noteImported(claim: InboxClaim): Promise<void>;
  /** Takes a claim back: nothing has come of it. */
  withdraw(runId: string): Promise<void>;
}

/** Why claimed runs do not go on, as it was last told. */
export interface ToldReasons {
  /** Why a claimed run does not go on, as it was last told; null where nothing was. One that stops again says so once. */
  announcedCode(runId: string): Promise<string | null>;
  /** Writes down what was told of a claimed run. A run without a claim has no such note. */
  noteAnnounced(runId: string, code: string): Promise<void>;
}

/** The runs that have come to send. */
export interface BegunRuns {
  /** To be noted before a run sends: should its folder be gone later, it was not one that had never begun. */
  noteBegun(runId: string): Promise<void>;
  hasBegun(runId: string): Promise<boolean>;
  forgetBegun(runId: string): Promise<void>;
}

/** A file of an inbox that is done with, and could not be moved yet. */
export interface Unmoved extends FileState {
  readonly job: string;
  readonly path: string;
  readonly runId: string;
  /** What its name is given. */
  readonly mark: string;
  readonly isFine: boolean;
}

/** Files that are done with, and still lie in their inbox. */
export interface DoneFiles {
  /** Writes down that a file stays where it lies. Another one that comes to this place takes the place of the note. */
  leave(job: string, path: string, state: FileState): Promise<void>;
  /** Whether this very file stays where it lies. */
  isLeft(job: string, path: string, state: FileState): Promise<boolean>;
  /** Writes down that a file is to be moved as soon as it can be. */
  noteUnmoved(file: Unmoved): Promise<void>;
  /** The files of a job that are to be moved, by path. */
  unmoved(job: string): Promise<readonly Unmoved[]>;
  /** Forgets that a file was to be moved, and that it was left: what comes to this place is looked at again. */
  noteMoved(file: Pick<Unmoved, 'job' | 'path'>): Promise<void>;
}

/** When each job is to fire next. */
export interface DueTimes {
  /** @param cron the times of the job, as text: with other times the moment means nothing */
  setDue(job: string, cron: string, at: Date): Promise<void>;
  /** When the job was to fire next, when that was last known; null where it did not fire by these times then. */
  dueAt(job: string, cron: string): Promise<Date | null>;
}
