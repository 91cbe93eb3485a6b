import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import { type Message, message } from '../messages/message.js';
import { backoffMs } from './backoff.js';
import type { Refusal, VariableNames, Verdict } from './judge-answer.js';
import { maskMessage } from './mask.js';

/** How a call ended, after all its attempts. */
export type Outcome<Data> = { readonly attempts: number } & (
  | { readonly kind: 'accepted'; readonly data: Data }
  /** `lost` when an attempt before the refused one may have been applied. */
  | (Refusal & { readonly lost: boolean })
  /**
   * Retries ran out; `lost` when an attempt may have been applied, `untrusted` when the last was answered, though not so
   * that it can be believed.
   */
  | { readonly kind: 'exhausted'; readonly lost: boolean; readonly last: string; readonly untrusted?: boolean }
  /**
   * The run is to stop because of this answer (`why`), or was told to stop before one came (null); `answered` when the
   * server has said of an attempt that it failed.
   */
  | { readonly kind: 'stopped'; readonly lost: boolean; readonly answered: boolean; readonly why: Message | null }
);

type Again = Extract<Verdict<never>, { kind: 'retry' | 'rateLimited' | 'unreachable' }>;
type Final<Data> = Exclude<Verdict<Data>, Again>;

interface RetrySettings {
  /** The most that there are. */
  readonly attempts: number;
  /** What no message may tell. */
  readonly secret: string;
  readonly variables: VariableNames;
}

/**
 * Repeats an attempt (told whether it is a retry) until its verdict is final or as many as there may be have failed. A
 * 429 or a Retry-After is waited out and is not an attempt.
 */
export async function retryCall<Data>(
  attempt: (isRetry: boolean) => Promise<Verdict<Data>>,
  settings: RetrySettings,
  stopping: AbortSignal,
): Promise<Outcome<Data>> {
  const { attempts: most } = settings;
  let attempts = 0;
  let lost = false;
  let answered = false;
  const onFailedAttempt = async ({ error }: { error: Error }) => {
    if (!(error instanceof TryAgain)) return;
    lost ||= error.verdict.kind !== 'unreachable' && error.verdict.lost;
    if (error.verdict.kind === 'rateLimited') return;
    answered ||= error.verdict.kind === 'retry';
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
    return conclude(verdict, { attempts, lost, answered }, settings.secret);
  } catch (error) {
    if (error instanceof TryAgain) return giveUp(error.verdict, { attempts, lost, answered }, settings);
    if (stopping.aborted) return { kind: 'stopped', attempts, lost, answered, why: null };
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

/** What is known of the attempts that failed. */
interface Failures {
  readonly attempts: number;
  readonly lost: boolean;
  readonly answered: boolean;
}

function conclude<Data>(verdict: Final<Data>, failures: Failures, secret: string): Outcome<Data> {
  const { lost, answered } = failures;
  const attempts = failures.attempts + 1;
  switch (verdict.kind) {
    case 'accepted':
      return { ...verdict, attempts };
    case 'refused':
      return { ...verdict, attempts, lost, serverMessage: maskMessage(verdict.serverMessage, secret) };
    case 'stop':
      return { kind: 'stopped', attempts, lost: lost || verdict.lost, answered, why: verdict.why };
  }
}

// Where nothing can be reached the next row will not be either; and the row has done no wrong.
function giveUp(verdict: Again, failures: Failures, { variables }: RetrySettings): Outcome<never> {
  if (verdict.kind === 'unreachable') {
    return {
      kind: 'stopped',
      ...failures,
      why: message('stop.unreachable', { reason: verdict.reason, variable: variables.baseUrl }),
    };
  }
  const { attempts, lost } = failures;
  const isUntrusted = verdict.kind === 'retry' && verdict.untrusted === true;
  return { kind: 'exhausted', attempts, lost, last: verdict.reason, ...(isUntrusted ? { untrusted: true } : {}) };
}
