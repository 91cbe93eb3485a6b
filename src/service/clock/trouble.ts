import { type Message, message } from '../../messages/message.js';
import { RunError } from '../../messages/run-error.js';
import { asRunError } from '../../store/disk-error.js';

/** Something of a job that waits for a person, or for the next try. The service shows it until it is settled. */
export interface Trouble {
  readonly what: Message;
  /** The run that it is about; null for none. */
  readonly runId: string | null;
  /** What a person may type to bring it further; null where there is no such command. */
  readonly next: string | null;
}

/** Whatever was thrown, as a problem that may be announced: of an error that nobody has foreseen its kind and place, no more. */
export function toRunError(error: unknown): RunError {
  if (error instanceof RunError) return error;
  return asRunError(error) ?? new RunError('stopped', message('schedule.broken', placeOf(error)));
}

/** The kind of an error, and where in this program it came up. Its message may hold anything; these do not. */
export function placeOf(error: unknown): { readonly name: string; readonly place: string } {
  const { name, stack = '' } = error instanceof Error ? error : { name: typeof error };
  const own = /at .*?\(?([\w-]+\.js:\d+)/.exec(stack)?.[1];
  return { name, place: own ?? '?' };
}
