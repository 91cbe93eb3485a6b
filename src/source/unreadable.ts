import { message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';

/** Makes of an error of the file system the refusal of the file; whatever else went wrong is passed on. */
export const unreadable =
  (file: string) =>
  (error: unknown): never => {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw refuse(
      code === 'ENOENT'
        ? message('source.missing', { file })
        : message('source.unreadable', { file, reason: code ?? 'error' }),
    );
  };
