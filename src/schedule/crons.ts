import { type ScheduledTask, schedule } from 'node-cron';
import type { Job } from '../job/job.js';

/** The times at which jobs fire. */
export interface Crons {
  /** Fires a job at its times from now on, and no more at those that it had before. */
  set(job: Job): void;
  remove(name: string): void;
  /** When a job fires next; null for one that does not fire by itself. */
  next(name: string): Date | null;
  stop(): void;
}

/** Tells the times of a job, to know later that they have changed. */
export const timesOf = ({ schedule }: Job): string => `${schedule?.cron} ${schedule?.timezone ?? ''}`;

const silent = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };

/**
 * Makes the clock of a service.
 * @param onTime called when a job is to fire
 * @param onMissed called when it is found to have been due some time ago: the machine slept, or was too busy
 */
export function createCrons(onTime: (name: string) => void, onMissed: (name: string) => void): Crons {
  const tasks = new Map<string, { readonly task: ScheduledTask; readonly times: string }>();
  const remove = (name: string) => {
    void tasks.get(name)?.task.destroy();
    tasks.delete(name);
  };
  return {
    set(job) {
      if (job.schedule === null || tasks.get(job.name)?.times === timesOf(job)) return;
      remove(job.name);
      const { cron, timezone } = job.schedule;
      const options = { ...(timezone ? { timezone } : {}), logger: silent, suppressMissedWarning: true };
      const task = schedule(cron, () => onTime(job.name), options);
      task.on('execution:missed', () => onMissed(job.name));
      tasks.set(job.name, { task, times: timesOf(job) });
    },
    remove,
    next: (name) => tasks.get(name)?.task.getNextRuns(1)[0] ?? null,
    stop() {
      for (const name of tasks.keys()) remove(name);
    },
  };
}
