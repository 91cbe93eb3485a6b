import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import { type Message, message } from '../messages/message.js';
import { backoffMs } from './backoff.js';
import type { Refusal, VariableNames, Verdict } from './judge-answer.js';
import { maskMessage } from './mask.js';

/** How a call ended, after all its attempts. */
export type Outcome<Data> = Tries &
  (
    | { readonly kind: 'accepted'; readonly data: Data }
    | Refusal
    /** Retries ran out; `untrusted` when the last was answered, but not so that it can be believed. */
    | { readonly kind: 'exhausted'; readonly last: string; readonly untrusted?: boolean }
    /**
     * The run is to stop because of this answer (`why`), or was told to stop before one came (null); `answered` when the
     * server has said of an attempt that it failed.
     */
    | { readonly kind: 'stopped'; readonly answered: boolean; readonly why: Message | null }
  );

/** The attempts of one call. */
export interface Tries {
  /** Those that were made; one that met a 429 is none. */
  readonly attempts: number;
  /**
   * When the last lost attempt cannot arrive any more, by performance.now(): one is lost when it left and was not answered
   * in a way that can be trusted. The server may have applied it, or may do so until then. Null when none is lost.
   */
  readonly lostUntil: number | null;
  /** The same for all attempts that left: what was answered may still be delivered once more. Null when none left. */
  readonly aliveUntil: number | null;
}

/** One attempt: what its answer means, and when nothing of it can arrive any more, by performance.now(); null if none left. */
export interface Attempt<Data> {
  readonly verdict: Verdict<Data>;
  readonly deadAt: number | null;
}

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
 * Repeats an attempt (told of those before it) until its verdict is final or as many as there may be have failed. A 429
 * or a Retry-After is waited out and is not an attempt.
 * @throws what an attempt throws, unless it is that the run is stopping
 */
export async function retryCall<Data>(
  attempt: (before: Tries) => Promise<Attempt<Data>>,
  settings: RetrySettings,
  stopping: AbortSignal,
): Promise<Outcome<Data>> {
  const { attempts: most } = settings;
  let tries: Tries = { attempts: 0, lostUntil: null, aliveUntil: null };
  let answered = false;
  const tryOnce = async (): Promise<Final<Data>> => {
    const { verdict, deadAt } = await attempt(tries);
    const latest = (known: number | null) => (deadAt === null ? known : Math.max(known ?? 0, deadAt));
    tries = { ...tries, aliveUntil: latest(tries.aliveUntil) };
    if ('lost' in verdict && verdict.lost) tries = { ...tries, lostUntil: latest(tries.lostUntil) };
    return orTryAgain(verdict);
  };
  const onFailedAttempt = async ({ error }: { error: Error }) => {
    if (!(error instanceof TryAgain) || error.verdict.kind === 'rateLimited') return;
    answered ||= error.verdict.kind === 'retry';
    tries = { ...tries, attempts: tries.attempts + 1 };
    const { attempts } = tries;
    if (attempts < most) await sleep(backoffMs(attempts, Math.random()), undefined, { signal: stopping });
  };
  try {
    const verdict = await pRetry(tryOnce, {
      // Attempts are counted here: a last one that meets a 429 must still be made. Nor is p-retry given the signal:
      // it would throw away an answer that arrives while the run is stopping.
      retries: Number.POSITIVE_INFINITY,
      minTimeout: 0,
      factor: 1,
      onFailedAttempt,
      shouldRetry: ({ error }) => error instanceof TryAgain && tries.attempts < most,
    });
    return toOutcome(verdict, { ...tries, attempts: tries.attempts + 1 }, answered, settings.secret);
  } catch (error) {
    if (error instanceof TryAgain) return giveUp(error.verdict, tries, answered, settings);
    if (isStop(error, stopping)) return { kind: 'stopped', ...tries, answered, why: null };
    throw error;
  }
}

/** Whether a waiting was ended because the run is stopping. */
const isStop = (error: unknown, { aborted, reason }: AbortSignal): boolean =>
  aborted && (error === reason || (error instanceof Error && error.name === 'AbortError' && error.cause === reason));

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

function toOutcome<Data>(verdict: Final<Data>, tries: Tries, answered: boolean, secret: string): Outcome<Data> {
  switch (verdict.kind) {
    case 'accepted':
      return { ...verdict, ...tries };
    case 'refused':
      return { ...verdict, ...tries, serverMessage: maskMessage(verdict.serverMessage, secret) };
    case 'stop':
      return { kind: 'stopped', ...tries, answered, why: verdict.why };
  }
}

// Where nothing can be reached the next row will not be either; and the row has done no wrong.
function giveUp(verdict: Again, tries: Tries, answered: boolean, { variables }: RetrySettings): Outcome<never> {
  const { reason } = verdict;
  if (verdict.kind !== 'unreachable') {
    const isUntrusted = verdict.kind === 'retry' && verdict.untrusted === true;
    return { kind: 'exhausted', ...tries, last: reason, ...(isUntrusted ? { untrusted: true } : {}) };
  }
  const why = message('stop.unreachable', { reason, variable: variables.baseUrl });
  return { kind: 'stopped', ...tries, answered, why };
}
