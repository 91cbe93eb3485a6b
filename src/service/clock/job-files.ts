import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { accountOf } from '../../job/environment.js';
import type { Inbox } from '../../job/job.js';
import { parseJob } from '../../job/load-job.js';
import { notifyAddressesOf } from '../../job/notify-addresses.js';
import { message } from '../../messages/message.js';
import { RunError, refuse } from '../../messages/run-error.js';
import type { Stores } from '../../store/stores.js';
import type { LoadedJob } from '../inbox/run-claim.js';

/** What has become of the job files since they were last looked at. */
export type JobNews =
  | { readonly kind: 'loaded'; readonly file: string; readonly loaded: LoadedJob; readonly isNew: boolean }
  /** `kept`: the job as it was before goes on. */
  | { readonly kind: 'broken'; readonly file: string; readonly error: RunError; readonly kept: boolean }
  | { readonly kind: 'gone'; readonly file: string; readonly job: string };

export interface JobFiles {
  /** Looks at all of them, and tells what is new. */
  look(): Promise<JobNews[]>;
  /** How many could not be taken as they are now. */
  countBroken(): number;
}

interface Known {
  readonly text: string;
  /** Of a broken one, the job that it was before. */
  readonly loaded: LoadedJob | null;
  readonly isBroken: boolean;
}

/** What job files are judged by. */
interface Setting {
  /** Where the runs of the jobs are kept. */
  readonly stores: Stores;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Whether a job must say when it fires; where it is fired by hand it need not. */
  readonly mustSayWhen: boolean;
}

/** Keeps an eye on job files: those that are named, and in folders those that say when they fire. */
export function createJobFiles(paths: readonly string[], setting: Setting): JobFiles {
  const known = new Map<string, Known>();
  let trouble: string | null = null;

  /** Two jobs of one name would share their runs; of one inbox, each would take the files of the other. */
  function findClash({ name, inbox }: LoadedJob['job'], file: string): RunError | null {
    const others = [...known].flatMap(([owner, { loaded }]) =>
      owner !== file && loaded ? [{ owner, ...loaded }] : [],
    );
    const namesake = others.find(({ job }) => job.name === name);
    if (namesake) return refuse(message('schedule.sameName', { name, owner: namesake.owner }));
    const rival = others.find(({ job }) => inbox && job.inbox && placeOf(job.inbox) === placeOf(inbox));
    return rival ? refuse(message('schedule.sameInbox', { owner: rival.owner })) : null;
  }

  function forgetRefused(): void {
    for (const [file, { loaded }] of known) if (loaded === null) known.delete(file);
  }

  /** A folder that cannot be read for a while leaves all jobs as they are. */
  function sayOnce({ code = 'error', path = '' }: NodeJS.ErrnoException): JobNews[] {
    const isTold = trouble === code;
    trouble = code;
    const error = refuse(message('job.unreadable', { file: path, reason: code }));
    return isTold ? [] : [{ kind: 'broken', file: path, error, kept: known.size > 0 }];
  }

  async function lookAt(found: FoundFile): Promise<JobNews[]> {
    const { path: file } = found;
    const before = known.get(file);
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => ({
      code: error.code ?? 'error',
    }));
    const mark = typeof text === 'string' ? text : text.code;
    if (before?.text === mark) return [];
    const judged = judge(text, found, setting);
    const clash = judged === null || judged instanceof RunError ? null : findClash(judged.job, file);
    const loaded = clash ?? judged;
    const kept = loaded instanceof RunError ? (before?.loaded ?? null) : loaded;
    known.set(file, { text: mark, loaded: kept, isBroken: loaded instanceof RunError });
    return newsOf(file, before?.loaded ?? null, loaded);
  }

  return {
    async look() {
      const found = await findJobFiles(paths).catch((error: NodeJS.ErrnoException) => error);
      if (found instanceof Error) return sayOnce(found);
      trouble = null;
      const lost = [...known.keys()].filter((file) => !found.some(({ path }) => path === file));
      const news = lost.flatMap((file) => newsOf(file, known.get(file)?.loaded ?? null, null));
      for (const file of lost) known.delete(file);
      // One after another: of two of one name the first keeps it.
      for (const file of found) news.push(...(await lookAt(file)));
      // A name that has become free may be that of another.
      if (news.some(({ kind }) => kind === 'gone')) forgetRefused();
      return news;
    },
    countBroken: () => [...known.values()].filter(({ isBroken }) => isBroken).length,
  };
}

const placeOf = ({ folder, pattern }: Inbox): string => resolve(folder, pattern);

/** The job of a file; what is wrong with it; null for one that does not fire by itself, and was not asked for by name. */
function judge(
  text: string | { readonly code: string },
  { path: file, isNamed }: FoundFile,
  { stores, variables, mustSayWhen }: Setting,
): LoadedJob | RunError | null {
  try {
    if (typeof text !== 'string') throw refuse(message('job.unreadable', { file, reason: text.code }));
    const parsed = parseJob(text, file);
    const { name, schedule, inbox, sourceFile, account } = parsed.job;
    if (schedule === null && !isNamed) return null;
    if (schedule === null && mustSayWhen) throw refuse(message('schedule.noCron', { name }));
    if (inbox === null && sourceFile === null) throw refuse(message('schedule.noFile', { name }));
    notifyAddressesOf(parsed.job, variables);
    return { ...parsed, place: { stores, account: accountOf(variables, account) } };
  } catch (error) {
    if (error instanceof RunError) return error;
    throw error;
  }
}

function newsOf(file: string, before: LoadedJob | null, now: LoadedJob | RunError | null): JobNews[] {
  if (now instanceof RunError) return [{ kind: 'broken', file, error: now, kept: before !== null }];
  const isSame = before?.job.name === now?.job.name;
  const lost = before !== null && !isSame ? [{ kind: 'gone', file, job: before.job.name } as const] : [];
  return now === null ? lost : [...lost, { kind: 'loaded', file, loaded: now, isNew: before === null || !isSame }];
}

interface FoundFile {
  /** Absolute. */
  readonly path: string;
  /** Named itself, not found in a folder. */
  readonly isNamed: boolean;
}

async function findJobFiles(paths: readonly string[]): Promise<FoundFile[]> {
  const found = await Promise.all(paths.map((path) => filesOf(resolve(path))));
  const named = new Set(found.flat().flatMap(({ path, isNamed }) => (isNamed ? [path] : [])));
  return [...new Set(found.flat().map(({ path }) => path))].map((path) => ({ path, isNamed: named.has(path) }));
}

async function filesOf(path: string): Promise<FoundFile[]> {
  const stats = await stat(path).catch(() => null);
  if (!stats?.isDirectory()) return [{ path, isNamed: true }];
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries.flatMap((entry) => (entry.isFile() || entry.isSymbolicLink() ? [entry.name] : []));
  const jobs = names.filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith('.'));
  return jobs.toSorted().map((name) => ({ path: join(path, name), isNamed: false }));
}
