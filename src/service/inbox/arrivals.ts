import type { Inbox, Job } from '../../job/job.js';
import { message } from '../../messages/message.js';
import { refuse } from '../../messages/run-error.js';
import { isSameState, readFileState } from '../../store/file-state.js';
import type { RunCatalog } from '../../store/run-catalog.js';
import { newRunId } from '../../store/run-folder.js';
import type { InboxClaim } from '../../store/service-store.js';
import type { TriggerTools } from '../clock/trigger.js';
import { completeFiles, type InboxFile } from './complete-files.js';
import { earlierRun } from './earlier-run.js';
import { findFiles } from './find-files.js';
import { hashFile } from './hash-file.js';
import { putAwayOrLater } from './move-later.js';
import { commandOf } from './stage-in-sight.js';

type Tools = Pick<TriggerTools, 'serviceStore' | 'announce' | 'stopping' | 'announced' | 'alertOf' | 'onTrouble'>;

/**
 * The complete files of an inbox whose content this job has not imported yet, the oldest first. One that it has is put away
 * with a word.
 * @throws RunError when the inbox cannot be read
 */
export async function* arrivalsOf(job: Job, inbox: Inbox, runs: RunCatalog, tools: Tools): AsyncGenerator<InboxClaim> {
  const { announce, stopping } = tools;
  const { complete, incomplete } = await completeFiles(await newFiles(job.name, inbox, tools), inbox, stopping);
  if (incomplete > 0 && isNews(`${job.name} incomplete`, incomplete, tools))
    announce('info', message('schedule.incomplete', { count: incomplete }), { job: job.name });
  // A night without its file is seen in the morning; a job that fires every second does not fill the log.
  const hour = Math.floor(Date.now() / 3_600_000);
  if (complete.length + incomplete === 0 && isNews(`${job.name} nothing`, hour, tools))
    announce('info', message('schedule.nothing'), { job: job.name });
  for (const file of complete) {
    const sha256 = await hashIfStill(file, stopping).catch((error) => sayUnreadable(file, error, job, tools));
    // Somebody has written to it all the same, or taken it away: it is looked at again at the next trigger.
    if (sha256 === null) continue;
    const earlier = await earlierRun(job.name, { ...file, sha256 }, runs, tools.serviceStore);
    if (earlier?.isImported) await passOver({ ...file, sha256 }, earlier.runId, job, inbox, tools);
    else yield { ...file, runId: earlier ? takeUp(earlier.runId, job, tools) : newRunId(), job: job.name, sha256 };
  }
}

/** A file that a run has begun on is that run's: a second run would import it twice. */
function takeUp(runId: string, { name }: Job, { announce, onTrouble }: Tools): string {
  const what = message('schedule.takesUp', { runId });
  announce('warn', what, { job: name, run: runId });
  onTrouble(name, 'run', { what, runId, next: commandOf('begun', runId) });
  return runId;
}

async function newFiles(job: string, inbox: Inbox, tools: Tools): Promise<string[]> {
  const { files, others } = await findFiles(inbox).catch((error: NodeJS.ErrnoException) => {
    throw refuse(message('schedule.noInbox', { pattern: inbox.pattern, reason: error.code ?? 'error' }));
  });
  sayOfOthers(job, inbox, others, tools);
  const areNew = await Promise.all(files.map((path) => isNewFile(job, path, tools)));
  return files.filter((_, index) => areNew[index]);
}

/** Whether a file is there, and is not one that is done with and stays where it lies. */
async function isNewFile(job: string, path: string, { serviceStore }: Tools): Promise<boolean> {
  const state = await readFileState(path);
  return state !== null && !(await serviceStore.isLeft(job, path, state));
}

/** Somebody may wait for them to be imported. */
function sayOfOthers(job: string, { pattern }: Inbox, count: number, tools: Tools): void {
  const isTold = isNews(`${job} others`, count, tools) && count > 0;
  if (isTold) tools.announce('warn', message('schedule.others', { count, pattern }), { job });
}

/** A trigger may come every second: what has not changed since is not said again. */
function isNews(what: string, now: string | number, { announced }: Tools): boolean {
  const isNew = announced.get(what) !== now;
  announced.set(what, now);
  return isNew;
}

/** One file that cannot be read keeps no other from being imported. */
async function sayUnreadable(file: InboxFile, error: NodeJS.ErrnoException, job: Job, tools: Tools): Promise<null> {
  tools.stopping.throwIfAborted();
  const reason = error.code ?? 'error';
  const isTold = reason === 'ENOENT' || !isNews(`${job.name} ${file.path}`, `${reason} ${file.modifiedMs}`, tools);
  if (isTold) return null;
  const what = message('schedule.unreadable', { reason });
  tools.announce('error', what, { job: job.name });
  await tools.alertOf(job, what);
  return null;
}

/** The hash of a file; null when it is no longer the one that was found complete. */
async function hashIfStill(file: InboxFile, stopping: AbortSignal): Promise<string | null> {
  const sha256 = await hashFile(file.path, stopping);
  const state = await readFileState(file.path);
  return state && isSameState(state, file) ? sha256 : null;
}

async function passOver(
  file: InboxFile & { readonly sha256: string },
  earlier: string,
  job: Job,
  inbox: Inbox,
  tools: Tools,
): Promise<void> {
  const { serviceStore, announce } = tools;
  // What was imported by hand is known by its content from now on, too.
  if (!(await serviceStore.knows(earlier))) await serviceStore.noteImported({ ...file, runId: earlier, job: job.name });
  announce('warn', message('schedule.seenBefore', { runId: earlier }), { job: job.name, run: earlier });
  if (inbox.afterwards === 'leave') await serviceStore.leave(job.name, file.path, file);
  else {
    const [runId, mark] = [earlier, `${earlier}.again`];
    await putAwayOrLater({ ...file, job: job.name, runId, mark, isFine: true }, job, tools);
  }
}
