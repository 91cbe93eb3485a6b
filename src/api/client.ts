import { message } from '../messages/message.js';
import { pauseMs } from './backoff.js';
import { createHttp, putJson } from './exchange.js';
import { type CodeMeanings, judgeExchange, type Verdict } from './judge-answer.js';
import type { RateLimit } from './rate-limit.js';
import { type PutOutcome, retryPut } from './retry-put.js';
import { signRequest } from './sign-request.js';

export interface ClientSettings {
  readonly baseUrl: string;
  readonly secret: string;
  readonly signFormat: string;
  readonly timeoutMs: number;
  readonly concurrency: number;
  readonly attempts: number;
  readonly codes: CodeMeanings;
}

/** One attempt, as it is counted and drawn: never with what was sent. */
export interface Call {
  readonly endpoint: 'put';
  readonly startedAt: number;
  readonly durationMs: number;
  readonly outcome: Verdict['kind'];
}

export interface Client {
  /**
   * Sends one body, with retries. `stopping` ends the waiting, not a call that is under way. Each attempt waits for
   * `beforeDeparture`; when that rejects, nothing leaves and put rejects with its reason.
   */
  put(
    externalUserId: string,
    body: string,
    stopping: AbortSignal,
    beforeDeparture: () => Promise<void>,
  ): Promise<PutOutcome>;
  close(): void;
}

const longestPauseMs = 3_600_000;
const mostPausesInARow = 10;

/** Makes a client for one account. `onCall` hears of every attempt. */
export function createClient(settings: ClientSettings, rate: RateLimit, onCall: (call: Call) => void): Client {
  const { http, close } = createHttp(settings.timeoutMs, settings.concurrency);
  let pausesInARow = 0;

  /** One attempt: the place in the window, the time and the signature are its own. */
  async function attemptPut(externalUserId: string, body: string): Promise<Verdict> {
    const startedAt = Date.now();
    const start = performance.now();
    const exchange = await putJson(http, signedUrl(settings, externalUserId, startedAt), body);
    const verdict = judgeExchange(exchange, externalUserId, settings.codes);
    onCall({ endpoint: 'put', startedAt, durationMs: performance.now() - start, outcome: verdict.kind });
    return pauseEveryone(verdict);
  }

  /** A 429, or any answer with Retry-After, holds back all workers; a pause that has no end stops the run. */
  function pauseEveryone(verdict: Verdict): Verdict {
    if (verdict.kind === 'accepted' || verdict.kind === 'refused') pausesInARow = 0;
    if (verdict.kind !== 'rateLimited') return verdict;
    const { lost } = verdict;
    const waitMs = verdict.waitMs || pauseMs(pausesInARow + 1);
    const minutes = Math.ceil(waitMs / 60_000);
    if (waitMs > longestPauseMs) return { kind: 'stop', why: message('stop.longPause', { minutes }), lost };
    if (rate.pauseFor(waitMs)) pausesInARow++;
    return pausesInARow > mostPausesInARow ? { kind: 'stop', why: message('stop.rateLimited'), lost } : verdict;
  }

  async function inWindow(stopping: AbortSignal, work: () => Promise<Verdict>): Promise<Verdict> {
    const slot = await rate.take(stopping);
    try {
      return await work();
    } finally {
      slot.release();
    }
  }

  return {
    put(externalUserId, body, stopping, beforeDeparture) {
      const attempt = () =>
        inWindow(stopping, async () => {
          await beforeDeparture();
          return attemptPut(externalUserId, body);
        });
      return retryPut(attempt, settings.attempts, settings.secret, stopping);
    },
    close,
  };
}

function signedUrl({ baseUrl, secret, signFormat }: ClientSettings, externalUserId: string, nowMs: number): string {
  const { sign, timestamp } = signRequest(secret, signFormat, nowMs);
  return `${baseUrl}/externalContact/${encodeURIComponent(externalUserId)}?sign=${sign}&timestamp=${timestamp}`;
}
