import { message } from '../../messages/message.js';
import { RunError } from '../../messages/run-error.js';
import { asRunError } from '../../store/disk-error.js';
import type { Claim } from '../../store/sqlite/service-store.js';
import type { Dispatcher, DispatcherTools } from './dispatcher.js';
import type { JobNews } from './job-files.js';
import type { JobLocks } from './lock-job.js';
import { findOrphans } from './orphans.js';
import type { Tell } from './tell.js';
import { toRunError } from './trouble.js';

type Loaded = Extract<JobNews, { kind: 'loaded' }>;

/** Takes jobs into a service, and out of it, as their files say. */
export interface Intake {
  /** A job that cannot be taken is told of; the others, and what it was before, go on. */
  take(news: JobNews): void;
  /** Takes those that another service had until now. */
  retry(): void;
}

export function createIntake(
  dispatcher: Dispatcher,
  locks: JobLocks,
  { tell, serviceStore }: Pick<DispatcherTools, 'tell' | 'serviceStore'>,
): Intake {
  const waiting = new Map<string, Loaded>();

  function takeLoaded(news: Loaded): void {
    const { file, loaded } = news;
    locks.take(loaded.job.name);
    const hasNotBegun = waiting.delete(file) || news.isNew;
    tellNews({ ...news, isNew: hasNotBegun }, tell);
    if (hasNotBegun) void dispatcher.begin(loaded);
    else dispatcher.change(loaded);
  }

  function sayIfOrphaned(job: string): void {
    try {
      const orphans = findOrphans(serviceStore, locks).filter((orphan) => orphan.job === job);
      tellOrphans(orphans, tell);
    } catch (error) {
      tell('warn', toRunError(error).why, { job });
    }
  }

  function giveUp(job: string): void {
    void dispatcher.remove(job).then(() => {
      if (dispatcher.has(job)) return;
      locks.release(job);
      sayIfOrphaned(job);
    });
  }

  return {
    take(news) {
      if (news.kind === 'gone') {
        waiting.delete(news.file);
        giveUp(news.job);
      }
      if (news.kind !== 'loaded') return tellNews(news, tell);
      const error = problemOf(() => takeLoaded(news));
      if (error === null) return;
      if (news.isNew) waiting.set(news.file, news);
      tellNews({ kind: 'broken', file: news.file, error, kept: false }, tell);
    },
    retry() {
      for (const news of waiting.values()) problemOf(() => takeLoaded(news));
    },
  };
}

/** Says which runs nobody goes on with by himself. */
export function tellOrphans(orphans: readonly Pick<Claim, 'job' | 'runId'>[], tell: Tell): void {
  for (const { job, runId } of orphans) tell('warn', message('schedule.orphan', { job, runId }), { job, run: runId });
}

function problemOf(work: () => void): RunError | null {
  try {
    work();
    return null;
  } catch (error) {
    const problem = error instanceof RunError ? error : asRunError(error);
    if (problem === null) throw error;
    return problem;
  }
}

/** Says what has become of a job file. */
export function tellNews(news: JobNews, tell: Tell): void {
  const { file } = news;
  switch (news.kind) {
    case 'gone':
      tell('warn', message('schedule.gone'), { job: news.job });
      break;
    case 'loaded': {
      const { name, schedule } = news.loaded.job;
      const times = [schedule?.cron ?? '-', schedule?.timezone ?? ''].join(' ').trim();
      tell('info', message(news.isNew ? 'schedule.loaded' : 'schedule.changed', { file, times }), { job: name });
      break;
    }
    case 'broken':
      tell('error', message(codeOf(news), { file }), { details: detailsOf(news), code: news.error.why.code });
      break;
  }
}

type Broken = Extract<JobNews, { kind: 'broken' }>;

function codeOf({ error, kept }: Broken) {
  // Variables are read when the service starts.
  if (error.why.code.startsWith('env.')) return 'schedule.brokenVariables';
  return kept ? 'schedule.brokenKept' : 'schedule.brokenJob';
}

/** What is wrong with a job file, place by place. */
export const detailsOf = ({ file, error: { why, details } }: Broken) => [{ where: file, why }, ...details];
