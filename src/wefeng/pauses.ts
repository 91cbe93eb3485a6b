import { message } from '../messages/message.js';
import { pauseMs } from './backoff.js';
import type { Endpoint } from './endpoint.js';
import type { Verdict } from './judge-answer.js';
import type { RateLimit } from './rate-limit.js';

const longestPauseMs = 3_600_000;
const mostPausesInARow = 10;

/**
 * Makes the function that a verdict goes through: a 429, or any answer with Retry-After, holds back the calls of all
 * endpoints; a pause that has no end becomes a verdict that stops the run.
 */
export function createPauses(rates: Readonly<Record<Endpoint, RateLimit>>) {
  const inARow = new Map<Endpoint, number>();

  function pauseAll(endpoint: Endpoint, waitMs: number | null): number {
    const pauses = inARow.get(endpoint) ?? 0;
    const ms = waitMs || pauseMs(pauses + 1);
    const fresh = Object.values(rates).map((rate) => rate.pauseFor(ms));
    if (fresh.some(Boolean)) inARow.set(endpoint, pauses + 1);
    return inARow.get(endpoint) ?? 0;
  }

  return <Data>(endpoint: Endpoint, verdict: Verdict<Data>): Verdict<Data> => {
    if (verdict.kind === 'accepted' || verdict.kind === 'refused') inARow.delete(endpoint);
    if (verdict.kind !== 'rateLimited') return verdict;
    const { lost, waitMs } = verdict;
    const minutes = Math.ceil((waitMs ?? 0) / 60_000);
    if ((waitMs ?? 0) > longestPauseMs) return { kind: 'stop', why: message('stop.longPause', { minutes }), lost };
    const pauses = pauseAll(endpoint, waitMs);
    return pauses > mostPausesInARow ? { kind: 'stop', why: message('stop.rateLimited'), lost } : verdict;
  };
}
