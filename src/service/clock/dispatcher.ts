import { message } from '../../messages/message.js';
import { showUnmoved } from '../inbox/move-later.js';
import type { LoadedJob } from '../inbox/run-claim.js';
import { commandOf, stageInSight } from '../inbox/stage-in-sight.js';
import { createCrons, longestDelayMs, timesOf } from './crons.js';
import { localTime } from './local-time.js';
import type { TriggerTools } from './trigger.js';
import { createTriggers } from './triggers.js';
import { toRunError } from './trouble.js';

/** Hears what is to be known of a service from outside. */
export interface Observer {
  /** The service has its jobs. */
  onReady(): void;
  onState(job: string, state: JobState): void;
  onTrigger(job: string, outcome: TriggerOutcome): void;
  onNext(job: string, next: Date | null): void;
  onGone(job: string): void;
}

/** `waiting` for files to be complete, or for its account. */
export type JobState = 'idle' | 'waiting' | 'running';

type TriggerOutcome = 'fired' | 'overlapped' | 'caughtUp' | 'skipped';

/** Fires jobs at their times. */
export interface Dispatcher {
  /** Does what an earlier service left open of a job, then what it has missed; from then on the job fires at its times. */
  begin(loaded: LoadedJob): Promise<void>;
  /** The job file has changed: from now on it counts as it is now. */
  change(loaded: LoadedJob): void;
  /** Fires it no more; resolves when what is under way has ended. */
  remove(job: string): Promise<void>;
  has(job: string): boolean;
  /** Works out all times anew: the clock was set back. */
  replan(): void;
  /** Fires nothing more, and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

export type DispatcherTools = Omit<TriggerTools, 'nextTrigger' | 'onBegin' | 'announced' | 'isWanted'>;

export function createDispatcher(tools: DispatcherTools, observer: Observer): Dispatcher {
  const { serviceStore, announce, stopping } = tools;
  const jobs = new Map<string, LoadedJob>();
  const crons = createCrons(
    (name) => void fire(name, 'fired'),
    (name, due) => void catchUp(name, due),
  );
  const onBegin = (name: string) => {
    noteNext(name);
    observer.onState(name, 'running');
  };
  const isWanted = (name: string) => jobs.has(name);
  const own = { nextTrigger: crons.next, onBegin, announced: new Map<string, string | number>(), isWanted };
  const triggers = createTriggers({ ...tools, ...own }, (name, isUnderWay) =>
    observer.onState(name, isUnderWay ? 'waiting' : 'idle'),
  );

  /** From here on the trigger that is due is not missed any more, whatever becomes of this process. */
  function noteNext(name: string): void {
    const loaded = jobs.get(name);
    const next = crons.next(name);
    observer.onNext(name, next);
    try {
      if (loaded && next) serviceStore.setDue(name, timesOf(loaded.job), next);
    } catch (error) {
      sayOnce(name, error);
    }
  }

  /** A disk that takes no entry keeps a service from its book, not from its work. */
  function sayOnce(job: string, error: unknown): void {
    const { why } = toRunError(error);
    if (own.announced.get(`${job} due`) !== why.code) announce('warn', why, { job });
    own.announced.set(`${job} due`, why.code);
  }

  /** When the job was to fire next; null where the service store does not say. */
  function dueOf({ job }: LoadedJob): Date | null {
    try {
      return serviceStore.dueAt(job.name, timesOf(job));
    } catch (error) {
      sayOnce(job.name, error);
      return null;
    }
  }

  /** From the first moment of the service on, what an earlier one has left open is shown, until it is settled. */
  function showUnfinished({ job, place }: LoadedJob): void {
    for (const claim of orNothing(() => serviceStore.openClaims(job.name))) {
      const { runId } = claim;
      const next = commandOf(stageInSight(claim, place.logDir, serviceStore), runId);
      tools.onTrouble(job.name, 'run', { what: message('schedule.unfinished', { runId }), runId, next });
    }
    for (const file of orNothing(() => serviceStore.unmoved(job.name))) {
      showUnmoved(file, message('schedule.unmoved', { runId: file.runId }), tools);
    }
  }

  async function fire(name: string, why: 'fired' | 'caughtUp'): Promise<void> {
    const loaded = jobs.get(name);
    if (loaded === undefined || stopping.aborted) return;
    const end = await triggers.fire(loaded, 'all');
    if (end !== null && !stopping.aborted) noteNext(name);
    observer.onTrigger(name, end === null ? 'overlapped' : why);
  }

  async function catchUp(name: string, due: Date): Promise<void> {
    const isCaughtUp = jobs.get(name)?.job.schedule?.missed === 'once';
    const words = message(isCaughtUp ? 'schedule.catchesUp' : 'schedule.missed', { due: localTime(due) });
    announce('warn', words, { job: name });
    if (isCaughtUp) return fire(name, 'caughtUp');
    noteNext(name);
    observer.onTrigger(name, 'skipped');
  }

  return {
    async begin(loaded) {
      const { name } = loaded.job;
      const due = dueOf(loaded);
      jobs.set(name, loaded);
      showUnfinished(loaded);
      await triggers.fire(loaded, 'open');
      // Meanwhile the file may have changed, or gone.
      const now = jobs.get(name);
      if (now === undefined || stopping.aborted) return;
      crons.set(now.job);
      const lateMs = due === null ? 0 : Date.now() - due.getTime();
      if (due !== null && lateMs > longestDelayMs) return catchUp(name, due);
      if (lateMs > 0) return fire(name, 'fired');
      noteNext(name);
    },
    change(loaded) {
      const { name } = loaded.job;
      jobs.set(name, loaded);
      // Before it has begun, it has no times yet.
      if (crons.next(name) === null) return;
      crons.set(loaded.job);
      noteNext(name);
    },
    async remove(name) {
      jobs.delete(name);
      crons.remove(name);
      await triggers.endOf(name);
      if (!jobs.has(name)) observer.onGone(name);
    },
    has: (name) => jobs.has(name),
    replan() {
      for (const { job } of jobs.values()) crons.restart(job);
    },
    async stop() {
      crons.stop();
      await triggers.ended();
    },
  };
}

/** What cannot be read now is met, and announced, by the trigger that needs it. */
function orNothing<Item>(read: () => readonly Item[]): readonly Item[] {
  try {
    return read();
  } catch {
    return [];
  }
}
