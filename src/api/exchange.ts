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
  /** Our clock, in ms, when the answer came. */
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

/** Makes a request. Never throws: what goes wrong on the way is data. */
export async function exchange(http: Got, { method, url, body, maxAnswerBytes }: Request): Promise<Exchange> {
  const tooLong = new AbortController();
  const content = body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } };
  const request = http(url, { method, ...content, signal: tooLong.signal });
  request.on('downloadProgress', ({ transferred }) => {
    if (transferred > maxAnswerBytes) tooLong.abort();
  });
  try {
    const { statusCode, body: text, headers } = await request;
    const { 'retry-after': retryAfter, date, location } = headers;
    return { kind: 'answer', status: statusCode, body: text, retryAfter, date, location, receivedAt: Date.now() };
  } catch (error) {
    return tooLong.signal.aborted ? answerTooLong(maxAnswerBytes) : toNoAnswer(error);
  }
}

const answerTooLong = (maxAnswerBytes: number): NoAnswer => ({
  kind: 'noAnswer',
  mayHaveArrived: true,
  certificate: false,
  reason: `answer over ${maxAnswerBytes / (1024 * 1024)} MiB`,
});

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
