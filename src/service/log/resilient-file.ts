import { type Event, toEvent } from './event.js';
import { openRotatingFile, type RotatingFile } from './rotating-file.js';

const patienceMs = 30_000;

/** Opens a rotating file that outlives its troubles: it never throws, and is opened again where it took no more. */
export function openResilientFile(folder: string, onTrouble: (code: string) => void): RotatingFile {
  let file: RotatingFile | null = null;
  let triedAt = Number.NEGATIVE_INFINITY;
  let missing = 0;
  // Given to a file that has yet to show that it takes them.
  let onTrial = 0;
  let closed = false;

  // A clock that is set back must not make it wait for longer.
  const isLongAgo = () => Math.abs(Date.now() - triedAt) >= patienceMs;

  function giveUp(error: Error): void {
    if (missing === 0) onTrouble((error as NodeJS.ErrnoException).code ?? 'UNKNOWN');
    missing += Math.max(1, onTrial);
    onTrial = 0;
    file = null;
    triedAt = Date.now();
  }

  function open(): void {
    triedAt = Date.now();
    const opened: RotatingFile = openRotatingFile(folder, (error) => {
      if (file === opened) giveUp(error);
    });
    file = opened;
  }

  function trust(): void {
    if (missing > 0) file?.write(toEvent('warn', 'log.gap', { count: missing }));
    missing = 0;
    onTrial = 0;
  }

  function write(event: Event): void {
    if (isLongAgo() && file === null) open();
    else if (isLongAgo()) trust();
    if (file === null) missing += 1;
    else {
      onTrial += 1;
      file.write(event);
    }
  }

  return {
    write: (event) => void (closed || attempt(() => write(event), giveUp)),
    async close() {
      closed = true;
      attempt(trust, giveUp);
      await file?.close();
    },
  };
}

function attempt(work: () => void, onError: (error: Error) => void): void {
  try {
    work();
  } catch (error) {
    onError(error as Error);
  }
}
