import { createTask } from 'node-cron';
import { cause } from '../messages/cause.js';
import { message } from '../messages/message.js';
import { isPattern } from './job.js';
import type { JobProblem } from './job-problem.js';
import type { JobFile } from './schema.js';

/** Finds what is wrong with the times at which a job is to fire, and with an inbox that is none. */
export function checkSchedule({ schedule, inbox, source: { file = '' } }: JobFile): JobProblem[] {
  return [
    ...(schedule ? checkTimes(schedule) : []),
    ...(inbox && !isPattern(file) ? [{ path: ['inbox'], reason: message('job.inboxWithoutPattern') }] : []),
  ];
}

function checkTimes({ cron, timezone }: NonNullable<JobFile['schedule']>): JobProblem[] {
  if (timezone !== undefined && !isZone(timezone)) {
    return [{ path: ['schedule', 'timezone'], reason: message('job.timezone', { timezone }) }];
  }
  const reason = whyNever(cron);
  return reason === null ? [] : [{ path: ['schedule', 'cron'], reason: message('job.cron', { cron, reason }) }];
}

function isZone(timezone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: timezone }));
  } catch {
    return false;
  }
}

/** What keeps a cron expression from ever firing; null when it will. */
function whyNever(cron: string): string | null {
  try {
    const task = createTask(cron, () => {});
    const isEver = task.getNextRuns(1).length === 1;
    // Else it would be kept for good: the library remembers every task.
    void task.destroy();
    return isEver ? null : cause('cause.noTime');
  } catch (error) {
    return (error as Error).message;
  }
}
