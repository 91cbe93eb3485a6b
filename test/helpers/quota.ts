import type { CallRecord } from '../../src/sandbox/call-record.js';

/** The most calls of one endpoint that arrived within any window of `perMs`. */
export function busiestWindow(calls: readonly CallRecord[], perMs: number): number {
  const arrivals = calls.filter(({ endpoint }) => endpoint === 'put').map(({ at }) => at);
  let first = 0;
  let most = 0;
  arrivals.forEach((at, index) => {
    while (at - (arrivals[first] ?? at) >= perMs) first++;
    most = Math.max(most, index - first + 1);
  });
  return most;
}

/** Calls whose signature was not made for them: older than the call by more than a second. */
export const staleCalls = (calls: readonly CallRecord[]): CallRecord[] =>
  calls.filter(({ skewSeconds }) => skewSeconds === null || Math.abs(skewSeconds) > 1);
