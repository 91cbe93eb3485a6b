import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import got, { RequestError } from 'got';
import pRetry from 'p-retry';

/** What a receiver says of a message: taken, not now, or not at all. */
export type Receipt = { readonly kind: 'taken' } | { readonly kind: 'again' | 'refused'; readonly reason: string };

/** One message: where it goes, what it says, and how its receiver's answer is to be read. */
export interface Delivery {
  /** A secret: it is in no message and no error. */
  readonly url: string;
  readonly body: unknown;
  readonly judge: (status: number, answer: string) => Receipt;
}

const attemptMs = 10_000;
const attempts = 3;
const longestAnswer = 64 * 1024;

// Agents of its own: the global ones may be told to use a proxy by the environment.
const http = got.extend({
  agent: { http: new HttpAgent(), https: new HttpsAgent() },
  https: { rejectUnauthorized: true },
  method: 'POST',
  retry: { limit: 0 },
  followRedirect: false,
  throwHttpErrors: false,
  decompress: false,
  headers: { 'content-type': 'application/json', 'accept-encoding': 'identity', 'user-agent': 'wefeng-import' },
  timeout: { request: attemptMs },
});

/**
 * Sends a message, three times at most where it may help. Never throws.
 * @param cut ends it, wherever it is
 * @returns null when it was taken; else why not: a status, a code of the receiver's, or a name such as ETIMEDOUT
 */
export async function deliver(delivery: Delivery, cut: AbortSignal): Promise<string | null> {
  try {
    const receipt = await pRetry(() => orTryAgain(delivery, cut), {
      retries: attempts - 1,
      minTimeout: 500,
      signal: cut,
      shouldRetry: ({ error }) => error instanceof TryAgain,
    });
    return receipt.kind === 'taken' ? null : receipt.reason;
  } catch (error) {
    if (error instanceof TryAgain) return error.reason;
    return cut.aborted ? 'ETIMEDOUT' : 'ERR_UNEXPECTED';
  }
}

class TryAgain extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

async function orTryAgain(delivery: Delivery, cut: AbortSignal): Promise<Receipt> {
  const receipt = await post(delivery, cut);
  if (receipt.kind === 'again') throw new TryAgain(receipt.reason);
  return receipt;
}

async function post({ url, body, judge }: Delivery, cut: AbortSignal): Promise<Receipt> {
  const tooLong = new AbortController();
  try {
    const request = http(url, { body: JSON.stringify(body), signal: AbortSignal.any([cut, tooLong.signal]) });
    request.on('downloadProgress', ({ transferred }) => {
      if (transferred > longestAnswer) tooLong.abort();
    });
    const { statusCode, body: answer } = await request;
    return judge(statusCode, answer);
  } catch (error) {
    if (tooLong.signal.aborted) return { kind: 'refused', reason: 'ERR_ANSWER_TOO_LONG' };
    // got's errors carry the address: only their code goes on from here.
    const reason = error instanceof RequestError ? error.code : 'ERR_UNEXPECTED';
    return { kind: isLasting.test(reason) ? 'refused' : 'again', reason };
  }
}

const isLasting = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|^ERR_(?!ABORTED)|^EPROTO$/;

/** Judges the answer of a webhook. Its protocol is not known, so every 2xx means that it took the message. */
export function judgeWebhook(status: number): Receipt {
  if (status >= 200 && status < 300) return { kind: 'taken' };
  return { kind: status >= 500 ? 'again' : 'refused', reason: `HTTP ${status}` };
}

/** Judges the answer of a WeCom group robot: HTTP 200 with errcode 0 means taken; 45009 means too many messages a minute. */
export function judgeRobot(status: number, answer: string): Receipt {
  if (status !== 200) return { kind: status >= 500 ? 'again' : 'refused', reason: `HTTP ${status}` };
  const code = errcodeOf(answer);
  if (code === 0) return { kind: 'taken' };
  // A page of somebody in between, most likely.
  if (code === null) return { kind: 'refused', reason: 'ERR_NOT_WECOM' };
  return { kind: code === 45009 ? 'again' : 'refused', reason: `errcode ${code}` };
}

function errcodeOf(answer: string): number | null {
  try {
    const parsed: unknown = JSON.parse(answer);
    const code = typeof parsed === 'object' && parsed !== null && 'errcode' in parsed ? parsed.errcode : null;
    return Number.isSafeInteger(code) ? Number(code) : null;
  } catch {
    return null;
  }
}
