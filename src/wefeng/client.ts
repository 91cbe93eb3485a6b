import { isObject, type JsonObject } from '../fields/json.js';
import { cause } from '../messages/cause.js';
import { clockAheadSeconds } from './clock.js';
import type { Endpoint } from './endpoint.js';
import { createHttp, type Exchange, exchange, type Request } from './exchange.js';
import {
  type CodeMeanings,
  judgeExchange,
  type ReadSuccess,
  type VariableNames,
  type Verdict,
} from './judge-answer.js';
import { createPauses } from './pauses.js';
import type { RateLimit } from './rate-limit.js';
import { judgePage, longestPage, type Page, tooLong } from './read-page.js';
import { type Attempt, type Outcome, retryCall, type Tries } from './retry-call.js';
import { signRequest } from './sign-request.js';

export interface ClientSettings {
  readonly baseUrl: string;
  readonly secret: string;
  readonly signFormat: string;
  readonly timeoutMs: number;
  readonly concurrency: number;
  readonly attempts: number;
  /** How long a call that is under way may still take once the run is stopping. */
  readonly graceMs: number;
  readonly codes: CodeMeanings;
  /** What tells of the account, as messages call it. */
  readonly variables: VariableNames;
  /** Below the base URL; `:externalUserID` stands for the id. */
  readonly getPath: string;
  readonly listPath: string;
}

/** One attempt, as it is counted and drawn: never with what was sent. */
export interface Call {
  readonly endpoint: Endpoint;
  /** Whether an attempt before it had failed. */
  readonly isRetry: boolean;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly outcome: Verdict<never>['kind'];
}

/** Of a body that was withheld, the attempts before that. */
export type PutOutcome = Outcome<JsonObject> | ({ readonly kind: 'withheld' } & Tries);

/** A page longer than an answer may be is to be asked for with fewer contacts. */
type ListOutcome = Outcome<Page> | { readonly kind: 'tooLong' };

/** Every call is signed, rate-limited and retried. `stopping` ends the waiting; a call that is under way has its grace. */
export interface Client {
  /**
   * Sends one body; gives the echo. Each attempt, its place in the window taken, waits for `mayDepart`: false withholds
   * it, and there are no more; when that rejects, nothing leaves and put rejects with its reason.
   * @throws what onCall or onClock threw of the attempt before: its answer was given all the same
   */
  put(
    externalUserId: string,
    body: string,
    stopping: AbortSignal,
    mayDepart: () => Promise<boolean>,
  ): Promise<PutOutcome>;
  /** Reads one contact. */
  get(externalUserId: string, stopping: AbortSignal): Promise<Outcome<JsonObject>>;
  /** Reads one page of all contacts; the first is 1. */
  list(pageNum: number, pageSize: number, stopping: AbortSignal): Promise<ListOutcome>;
  /** @throws what onCall or onClock has thrown */
  throwFailure(): void;
  close(): void;
}

/** What an exchange means for what was asked. */
type Judge<Data> = (came: Exchange) => Verdict<Data>;

const mebibyte = 1024 * 1024;
const withheld = Symbol('withheld');

/**
 * Makes a client for one account. `onCall` hears of every attempt; `onClock` of every answer by whose time our clock is
 * off, with how many seconds it is ahead.
 */
export function createClient(
  settings: ClientSettings,
  rates: Readonly<Record<Endpoint, RateLimit>>,
  onCall: (call: Call) => void,
  onClock: (aheadSeconds: number) => void,
): Client {
  const http = createHttp(settings.timeoutMs, settings.concurrency);
  const pauseEveryone = createPauses(rates);
  const listeners = keepFailure();
  const judgeContact = (externalUserId: string) => (came: Exchange) =>
    judgeExchange(came, readContactOf(externalUserId), settings);

  /** One attempt: the place in the window, the time and the signature are its own. */
  async function attempt<Data>(
    endpoint: Endpoint,
    { attempts, lostUntil }: Tries,
    request: Omit<Request, 'url'> & { readonly path: string },
    judge: Judge<Data>,
    stopping: AbortSignal,
  ): Promise<Attempt<Data>> {
    const startedAt = Date.now();
    const start = performance.now();
    // After a lost attempt an answer on an old connection could be the answer to that one.
    const signed = { ...request, url: signUrl(settings, request.path, startedAt), alone: lostUntil !== null };
    const { came, dropConnection } = await exchange(http, signed, stopping, settings.graceMs);
    const end = performance.now();
    const verdict = judge(came);
    if (verdict.kind === 'retry' && verdict.lost) dropConnection();
    listeners.notify(() => {
      onCall({ endpoint, isRetry: attempts > 0, startedAt, durationMs: end - start, outcome: verdict.kind });
      const aheadSeconds = came.kind === 'answer' ? clockAheadSeconds(came) : null;
      if (aheadSeconds !== null) onClock(aheadSeconds);
    });
    const hasLeft = came.kind === 'answer' || came.mayHaveArrived;
    const deadAt = hasLeft ? Math.max(start + settings.timeoutMs, end) : null;
    return { verdict: pauseEveryone(endpoint, verdict), deadAt };
  }

  async function inWindow<Result>(
    endpoint: Endpoint,
    stopping: AbortSignal,
    work: () => Promise<Result>,
  ): Promise<Result> {
    listeners.throwFailure();
    const slot = await rates[endpoint].take(stopping);
    try {
      return await work();
    } finally {
      slot.release();
    }
  }

  function read<Data>(
    endpoint: Endpoint,
    request: Parameters<typeof attempt>[2],
    judge: Judge<Data>,
    stopping: AbortSignal,
  ): Promise<Outcome<Data>> {
    const attemptRead = (before: Tries) =>
      inWindow(endpoint, stopping, () => attempt(endpoint, before, request, judge, stopping));
    return retryCall(attemptRead, settings, stopping);
  }

  return {
    async put(externalUserId, body, stopping, mayDepart) {
      const path = contactPath('/externalContact/:externalUserID', externalUserId);
      const request = { method: 'PUT', path, body, maxAnswerBytes: mebibyte } as const;
      const attemptPut = (before: Tries) =>
        inWindow('put', stopping, async (): Promise<Attempt<JsonObject | typeof withheld>> => {
          if (!(await mayDepart())) return { verdict: { kind: 'accepted', data: withheld }, deadAt: null };
          return attempt('put', before, request, judgeContact(externalUserId), stopping);
        });
      const outcome = await retryCall(attemptPut, settings, stopping);
      if (outcome.kind !== 'accepted') return outcome;
      const { data, ...tries } = outcome;
      if (data === withheld) return { ...tries, kind: 'withheld', attempts: tries.attempts - 1 };
      return { ...tries, kind: 'accepted', data };
    },
    get(externalUserId, stopping) {
      const path = contactPath(settings.getPath, externalUserId);
      const request = { method: 'GET', path, maxAnswerBytes: mebibyte } as const;
      return read('get', request, judgeContact(externalUserId), stopping);
    },
    async list(pageNum, pageSize, stopping) {
      const asked = { pageNum, pageSize };
      const body = JSON.stringify(asked);
      const request = { method: 'POST', path: settings.listPath, body, maxAnswerBytes: longestPage } as const;
      const outcome = await read('list', request, (came) => judgePage(came, asked, settings), stopping);
      if (outcome.kind !== 'accepted') return outcome;
      const { data, ...accepted } = outcome;
      return data === tooLong ? { kind: 'tooLong' } : { ...accepted, data };
    },
    throwFailure: listeners.throwFailure,
    close: http.close,
  };
}

/** What a listener throws must not cost the answer that it is told of: it is thrown before the next attempt. */
function keepFailure(): { notify(work: () => void): void; throwFailure(): void } {
  let failure: { readonly error: unknown } | null = null;
  return {
    notify(work) {
      try {
        work();
      } catch (error) {
        failure ??= { error };
      }
    },
    throwFailure() {
      if (failure) throw failure.error;
    },
  };
}

const contactPath = (path: string, externalUserId: string): string =>
  path.replaceAll(':externalUserID', encodeURIComponent(externalUserId));

function signUrl({ baseUrl, secret, signFormat }: ClientSettings, path: string, nowMs: number): string {
  const { sign, timestamp } = signRequest(secret, signFormat, nowMs);
  return `${baseUrl}${path}?sign=${sign}&timestamp=${timestamp}`;
}

/** `data` of an answer that is about one contact: of this one, or of nobody that was asked for. */
const readContactOf =
  (externalUserId: string): ReadSuccess<JsonObject> =>
  ({ data }) =>
    isObject(data) && data.externalUserId === externalUserId ? { data } : { untrusted: cause('cause.otherContact') };
