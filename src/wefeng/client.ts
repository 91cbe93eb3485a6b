import { isObject, type JsonObject } from '../fields/json.js';
import { cause } from '../messages/cause.js';
import { clockAheadSeconds } from './clock.js';
import type { Endpoint } from './endpoint.js';
import { createHttp, type Exchange, exchange, type Http, type Request } from './exchange.js';
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

/** What a call asks for, whichever attempt it is. */
interface Asked<Data> extends Omit<Request, 'url' | 'alone'> {
  readonly endpoint: Endpoint;
  readonly path: string;
  /** What an exchange means for what was asked. */
  readonly judge: (came: Exchange) => Verdict<Data>;
}

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
  const listeners = keepFailure(onCall, onClock);
  const attempt = createAttempts({ settings, http, listeners, pauseEveryone: createPauses(rates) });

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

  function read<Data>(asked: Asked<Data>, stopping: AbortSignal): Promise<Outcome<Data>> {
    const attemptRead = (before: Tries) => inWindow(asked.endpoint, stopping, () => attempt(asked, before, stopping));
    return retryCall(attemptRead, settings, stopping);
  }

  return {
    async put(externalUserId, body, stopping, mayDepart) {
      const asked = askPut(externalUserId, body, settings);
      const attemptPut = (before: Tries) =>
        inWindow('put', stopping, async (): Promise<Attempt<JsonObject | typeof withheld>> => {
          if (!(await mayDepart())) return { verdict: { kind: 'accepted', data: withheld }, deadAt: null };
          return attempt(asked, before, stopping);
        });
      const outcome = await retryCall(attemptPut, settings, stopping);
      if (outcome.kind !== 'accepted') return outcome;
      const { data, ...tries } = outcome;
      if (data === withheld) return { ...tries, kind: 'withheld', attempts: tries.attempts - 1 };
      return { ...tries, kind: 'accepted', data };
    },
    get: (externalUserId, stopping) => read(askGet(externalUserId, settings), stopping),
    async list(pageNum, pageSize, stopping) {
      const outcome = await read(askList({ pageNum, pageSize }, settings), stopping);
      if (outcome.kind !== 'accepted') return outcome;
      const { data, ...accepted } = outcome;
      return data === tooLong ? { kind: 'tooLong' } : { ...accepted, data };
    },
    throwFailure: listeners.throwFailure,
    close: http.close,
  };
}

/** Section 1.1.2 of the API document. */
const askPut = (externalUserId: string, body: string, settings: ClientSettings): Asked<JsonObject> => ({
  endpoint: 'put',
  method: 'PUT',
  body,
  maxAnswerBytes: mebibyte,
  path: contactPath('/externalContact/:externalUserID', externalUserId),
  judge: (came) => judgeExchange(came, readContactOf(externalUserId), settings),
});

const askGet = (externalUserId: string, settings: ClientSettings): Asked<JsonObject> => ({
  endpoint: 'get',
  method: 'GET',
  maxAnswerBytes: mebibyte,
  path: contactPath(settings.getPath, externalUserId),
  judge: (came) => judgeExchange(came, readContactOf(externalUserId), settings),
});

const askList = (page: AskedPage, settings: ClientSettings): Asked<Page | typeof tooLong> => ({
  endpoint: 'list',
  method: 'POST',
  body: JSON.stringify(page),
  maxAnswerBytes: longestPage,
  path: settings.listPath,
  judge: (came) => judgePage(came, page, settings),
});

interface AskedPage {
  readonly pageNum: number;
  readonly pageSize: number;
}

interface AttemptTools {
  readonly settings: ClientSettings;
  readonly http: Http;
  readonly listeners: Listeners;
  readonly pauseEveryone: ReturnType<typeof createPauses>;
}

/** Makes the function that makes one attempt: the time and the signature are its own. */
function createAttempts({ settings, http, listeners, pauseEveryone }: AttemptTools) {
  return async <Data>(
    { endpoint, path, judge, ...request }: Asked<Data>,
    { attempts, lostUntil }: Tries,
    stopping: AbortSignal,
  ): Promise<Attempt<Data>> => {
    const startedAt = Date.now();
    const start = performance.now();
    // After a lost attempt an answer on an old connection could be the answer to that one.
    const signed = { ...request, url: signUrl(settings, path, startedAt), alone: lostUntil !== null };
    const { came, dropConnection } = await exchange(http, signed, stopping, settings.graceMs);
    const end = performance.now();
    const verdict = judge(came);
    if (verdict.kind === 'retry' && verdict.lost) dropConnection();
    const call = { endpoint, isRetry: attempts > 0, startedAt, durationMs: end - start, outcome: verdict.kind };
    listeners.notify(call, came.kind === 'answer' ? clockAheadSeconds(came) : null);
    const hasLeft = came.kind === 'answer' || came.mayHaveArrived;
    const deadAt = hasLeft ? Math.max(start + settings.timeoutMs, end) : null;
    return { verdict: pauseEveryone(endpoint, verdict), deadAt };
  };
}

interface Listeners {
  notify(call: Call, aheadSeconds: number | null): void;
  /** @throws what a listener has thrown */
  throwFailure(): void;
}

/** What a listener throws must not cost the answer that it hears of: it is thrown before the next attempt. */
function keepFailure(onCall: (call: Call) => void, onClock: (aheadSeconds: number) => void): Listeners {
  let failure: { readonly error: unknown } | null = null;
  return {
    notify(call, aheadSeconds) {
      try {
        onCall(call);
        if (aheadSeconds !== null) onClock(aheadSeconds);
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
