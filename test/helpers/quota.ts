import type { CallRecord } from '../../src/sandbox/call-record.js';

/** The most calls of one endpoint that arrived within any window of `perMs`. */
export const busiestWindow = (
  calls: readonly Arrival[],
  perMs: number,
  counted: CallRecord['endpoint'] = 'put',
): number => busiestCalls(calls, perMs, counted).length;

/** These calls themselves. */
export function busiestCalls<Call extends Arrival>(
  calls: readonly Call[],
  perMs: number,
  counted: CallRecord['endpoint'],
): readonly Call[] {
  const arrivals = calls.filter(({ endpoint }) => endpoint === counted);
  let first = 0;
  let most: readonly Call[] = [];
  arrivals.forEach(({ at }, index) => {
    while (at - (arrivals[first]?.at ?? at) >= perMs) first++;
    if (index - first + 1 > most.length) most = arrivals.slice(first, index + 1);
  });
  return most;
}

type Arrival = Pick<CallRecord, 'endpoint' | 'at'>;

/**
 * Calls whose signature was not made for them: older than the call by more than a second. A machine that is busy lets
 * all calls arrive late, one after another; a signature that was kept has newer ones before it, or is one of many.
 */
export function staleCalls(calls: readonly CallRecord[]): CallRecord[] {
  const late = calls.filter(({ skewSeconds }) => skewSeconds === null || Math.abs(skewSeconds) > 1);
  if (late.length > calls.length / 2) return late;
  const newest = newestBefore(calls);
  return late.filter(
    ({ skewSeconds, timestamp, seq }) =>
      skewSeconds === null || timestamp === null || skewSeconds < 0 || (newest.get(seq) ?? timestamp) - timestamp > 1,
  );
}

/** The newest time of a signature up to each call. */
function newestBefore(calls: readonly CallRecord[]): Map<number, number> {
  let newest = 0;
  return new Map(
    calls.map(({ seq, timestamp }) => {
      newest = Math.max(newest, timestamp ?? 0);
      return [seq, newest];
    }),
  );
}
