import { setTimeout as wait } from 'node:timers/promises';
import { message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';
import { createDispatcher, type DispatcherTools, type Observer } from './clock/dispatcher.js';
import { announceNews, announceOrphans, createIntake, detailsOf } from './clock/intake.js';
import type { JobFiles, JobNews } from './clock/job-files.js';
import type { JobLocks } from './clock/lock-job.js';
import { findOrphans } from './clock/orphans.js';
import { createTriggers, type TriggerEnd } from './clock/triggers.js';

const lookEveryMs = 1000;

/** What a service is made of, whether it stays or fires once. */
export interface ServiceOrder {
  readonly files: JobFiles;
  readonly locks: JobLocks;
  readonly tools: DispatcherTools;
  readonly observer: Observer;
}

/**
 * Fires jobs at their times until it is told to stop; then what is under way ends as a run does that is interrupted.
 * @throws RunError when there is no job to fire, or another service has one of them
 */
export async function runService({ files, locks, tools, observer }: ServiceOrder): Promise<void> {
  const dispatcher = createDispatcher(tools, observer);
  const intake = createIntake(dispatcher, locks, tools);
  try {
    const news = await files.look();
    await takeFirst(news, locks, tools);
    news.forEach(intake.take);
    observer.onReady();
    const hasTurnedBack = watchClock();
    while (!tools.stopping.aborted) {
      await wait(lookEveryMs, undefined, { signal: tools.stopping }).catch(() => {});
      const seconds = hasTurnedBack();
      if (seconds > 0) {
        tools.announce('warn', message('schedule.clockBack', { seconds }));
        dispatcher.replan();
      }
      (await files.look()).forEach(intake.take);
      intake.retry();
    }
  } finally {
    await dispatcher.stop();
    await intake.ended();
    locks.releaseAll();
  }
}

/**
 * Fires each job once, now, and ends: for cron and timers of the system. What an earlier trigger left open comes first.
 * @returns how each trigger ended
 * @throws RunError when there is no job to fire, or another service has one of them
 */
export async function fireOnce({
  files,
  locks,
  tools,
}: Omit<ServiceOrder, 'observer'>): Promise<readonly TriggerEnd[]> {
  const triggers = createTriggers({ ...tools, ...noTimes, announced: new Map(), isWanted: () => true }, () => {});
  try {
    const news = await files.look();
    const broken = news.flatMap((each) => (each.kind === 'broken' ? [each.error] : []));
    await takeFirst(news, locks, tools);
    for (const each of news) announceNews(each, tools.announce);
    const ends = await Promise.all(news.filter(isLoaded).map(({ loaded }) => triggers.fire(loaded, 'all')));
    return [...broken, ...ends.filter((end) => end !== null)];
  } finally {
    locks.releaseAll();
  }
}

const noTimes = { nextTrigger: () => null, onBegin: async () => {} };

type Loaded = Extract<JobNews, { kind: 'loaded' }>;

const isLoaded = (news: JobNews): news is Loaded => news.kind === 'loaded';

/** Nothing is fired before it is certain that all of it is this service's own. */
async function takeFirst(
  news: readonly JobNews[],
  locks: JobLocks,
  { serviceStore, announce }: DispatcherTools,
): Promise<void> {
  const names = news.filter(isLoaded).map(({ loaded }) => loaded.job.name);
  if (names.length === 0) {
    const details = news.flatMap((each) => (each.kind === 'broken' ? detailsOf(each) : []));
    throw refuse(message('schedule.noJobs'), details);
  }
  for (const name of names) locks.take(name);
  announce('info', message('schedule.started', { count: names.length, jobs: names.join(', ') }));
  announceOrphans(await findOrphans(serviceStore, locks), announce);
}

/** Tells by how many seconds the clock was set back since it was last asked; a little is nothing. */
function watchClock(): () => number {
  let before = Date.now() - performance.now();
  return () => {
    const now = Date.now() - performance.now();
    const backMs = before - now;
    before = now;
    return backMs > 5000 ? Math.round(backMs / 1000) : 0;
  };
}
