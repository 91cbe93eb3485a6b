import { message } from '../../messages/message.js';
import { RunError } from '../../messages/run-error.js';
import { asRunError } from '../../store/disk-error.js';
import type { InboxClaim } from '../../store/service-store.js';
import type { Announce } from './announce.js';
import { createBackground } from './background.js';
import type { Dispatcher, DispatcherTools } from './dispatcher.js';
import type { JobNews } from './job-files.js';
import type { JobLocks } from './lock-job.js';
import { findOrphans } from './orphans.js';
import { toRunError } from './trouble.js';

type Loaded = Extract<JobNews, { kind: 'loaded' }>;

/** Takes jobs into a service, and out of it, as their files say. */
export interface Intake {
  /** A job that cannot be taken is told of; the others, and what it was before, go on. */
  take(news: JobNews): void;
  /** Takes those that another service had until now. */
  retry(): void;
  /** Resolves when the jobs that were given up are let go of. */
  ended(): Promise<void>;
}

export function createIntake(
  dispatcher: Dispatcher,
  locks: JobLocks,
  { announce, serviceStore }: Pick<DispatcherTools, 'announce' | 'serviceStore'>,
): Intake {
  const waiting = new Map<string, Loaded>();
  const leaving = createBackground();

  function takeLoaded(news: Loaded): void {
    const { file, loaded } = news;
    locks.take(loaded.job.name);
    const hasNotBegun = waiting.delete(file) || news.isNew;
    announceNews({ ...news, isNew: hasNotBegun }, announce);
    if (hasNotBegun) dispatcher.begin(loaded);
    else dispatcher.change(loaded);
  }

  async function giveUp(job: string): Promise<void> {
    await dispatcher.remove(job);
    if (dispatcher.has(job)) return;
    locks.release(job);
    try {
      const orphans = (await findOrphans(serviceStore, locks)).filter((orphan) => orphan.job === job);
      announceOrphans(orphans, announce);
    } catch (error) {
      announce('warn', toRunError(error).why, { job });
    }
  }

  return {
    take(news) {
      if (news.kind === 'gone') {
        waiting.delete(news.file);
        leaving.add(giveUp(news.job));
      }
      if (news.kind !== 'loaded') return announceNews(news, announce);
      const error = problemOf(() => takeLoaded(news));
      if (error === null) return;
      if (news.isNew) waiting.set(news.file, news);
      announceNews({ kind: 'broken', file: news.file, error, kept: false }, announce);
    },
    retry() {
      for (const news of waiting.values()) problemOf(() => takeLoaded(news));
    },
    ended: leaving.ended,
  };
}

/** Says which runs nobody goes on with by himself. */
export function announceOrphans(orphans: readonly Pick<InboxClaim, 'job' | 'runId'>[], announce: Announce): void {
  for (const { job, runId } of orphans)
    announce('warn', message('schedule.orphan', { job, runId }), { job, run: runId });
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
export function announceNews(news: JobNews, announce: Announce): void {
  const { file } = news;
  switch (news.kind) {
    case 'gone':
      announce('warn', message('schedule.gone'), { job: news.job });
      break;
    case 'loaded': {
      const { name, schedule } = news.loaded.job;
      const times = [schedule?.cron ?? '-', schedule?.timezone ?? ''].join(' ').trim();
      announce('info', message(news.isNew ? 'schedule.loaded' : 'schedule.changed', { file, times }), { job: name });
      break;
    }
    case 'broken':
      announce('error', message(codeOf(news), { file }), { details: detailsOf(news), code: news.error.why.code });
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
