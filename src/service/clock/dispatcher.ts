import { message } from '../../messages/message.js';
import type { LoadedJob } from '../inbox/run-claim.js';
import { createBackground } from './background.js';
import { createCrons, longestDelayMs } from './crons.js';
import { localTime } from './local-time.js';
import { createNextTimes } from './next-times.js';
import type { TriggerTools } from './trigger.js';
import { createTriggers } from './triggers.js';
import { toRunError } from './trouble.js';
import { readUnfinished, showUnfinished } from './unfinished.js';

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
  begin(loaded: LoadedJob): void;
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
  /** Of each job, as what it was begun last. */
  const begun = new Map<string, LoadedJob>();
  // Whoever stops the service closes the service store next: all that uses it must have ended by then.
  const background = createBackground();
  const crons = createCrons(
    (name) => background.add(fire(name, 'fired')),
    (name, due) => background.add(catchUp(name, due)),
  );
  const announced = new Map<string, string | number>();
  const times = createNextTimes(serviceStore, (job, error) => {
    const { why } = toRunError(error);
    if (announced.get(`${job} due`) !== why.code) announce('warn', why, { job });
    announced.set(`${job} due`, why.code);
  });
  const onBegin = (name: string) => {
    const noted = noteNext(name);
    observer.onState(name, 'running');
    return noted;
  };
  const isWanted = (name: string) => jobs.has(name);
  const triggers = createTriggers(
    { ...tools, nextTrigger: crons.next, onBegin, announced, isWanted },
    (name, isUnderWay) => observer.onState(name, isUnderWay ? 'waiting' : 'idle'),
  );
  /** The job as it is now; null where it is not to be fired any more. */
  const current = (name: string) => (stopping.aborted ? null : (jobs.get(name) ?? null));

  /** Once it resolves, the trigger that is due is not missed any more, whatever becomes of this process. */
  async function noteNext(name: string): Promise<void> {
    const loaded = jobs.get(name);
    const next = crons.next(name);
    observer.onNext(name, next);
    if (loaded && next) await times.keep(loaded.job, next);
  }

  async function fire(name: string, why: 'fired' | 'caughtUp'): Promise<void> {
    const loaded = current(name);
    if (loaded === null) return;
    const end = await triggers.fire(loaded, 'all');
    if (end !== null && !stopping.aborted) await noteNext(name);
    observer.onTrigger(name, end === null ? 'overlapped' : why);
  }

  async function catchUp(name: string, due: Date): Promise<void> {
    const isCaughtUp = jobs.get(name)?.job.schedule?.missed === 'once';
    const words = message(isCaughtUp ? 'schedule.catchesUp' : 'schedule.missed', { due: localTime(due) });
    announce('warn', words, { job: name });
    if (isCaughtUp) return fire(name, 'caughtUp');
    await noteNext(name);
    observer.onTrigger(name, 'skipped');
  }

  async function begin(loaded: LoadedJob): Promise<void> {
    const { name } = loaded.job;
    const due = await times.read(loaded.job);
    const unfinished = await readUnfinished(loaded, serviceStore);
    // Meanwhile the file may have changed, or gone: at each step the job counts as it is then.
    const first = current(name);
    if (first === null || begun.get(name) !== loaded) return;
    // From the first moment of the service on, it is shown.
    showUnfinished(name, unfinished, tools);
    await triggers.fire(first, 'open');
    const now = current(name);
    if (now === null) return;
    crons.set(now.job);
    const lateMs = due === null ? 0 : Date.now() - due.getTime();
    if (due !== null && lateMs > longestDelayMs) return catchUp(name, due);
    if (lateMs > 0) return fire(name, 'fired');
    await noteNext(name);
  }

  return {
    begin(loaded) {
      // It is there before anything is waited for: its file may change or go at any moment from now on.
      jobs.set(loaded.job.name, loaded);
      begun.set(loaded.job.name, loaded);
      background.add(begin(loaded));
    },
    change(loaded) {
      const { name } = loaded.job;
      jobs.set(name, loaded);
      // Before it has begun, it has no times yet.
      if (crons.next(name) === null) return;
      crons.set(loaded.job);
      background.add(noteNext(name));
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
      await background.ended();
    },
  };
}
