/** Who may use what only one may use at a time: each waits its turn. */
export interface KeyedMutex {
  /** Takes the turn of `key`, after all who came before. Gives it back by the result; null when it did not come by `deadlineMs`. */
  take(key: string, deadlineMs: number, stopping: AbortSignal): Promise<(() => void) | null>;
  isTaken(key: string): boolean;
  /** How many are waiting. */
  countWaiting(): number;
}

type Waiter = (release: (() => void) | null) => void;

/** Makes turns that nobody has taken yet. Deadlines are by performance.now(). */
export function createKeyedMutex(): KeyedMutex {
  const queues = new Map<string, Waiter[]>();

  const releaseOnce = (key: string) => {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = queues.get(key)?.shift();
      if (next) next(releaseOnce(key));
      else queues.delete(key);
    };
  };

  return {
    take(key, deadlineMs, stopping) {
      const queue = queues.get(key);
      if (queue === undefined) {
        queues.set(key, []);
        return Promise.resolve(releaseOnce(key));
      }
      return waitIn(queue, deadlineMs, stopping);
    },
    isTaken: (key) => queues.has(key),
    countWaiting: () => [...queues.values()].reduce((sum, { length }) => sum + length, 0),
  };
}

function waitIn(queue: Waiter[], deadlineMs: number, stopping: AbortSignal): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    const leave = () => {
      queue.splice(queue.indexOf(waiter), 1);
      waiter(null);
    };
    const timer = setTimeout(leave, Math.max(0, deadlineMs - performance.now()));
    const waiter: Waiter = (release) => {
      clearTimeout(timer);
      stopping.removeEventListener('abort', leave);
      resolve(release);
    };
    queue.push(waiter);
    if (stopping.aborted) return leave();
    stopping.addEventListener('abort', leave, { once: true });
  });
}
