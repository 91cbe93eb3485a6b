export interface Rate {
  limit: number;
  perMs: number;
}

/** Takes an arrival time in ms; gives 0 when it is admitted (and counts it), else the ms until a slot is free. */
export type SlidingWindow = (at: number) => number;

/** Takes a rate; gives a window that admits at most `limit` arrivals in any `perMs`. What it refuses does not count. */
export function createWindow(rate: Rate): SlidingWindow {
  let admitted: number[] = [];
  let oldest = 0;
  return (at) => {
    while (oldest < admitted.length && at - (admitted[oldest] ?? 0) >= rate.perMs) oldest++;
    if (admitted.length - oldest >= rate.limit) return (admitted[oldest] ?? at) + rate.perMs - at;
    // Cut in large pieces: shifting one by one is slow with a limit of thousands.
    if (oldest > 1000) {
      admitted = admitted.slice(oldest);
      oldest = 0;
    }
    admitted.push(at);
    return 0;
  };
}
