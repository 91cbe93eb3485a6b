export interface Rate {
  limit: number;
  perMs: number;
}

/** Both take a time in ms of one clock that never goes back. */
export interface SlidingWindow {
  /** Takes an arrival; gives 0 when it is admitted (and counts it), else the ms until a slot is free. */
  admit(at: number): number;
  /** How many of the admitted still count. */
  used(at: number): number;
}

/** Takes a rate; gives a window that admits at most `limit` arrivals in any `perMs`. What it refuses does not count. */
export function createWindow(rate: Rate): SlidingWindow {
  let admitted: number[] = [];
  let oldest = 0;
  const used = (at: number): number => {
    while (oldest < admitted.length && at - (admitted[oldest] ?? 0) >= rate.perMs) oldest++;
    return admitted.length - oldest;
  };
  const admit = (at: number): number => {
    if (used(at) >= rate.limit) return (admitted[oldest] ?? at) + rate.perMs - at;
    // Cut in large pieces: shifting one by one is slow with a limit of thousands.
    if (oldest > 1000) {
      admitted = admitted.slice(oldest);
      oldest = 0;
    }
    admitted.push(at);
    return 0;
  };
  return { admit, used };
}
