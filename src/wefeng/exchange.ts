import makeGot, { type Got, RequestError } from 'got';
import { cause } from '../messages/cause.js';
import { type CallControl, controlCall } from './call-control.js';
import { type Connections, openConnections } from './connections.js';

/** What came of one request. */
export type Exchange = Answer | NoAnswer;

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  /** Null when it is not UTF-8. */
  readonly body: string | null;
  readonly retryAfter: string | undefined;
  readonly date: string | undefined;
  /** Our clock, in ms, when the request left, and when the answer had come. */
  readonly sentAt: number;
  readonly receivedAt: number;
  readonly location: string | undefined;
}

export interface NoAnswer {
  readonly kind: 'noAnswer';
  /** Whether the request was written to a connection: the server may have it. */
  readonly mayHaveArrived: boolean;
  readonly certificate: boolean;
  /** A stable code such as ECONNRESET. */
  readonly reason: string;
}

/** An HTTP client that makes one attempt and judges nothing: no retries, no redirects, bounded in time and size. */
export interface Http {
  readonly got: Got;
  readonly connections: Connections;
  /** How long one request may take in all. When it is over, nothing of the request leaves this machine any more. */
  readonly timeoutMs: number;
  close(): void;
}

/** @param concurrency how many connections are kept open */
export function createHttp(timeoutMs: number, concurrency: number): Http {
  const connections = openConnections(concurrency);
  const client = makeGot.extend({
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    // An answer is at most a few kilobytes: asking for none compressed leaves nothing to inflate.
    decompress: false,
    strictContentLength: true,
    headers: { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'wefeng-import' },
  });
  return { got: client, connections, timeoutMs, close: connections.close };
}

/** One request: its method, its signed URL, its JSON body if it has one, and the longest answer that is taken. */
export interface Request {
  readonly method: 'PUT' | 'GET' | 'POST';
  readonly url: string;
  readonly body?: string;
  readonly maxAnswerBytes: number;
  /** Whether it needs a connection that no other call has used. */
  readonly alone?: boolean;
}

interface Exchanged {
  readonly came: Exchange;
  /** Closes its connection: where one answer cannot be trusted, the next one may be wrong as well. */
  readonly dropConnection: () => void;
}

/**
 * Makes a request. Never throws: what goes wrong on the way is data.
 * @param stopping once it says so, an answer is waited for no longer than `graceMs`
 */
export async function exchange(
  http: Http,
  wanted: Request,
  stopping: AbortSignal,
  graceMs: number,
): Promise<Exchanged> {
  const control = controlCall(http.timeoutMs);
  const endGrace = beginGrace(stopping, graceMs, () => control.cut(cause('cause.stopping')));
  try {
    return { came: await ask(http, wanted, control), dropConnection: control.dropConnection };
  } finally {
    endGrace();
    control.end();
  }
}

async function ask(
  { got, connections }: Pick<Http, 'got' | 'connections'>,
  wanted: Request,
  control: CallControl,
): Promise<Exchange> {
  const sentAt = Date.now();
  const { maxAnswerBytes } = wanted;
  try {
    const request = got(wanted.url, optionsOf(wanted, connections, control));
    request.on('downloadProgress', ({ transferred }) => {
      if (transferred > maxAnswerBytes)
        control.cut(cause('cause.answerTooLong', { mebibytes: maxAnswerBytes / (1024 * 1024) }));
    });
    const { statusCode: status, body, headers } = await request;
    if (control.cutBy() !== null) return toNoAnswer(null, control);
    const { 'retry-after': retryAfter, date, location } = headers;
    const receivedAt = Date.now();
    return { kind: 'answer', status, body: decode(body), retryAfter, date, location, sentAt, receivedAt };
  } catch (error) {
    // The server had closed it meanwhile: that is no attempt.
    if (control.foundClosed()) return ask({ got, connections }, { ...wanted, alone: true }, control);
    return toNoAnswer(error, control);
  }
}

const optionsOf = ({ method, body, alone }: Request, { kept, fresh }: Connections, { request }: CallControl) => ({
  method,
  agent: alone ? fresh : kept,
  request,
  responseType: 'buffer' as const,
  ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
});

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

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(body: Uint8Array): string | null {
  try {
    return utf8.decode(body);
  } catch {
    return null;
  }
}

// got's errors carry the URL, and with it the signature: only the code goes on from here.
function toNoAnswer(error: unknown, control: CallControl): NoAnswer {
  const code = error instanceof RequestError ? error.code : 'ERR_UNEXPECTED';
  const mayHaveArrived = control.hasLeft();
  const certificate = !mayHaveArrived && control.cutBy() === null && certificateProblem.test(code);
  return { kind: 'noAnswer', mayHaveArrived, certificate, reason: control.cutBy() ?? code };
}

const certificateProblem = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|^ERR_SSL|^EPROTO$/;
