import { type ScheduledTask, schedule } from 'node-cron';
import type { Job } from '../../job/job.js';

/** The times at which jobs fire. */
export interface Crons {
  /** Fires a job at its times from now on, and no more at those that it had before. */
  set(job: Job): void;
  /** Works out the times of a job anew. */
  restart(job: Job): void;
  remove(name: string): void;
  /** When a job fires next; null for one that does not fire by itself. */
  next(name: string): Date | null;
  stop(): void;
}

/** Tells the times of a job, to know later that they have changed. */
export const timesOf = ({ schedule }: Job): string => `${schedule?.cron} ${schedule?.timezone ?? ''}`;

/** Due this short a time ago (ms) is on time: the machine was busy, or the service was just being started. */
export const longestDelayMs = 60_000;

const silent = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };

/**
 * Makes the clock of a service.
 * @param onTime called when a job is to fire
 * @param onMissed called when it is found to have been due some time ago, once or several times: the machine slept
 */
export function createCrons(onTime: (name: string) => void, onMissed: (name: string, first: Date) => void): Crons {
  const missed = new Map<string, Date>();
  const noteMissed = (name: string, due: Date) => {
    // All that were missed are told of one after another; they are one.
    if (!missed.has(name)) setImmediate(() => onMissed(name, takeFrom(missed, name) ?? due));
    if (!missed.has(name)) missed.set(name, due);
  };
  const tasks = new Map<string, { readonly task: ScheduledTask; readonly times: string }>();
  const remove = (name: string) => {
    void tasks.get(name)?.task.destroy();
    tasks.delete(name);
  };
  const start = (job: Job) => {
    if (job.schedule === null) return;
    remove(job.name);
    const { cron, timezone } = job.schedule;
    const quiet = { logger: silent, suppressMissedWarning: true, missedExecutionTolerance: longestDelayMs };
    const options = { ...(timezone ? { timezone } : {}), ...quiet };
    const task = schedule(cron, () => onTime(job.name), options);
    task.on('execution:missed', ({ date }) => noteMissed(job.name, date));
    tasks.set(job.name, { task, times: timesOf(job) });
  };
  return {
    set(job) {
      if (tasks.get(job.name)?.times !== timesOf(job)) start(job);
    },
    restart(job) {
      if (tasks.has(job.name)) start(job);
    },
    remove,
    next: (name) => tasks.get(name)?.task.getNextRuns(1)[0] ?? null,
    stop() {
      for (const name of tasks.keys()) remove(name);
    },
  };
}

function takeFrom<Key, Value>(map: Map<Key, Value>, key: Key): Value | undefined {
  const value = map.get(key);
  map.delete(key);
  return value;
}
