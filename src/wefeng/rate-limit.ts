/** A place in the window. It is given back when the call has been answered, or has failed. */
interface Slot {
  release(): void;
}

export interface RateLimit {
  /** Waits for a place. Rejects with the signal's reason when the run is stopping. */
  take(signal: AbortSignal): Promise<Slot>;
  /** Lets nobody go before `ms` from now; true when it was not paused already. */
  pauseFor(ms: number): boolean;
}

interface Waiter {
  go: (slot: Slot) => void;
}

/** The time that a limit goes by, in ms from any moment on; nobody can set it. */
export interface Timing {
  now(): number;
  /** Does work in `ms` from now, unless what it gives is called before. */
  later(ms: number, work: () => void): () => void;
}

/**
 * Lets at most `limit` calls reach the server within any `perMs`, however they are delayed on the way: a call arrives
 * between its departure and its answer, so a place is free again one window after the answer.
 * @param recentMs how long ago (ms) earlier calls on this account were answered, from a run before this one
 * @param timing the clock that it goes by
 */
export function createRateLimit(
  limit: number,
  perMs: number,
  recentMs: readonly number[] = [],
  timing = realTiming,
): RateLimit {
  const freeAt = seedPlaces(limit, perMs, recentMs, timing.now());
  const waiting: Waiter[] = [];
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let callOff = () => {};

  const releaseOnce = (): Slot => {
    let held = true;
    return {
      release() {
        if (!held) return;
        held = false;
        freeAt.push(timing.now() + perMs);
        serve();
      },
    };
  };

  function serve(): void {
    callOff();
    while (waiting.length > 0 && freeAt.length > 0) {
      const wait = Math.max(freeAt[0] ?? 0, pausedUntil) - timing.now();
      if (wait > 0) {
        callOff = timing.later(Math.ceil(wait), serve);
        return;
      }
      freeAt.shift();
      waiting.shift()?.go(releaseOnce());
    }
  }

  return {
    take: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const leave = () => {
          waiting.splice(waiting.indexOf(waiter), 1);
          serve();
          reject(signal.reason);
        };
        const waiter: Waiter = {
          go(slot) {
            signal.removeEventListener('abort', leave);
            resolve(slot);
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(waiter);
        serve();
      }),
    pauseFor(ms) {
      const now = timing.now();
      const fresh = pausedUntil <= now;
      pausedUntil = Math.max(pausedUntil, now + ms);
      serve();
      return fresh;
    },
  };
}

const realTiming: Timing = {
  now: () => performance.now(),
  later(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

/** When each place may be taken, soonest first; places come back in this order because time goes one way. */
function seedPlaces(limit: number, perMs: number, recentMs: readonly number[], now: number): number[] {
  const taken = recentMs.map((age) => now + perMs - Math.max(0, age)).filter((time) => time > now);
  const latest = taken.toSorted((a, b) => b - a).slice(0, limit);
  const free = new Array<number>(limit - latest.length).fill(now);
  return [...free, ...latest.reverse()];
}
