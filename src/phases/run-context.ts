import type { Readable } from 'node:stream';
import { DateTime } from 'luxon';
import type { Finding } from '../checkup/finding.js';
import type { PlanSummary } from '../contact/plan-summary.js';
import type { RowStatus } from '../contact/row-status.js';
import type { Account } from '../job/environment.js';
import type { Job } from '../job/job.js';
import type { Log } from '../log.js';
import type { Message } from '../messages/message.js';
import type { RunStore } from '../store/run-store.js';
import type { Stores } from '../store/stores.js';
import type { Call } from '../wefeng/client.js';
import type { OnProgress } from './progress.js';

/** A run that is open in this process. */
export interface OpenRun {
  readonly folder: string;
  readonly store: RunStore;
  readonly job: Job;
  readonly log: Log;
}

/** What the one who started it gives to a run. */
export interface RunCallbacks {
  readonly onProgress: OnProgress;
  /** What is piped in, for a run whose file it is; null for one that goes on. */
  readonly input: Readable | null;
  /** Told to stop: finish what is under way, and no more. */
  readonly interrupted: AbortSignal;
  /** Told which way the baseline is read, and why. */
  readonly onNote: (note: Message) => void;
  /** Told of every attempt of a call, once it is over. */
  readonly onCall: (call: Call) => void;
  /** Asked once the plan is known and before anything is sent. */
  readonly confirm: (plan: Plan) => Promise<boolean>;
  /** Asked whether to go on although later runs of the job have brought newer data. */
  readonly onOvertaken: (why: Message) => boolean;
}

/** A plan, as it is shown before it is sent. */
export interface Plan {
  readonly total: number;
  /** Rows that are still to be sent. */
  readonly toSend: number;
  readonly statuses: ReadonlyMap<RowStatus, number>;
  readonly summary: PlanSummary;
  /** What is to be said of the file, the gravest first. */
  readonly findings: readonly Finding[];
}

/** Where calls go, and where runs are kept. */
export interface ApiTarget {
  readonly stores: Stores;
  readonly account: Account;
}

/** The present, as runs write it down: ISO 8601 with the zone. */
export const isoNow = (): string => DateTime.now().toISO();
