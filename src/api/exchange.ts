import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import got, { type Got, RequestError, TimeoutError } from 'got';

/** What came of one request. */
export type Exchange = Answer | NoAnswer;

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | undefined;
  readonly date: string | undefined;
  /** Our clock, in ms, when the request left, and when the answer had come. */
  readonly sentAt: number;
  readonly receivedAt: number;
  readonly location: string | undefined;
}

export interface NoAnswer {
  readonly kind: 'noAnswer';
  /** Whether the request may have arrived: a refused connection cannot have carried it. */
  readonly mayHaveArrived: boolean;
  readonly certificate: boolean;
  /** A stable code such as ECONNRESET. */
  readonly reason: string;
}

/** An HTTP client that makes one attempt and judges nothing: no retries, no redirects, no exceptions, bounded in time and size. */
export function createHttp(timeoutMs: number, concurrency: number): { http: Got; close: () => void } {
  const agents = {
    http: new HttpAgent({ keepAlive: true, maxSockets: concurrency }),
    https: new HttpsAgent({ keepAlive: true, maxSockets: concurrency }),
  };
  const connectMs = Math.min(10_000, timeoutMs);
  const http = got.extend({
    agent: agents,
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    // An answer is at most a few kilobytes: asking for none compressed leaves nothing to inflate.
    decompress: false,
    strictContentLength: true,
    headers: { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'wefeng-import' },
    timeout: {
      lookup: connectMs,
      connect: connectMs,
      secureConnect: connectMs,
      response: timeoutMs,
      request: timeoutMs,
    },
  });
  return {
    http,
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/** One request: its method, its signed URL, its JSON body if it has one, and the longest answer that is taken. */
export interface Request {
  readonly method: 'PUT' | 'GET' | 'POST';
  readonly url: string;
  readonly body?: string;
  readonly maxAnswerBytes: number;
}

/**
 * Makes a request. Never throws: what goes wrong on the way is data.
 * @param stopping once it says so, an answer is waited for no longer than `graceMs`
 */
export async function exchange(
  http: Got,
  { method, url, body, maxAnswerBytes }: Request,
  stopping: AbortSignal,
  graceMs: number,
): Promise<Exchange> {
  const cut = new AbortController();
  const content = body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } };
  const sentAt = Date.now();
  const request = http(url, { method, ...content, signal: cut.signal });
  const endGrace = beginGrace(stopping, graceMs, () => cut.abort('stopping'));
  request.on('downloadProgress', ({ transferred }) => {
    if (transferred > maxAnswerBytes) cut.abort(`answer over ${maxAnswerBytes / (1024 * 1024)} MiB`);
  });
  try {
    const { statusCode: status, body: text, headers } = await request;
    const { 'retry-after': retryAfter, date, location } = headers;
    return { kind: 'answer', status, body: text, retryAfter, date, location, sentAt, receivedAt: Date.now() };
  } catch (error) {
    return cut.signal.aborted ? cutOff(String(cut.signal.reason)) : toNoAnswer(error);
  } finally {
    endGrace();
  }
}

/** Calls `cut` when `ms` have passed since the run was told to stop; gives what calls that off. */
function beginGrace(stopping: AbortSignal, ms: number, cut: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    timer = setTimeout(cut, ms);
  };
  if (stopping.aborted) begin();
  else stopping.addEventListener('abort', begin, { once: true });
  return () => {
    clearTimeout(timer);
    stopping.removeEventListener('abort', begin);
  };
}

// Whatever had become of it until then: it may have arrived.
const cutOff = (reason: string): NoAnswer => ({ kind: 'noAnswer', mayHaveArrived: true, certificate: false, reason });

// got's errors carry the URL, and with it the signature: only the code goes on from here.
function toNoAnswer(error: unknown): NoAnswer {
  const reason = error instanceof RequestError ? error.code : 'ERR_UNEXPECTED';
  const certificate = certificateProblem.test(reason);
  return { kind: 'noAnswer', mayHaveArrived: !certificate && !isBeforeSending(error, reason), certificate, reason };
}

const isBeforeSending = (error: unknown, reason: string): boolean =>
  neverConnected.has(reason) ||
  (error instanceof TimeoutError && ['lookup', 'connect', 'secureConnect'].includes(error.event));

const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
]);

const certificateProblem = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|^ERR_SSL|^EPROTO$/;
