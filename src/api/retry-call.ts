import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import { type Message, message } from '../messages/message.js';
import { backoffMs } from './backoff.js';
import type { Refusal, Verdict } from './judge-answer.js';
import { maskMessage } from './mask.js';

/** How a call ended, after all its attempts. */
export type Outcome<Data> = { readonly attempts: number } & (
  | { readonly kind: 'accepted'; readonly data: Data }
  | Refusal
  /** Retries ran out; `lost` when an attempt may have been applied. */
  | { readonly kind: 'exhausted'; readonly lost: boolean; readonly last: string }
  /** The run is to stop because of this answer (`why`), or was told to stop before one came (null). */
  | { readonly kind: 'stopped'; readonly lost: boolean; readonly why: Message | null }
);

type Again = Extract<Verdict<never>, { kind: 'retry' | 'rateLimited' | 'unreachable' }>;
type Final<Data> = Exclude<Verdict<Data>, Again>;

/**
 * Repeats an attempt (told whether it is a retry) until its verdict is final or `most` attempts have failed. A 429 or a Retry-After is waited out and
 * is not an attempt.
 */
export async function retryCall<Data>(
  attempt: (isRetry: boolean) => Promise<Verdict<Data>>,
  most: number,
  secret: string,
  stopping: AbortSignal,
): Promise<Outcome<Data>> {
  let attempts = 0;
  let lost = false;
  const onFailedAttempt = async ({ error }: { error: Error }) => {
    if (!(error instanceof TryAgain)) return;
    lost ||= error.verdict.kind !== 'unreachable' && error.verdict.lost;
    if (error.verdict.kind === 'rateLimited') return;
    attempts++;
    if (attempts < most) await sleep(backoffMs(attempts, Math.random()), undefined, { signal: stopping });
  };
  try {
    const verdict = await pRetry(async () => orTryAgain(await attempt(attempts > 0)), {
      // Attempts are counted here: a last one that meets a 429 must still be made. Nor is p-retry given the signal:
      // it would throw away an answer that arrives while the run is stopping.
      retries: Number.POSITIVE_INFINITY,
      minTimeout: 0,
      factor: 1,
      onFailedAttempt,
      shouldRetry: ({ error }) => error instanceof TryAgain && attempts < most,
    });
    return conclude(verdict, attempts, lost, secret);
  } catch (error) {
    if (error instanceof TryAgain) return giveUp(error.verdict, attempts, lost);
    if (stopping.aborted) return { kind: 'stopped', attempts, lost, why: null };
    throw error;
  }
}

class TryAgain extends Error {
  readonly verdict: Again;
  constructor(verdict: Again) {
    super(verdict.reason);
    this.verdict = verdict;
  }
}

function orTryAgain<Data>(verdict: Verdict<Data>): Final<Data> {
  if (verdict.kind === 'retry' || verdict.kind === 'rateLimited' || verdict.kind === 'unreachable') {
    throw new TryAgain(verdict);
  }
  return verdict;
}

function conclude<Data>(verdict: Final<Data>, failures: number, lost: boolean, secret: string): Outcome<Data> {
  const attempts = failures + 1;
  switch (verdict.kind) {
    case 'accepted':
      return { ...verdict, attempts };
    case 'refused':
      return { ...verdict, attempts, serverMessage: maskMessage(verdict.serverMessage, secret) };
    case 'stop':
      return { kind: 'stopped', attempts, lost: lost || verdict.lost, why: verdict.why };
  }
}

// Where nothing can be reached the next row will not be either; and the row has done no wrong.
function giveUp(verdict: Again, attempts: number, lost: boolean): Outcome<never> {
  if (verdict.kind === 'unreachable') {
    return { kind: 'stopped', attempts, lost, why: message('stop.unreachable', { reason: verdict.reason }) };
  }
  return { kind: 'exhausted', attempts, lost, last: verdict.reason };
}
