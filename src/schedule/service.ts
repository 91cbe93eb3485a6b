import { setTimeout as wait } from 'node:timers/promises';
import { message } from '../messages/message.js';
import { RunError, refuse } from '../messages/run-error.js';
import { createDispatcher, type Dispatcher, type DispatcherTools, type Observer } from './dispatcher.js';
import { createFirings, type FiringEnd } from './firings.js';
import type { JobFiles, JobNews } from './job-files.js';
import { createJobLocks, type JobLocks } from './lock-job.js';

const lookEveryMs = 1000;

/** What a service is made of, whether it stays or fires once. */
export interface ServiceOrder {
  readonly files: JobFiles;
  readonly logDir: string;
  readonly tools: DispatcherTools;
  readonly observer: Observer;
}

/**
 * Fires jobs at their times until it is told to stop; then what is under way ends as a run does that is interrupted.
 * @throws RunError when there is no job to fire, or another service has one of them
 */
export async function runService({ files, logDir, tools, observer }: ServiceOrder): Promise<void> {
  const dispatcher = createDispatcher(tools, observer);
  const locks = createJobLocks(logDir);
  try {
    const news = await files.look();
    takeFirst(news, locks, tools);
    for (const each of news) takeNews(each, dispatcher, locks, tools);
    while (!tools.stopping.aborted) {
      await wait(lookEveryMs, undefined, { signal: tools.stopping }).catch(() => {});
      for (const each of await files.look()) takeNews(each, dispatcher, locks, tools);
    }
  } finally {
    await dispatcher.stop();
    locks.releaseAll();
  }
}

/**
 * Fires each job once, now, and ends: for cron and timers of the system. What an earlier firing left open comes first.
 * @returns how each firing ended
 * @throws RunError when there is no job to fire, or another service has one of them
 */
export async function fireOnce({
  files,
  logDir,
  tools,
}: Omit<ServiceOrder, 'observer'>): Promise<readonly FiringEnd[]> {
  const locks = createJobLocks(logDir);
  const firings = createFirings({ ...tools, ...noTimes, toldOthers: new Map() }, () => {});
  try {
    const news = await files.look();
    const broken = news.flatMap((each) => (each.kind === 'broken' ? [each.error] : []));
    takeFirst(news, locks, tools);
    for (const each of news) tellNews(each, tools);
    const ends = await Promise.all(news.filter(isLoaded).map(({ loaded }) => firings.fire(loaded, 'all')));
    return [...broken, ...ends.filter((end) => end !== null)];
  } finally {
    locks.releaseAll();
  }
}

const noTimes = { nextFiring: () => null, onBegin: () => {} };

type Loaded = Extract<JobNews, { kind: 'loaded' }>;

const isLoaded = (news: JobNews): news is Loaded => news.kind === 'loaded';

/** Nothing is fired before it is certain that all of it is this service's own. */
function takeFirst(news: readonly JobNews[], locks: JobLocks, { book, tell }: DispatcherTools): void {
  const names = news.filter(isLoaded).map(({ loaded }) => loaded.job.name);
  if (names.length === 0) {
    const details = news.flatMap((each) => (each.kind === 'broken' ? detailsOf(each) : []));
    throw refuse(message('schedule.noJobs'), details);
  }
  for (const name of names) locks.take(name);
  tell('info', message('schedule.started', { count: names.length, jobs: names.join(', ') }));
  for (const job of book.jobsWithOpenClaims()) {
    if (!names.includes(job)) tell('warn', message('schedule.orphan', { job }), { job });
  }
}

const detailsOf = ({ file, error: { why, details } }: Extract<JobNews, { kind: 'broken' }>) => [
  { where: file, why },
  ...details,
];

/** A job that cannot be taken is told of; the others, and what it was before, go on. */
function takeNews(news: JobNews, dispatcher: Dispatcher, locks: JobLocks, tools: DispatcherTools): void {
  try {
    if (news.kind === 'loaded') locks.take(news.loaded.job.name);
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    tellNews({ kind: 'broken', file: news.file, error, kept: false }, tools);
    return;
  }
  tellNews(news, tools);
  if (news.kind === 'gone') dispatcher.remove(news.job);
  if (news.kind === 'loaded' && news.isNew) void dispatcher.begin(news.loaded);
  if (news.kind === 'loaded' && !news.isNew) dispatcher.change(news.loaded);
}

function tellNews(news: JobNews, { tell }: DispatcherTools): void {
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
    case 'broken': {
      const code = news.kept ? 'schedule.brokenKept' : 'schedule.brokenJob';
      tell('error', message(code, { file }), { details: detailsOf(news) });
      break;
    }
  }
}
