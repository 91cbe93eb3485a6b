// What a page is made of, as its script reads it: types alone, shared by the side that writes it and the side that shows it.
import type { Verdict } from '../judgement.js';
import type { Endpoint, Quotas } from '../quota.js';

/** A text with the values of customers, and the same without. */
export interface Worded {
  readonly plain: string;
  readonly masked: string;
}

/** How many rows ended so. */
export interface StatusCount {
  readonly status: string;
  readonly label: string;
  readonly meaning: string;
  readonly count: number;
}

/** One reason in one column, over all rows that have it. */
export interface Cause {
  readonly column: string | null;
  /** What happened and what to do about it, of the first row. */
  readonly words: Worded;
  /** How many rows have it. */
  readonly count: number;
  /** Whether they are rows that somebody has to look at. */
  readonly isProblem: boolean;
  readonly examples: readonly { readonly row: number; readonly contact: string; readonly words: Worded }[];
}

export interface FieldChanges {
  readonly field: string;
  readonly name: string | null;
  readonly set: number;
  readonly changed: number;
  readonly cleared: number;
}

/** A piece of the time that a run took; each number is what happened within it. */
export interface Bucket {
  /** Unix time in ms of its beginning. */
  readonly at: number;
  readonly put: number;
  readonly get: number;
  readonly list: number;
  readonly retries: number;
  readonly limited: number;
  /** Rows that ended. */
  readonly rows: number;
}

/** Calls and rows over time. Where nothing happened for long, buckets are left out. */
export interface Timeline {
  readonly stepMs: number;
  readonly buckets: readonly Bucket[];
}

/** How long the calls of one endpoint took, in ms. */
export interface Latency {
  readonly endpoint: Endpoint;
  readonly count: number;
  readonly median: number;
  readonly most: number;
  readonly max: number;
  /** How many took up to so many ms, from the quickest to the slowest. */
  readonly bars: readonly { readonly fromMs: number; readonly toMs: number; readonly count: number }[];
}

/** A limit of the job, how much of it a plan uses, and whether that is too much. */
export interface LimitUse {
  readonly label: string;
  /** Null where the job sets none. */
  readonly limit: string | null;
  /** Null where nobody knows. */
  readonly count: number | null;
  /** What the count is of; null where it is of nothing. */
  readonly total: number | null;
  readonly isOver: boolean;
}

export interface PlanFacts {
  readonly toSend: number;
  /** Null where nobody knows. */
  readonly clears: number | null;
  /** How long the sending will take, in words; null where nothing is to be sent. */
  readonly duration: string | null;
  readonly pace: string;
  readonly checksum: string | null;
  readonly limits: readonly LimitUse[];
}

/** All of a page but its rows. */
export interface PageData {
  readonly lang: 'zh' | 'en';
  readonly kind: 'report' | 'plan';
  readonly title: string;
  readonly runId: string;
  /** Minutes that the run's clock was ahead of UTC. */
  readonly zoneMinutes: number;
  readonly verdict: Verdict;
  /** What stopped the run, or holds the plan back. */
  readonly stoppedBy: Worded | null;
  readonly facts: readonly (readonly [label: string, words: Worded])[];
  readonly notes: readonly Worded[];
  /** What the check-up found, as long as nothing was sent; the cure stands once for all of a kind. */
  readonly findings: readonly { readonly words: Worded; readonly cure: string | null }[];
  readonly total: number;
  /** Of all statuses; a row names its own by the place here. */
  readonly statuses: readonly StatusCount[];
  /** A row names its reasons by the place here. */
  readonly causes: readonly Cause[];
  /** A row names its fields by the place here. */
  readonly fields: readonly FieldChanges[];
  readonly timeline: Timeline | null;
  readonly latency: readonly Latency[];
  readonly quotas: Quotas;
  /** The window of the quota of put calls, in words: `min`, `10 s`. */
  readonly window: string;
  readonly plan: PlanFacts | null;
  /** Null where all rows are in the page; else what is, in words. */
  readonly leftOut: string | null;
  readonly texts: Readonly<Record<string, string>>;
}

/** A text's place among the strings of its chunk; twice where it differs without the values. */
type PackedProblem = readonly [cause: number, plain: number, masked: number];

/** Without `before` nobody knows what was there. Null is nothing. */
export type PackedChange = readonly [field: number, after: string | null, before?: string | null];

export type PackedRow = readonly [
  row: number,
  contact: string,
  status: number,
  problems: readonly PackedProblem[],
  changes: readonly PackedChange[],
  attempts: number,
  durationMs: number,
  finishedAt: number | null,
];

/** Rows as they lie in the page, many to an element. */
export interface RowChunk {
  readonly strings: readonly string[];
  readonly rows: readonly PackedRow[];
}
