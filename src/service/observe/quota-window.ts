import type { Rate } from '../../job/job.js';

/** The calls of one endpoint of one account that still weigh on its quota, as far as this process has seen them. */
export interface QuotaWindow {
  /** A call has just been answered, or has failed; `rate` is that of the job which made it. */
  note(rate: Rate): void;
  used(): number;
  rate(): Rate;
}

/** A call weighs until one window after its answer, as in `createRateLimit`. */
export function createQuotaWindow(first: Rate): QuotaWindow {
  let rate = first;
  let endedAt: number[] = [];

  function forgetOld(): void {
    const since = performance.now() - rate.perMs;
    const keptFrom = endedAt.findIndex((time) => time > since);
    endedAt = keptFrom < 0 ? [] : endedAt.slice(keptFrom);
  }

  return {
    note(latest) {
      rate = latest;
      // Not at each call: the list is at most twice what the window holds.
      if (endedAt.length >= 2 * rate.limit) forgetOld();
      endedAt.push(performance.now());
    },
    used() {
      forgetOld();
      return endedAt.length;
    },
    rate: () => rate,
  };
}
