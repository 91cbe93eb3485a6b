import type { Job } from '../../job/job.js';
import type { Message } from '../../messages/message.js';
import type { RunError } from '../../messages/run-error.js';
import type { RunReport } from '../../phases/report/report-phase.js';
import type { ServiceStore } from '../../store/service-store.js';
import type { Call } from '../../wefeng/client.js';
import type { Announce } from './announce.js';
import type { KeyedMutex } from './keyed-mutex.js';
import type { Trouble } from './trouble.js';

/** What all triggers of a service share. */
export interface TriggerTools {
  readonly serviceStore: ServiceStore;
  readonly turns: KeyedMutex;
  readonly announce: Announce;
  readonly stopping: AbortSignal;
  /** What was last told of an inbox, by what it is about. */
  readonly announced: Map<string, string | number>;
  /** Whether a job is still to be fired: its file may go while it is at it. */
  readonly isWanted: (job: string) => boolean;
  /** When a job fires next; null where it does not fire by itself. */
  readonly nextTrigger: (job: string) => Date | null;
  /** Hears when something of a trigger is begun. Once it resolves, the trigger is not missed any more. */
  readonly onBegin: (job: string) => Promise<void>;
  readonly onCall: (job: Job, call: Call) => void;
  readonly onEnd: (job: string, end: RunEnd['end']) => void;
  /** Hears what of a job waits for somebody, by what it is about; null when it is settled. */
  readonly onTrouble: (job: string, about: string, trouble: Trouble | null) => void;
  /** Tells those whom the job names how a run ended, or, by a text, what should be known of one; whether they were reached. */
  readonly alert: (job: Job, end: RunReport | RunError) => Promise<boolean>;
  readonly alertOf: (job: Job, what: Message) => Promise<boolean>;
}

/** How a run of a trigger ended. */
export interface RunEnd {
  readonly runId: string;
  readonly end: RunReport | RunError | 'tooLate' | 'stopped' | 'unforeseen';
  /** Whether nothing of it is left to do for the service. */
  readonly isOver: boolean;
  /** What it waits for; null for one that is over, or goes on by itself. */
  readonly trouble: Trouble | null;
}
