import { message } from '../../messages/message.js';
import { RunError, refuse } from '../../messages/run-error.js';

/** The refusal of a workbook that is damaged or cut short; what is refused or unreadable for another reason is passed on. */
export function brokenPart(file: string, part: string, error: unknown): unknown {
  if (error instanceof RunError) return error;
  if (!(error instanceof Error) || error.name === 'AbortError') return error;
  const { code, syscall } = error as NodeJS.ErrnoException;
  // A TypeError without a code is no fault of the file.
  if (error.name !== 'Error' && code === undefined) return error;
  if (syscall !== undefined) return refuse(message('source.unreadable', { file, reason: code ?? 'error' }));
  return refuse(message('source.broken', { file, part, reason: error.message.slice(0, 160) }));
}

/** What a reader of a part throws when the part is not as it should be. */
export class BrokenError extends Error {}
