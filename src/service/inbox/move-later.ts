import type { Job } from '../../job/job.js';
import { type Message, message } from '../../messages/message.js';
import type { Unmoved } from '../../store/service-store.js';
import type { TriggerTools } from '../clock/trigger.js';
import { toRunError } from '../clock/trouble.js';
import { archiveFile } from './archive-file.js';

type Tools = Pick<TriggerTools, 'serviceStore' | 'announce' | 'alertOf' | 'onTrouble'>;

/** Puts a file of an inbox away. One that cannot be moved is told of, not imported again, and moved as soon as it can be. */
export async function putAwayOrLater(file: Unmoved, job: Job, tools: Tools): Promise<void> {
  const why = await tryToMove(file);
  if (why === null) return;
  const { serviceStore, announce, alertOf } = tools;
  await serviceStore.noteUnmoved(file);
  await serviceStore.leave(job.name, file.path, file);
  showUnmoved(file, why, tools);
  announce('error', why, { job: job.name, run: file.runId });
  await alertOf(job, why);
}

/** Moves what an earlier trigger could not move. What still cannot be moved has been told of. */
export async function moveUnmoved(job: string, tools: Tools): Promise<void> {
  for (const file of await tools.serviceStore.unmoved(job)) {
    const why = await tryToMove(file);
    if (why === null) await tools.serviceStore.noteMoved(file);
    showUnmoved(file, why, tools);
  }
}

/** Shows that a file waits to be moved, and why; null once it does not. */
export function showUnmoved(
  { job, path, runId }: Unmoved,
  why: Message | null,
  { onTrouble }: Pick<Tools, 'onTrouble'>,
): void {
  onTrouble(job, `move ${path}`, why && { what: why, runId, next: null });
}

/** Why a file cannot be moved; null where it was, or is no longer there. */
async function tryToMove(file: Unmoved): Promise<Message | null> {
  try {
    await archiveFile(file, file.mark, file.isFine);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw toRunError(error);
    return message('schedule.cannotMove', { runId: file.runId, reason: code });
  }
}
