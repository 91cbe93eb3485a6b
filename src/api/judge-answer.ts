import { isLosslessNumber, parse } from 'lossless-json';
import { type Message, message } from '../messages/message.js';
import { retryAfterMs } from './backoff.js';
import type { Answer, Exchange, NoAnswer } from './exchange.js';

/** What an exchange means for its row. */
export type Verdict =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly serverCode: string; readonly serverMessage: string }
  /** To be tried again; `lost` when this attempt may have been applied all the same. */
  | { readonly kind: 'retry'; readonly reason: string; readonly lost: boolean }
  /** To be waited out; `waitMs` is null where the server does not say how long. */
  | { readonly kind: 'rateLimited'; readonly reason: string; readonly lost: boolean; readonly waitMs: number | null }
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** Every row would fail alike. */
  | { readonly kind: 'stop'; readonly why: Message; readonly lost: boolean };

type Meaning = 'retry' | 'fail' | 'stop' | 'rateLimited';
export type CodeMeanings = ReadonlyMap<number, 'retry' | 'fail' | 'stop'>;

interface Body {
  readonly code: number;
  readonly message: string;
  readonly succeed: unknown;
  readonly externalUserId: unknown;
}

/**
 * Judges what came of a PUT. Only HTTP 200 with code 200 (1.1.3) that names this very contact is success; what the
 * document leaves open goes by class, and `meanings` of the job go first.
 */
export function judgeExchange(exchange: Exchange, externalUserId: string, meanings: CodeMeanings): Verdict {
  if (exchange.kind === 'noAnswer') return judgeSilence(exchange);
  const { status } = exchange;
  if (status >= 300 && status < 400) return { kind: 'stop', why: redirected(exchange), lost: false };
  if (status > 200 && status < 300) return untrusted(`HTTP ${status}`);
  const body = readBody(exchange.body);
  if (status === 200 && body === null) return untrusted('not JSON');
  if (status === 200 && body?.code === 200) return judgeSuccess(body, externalUserId);
  return judgeByMeaning(meaningOfBody(body, meanings) ?? meaningOf(status), exchange, body);
}

function judgeSilence({ certificate, mayHaveArrived, reason }: NoAnswer): Verdict {
  if (certificate) return { kind: 'stop', why: message('stop.certificate', { reason }), lost: false };
  return mayHaveArrived ? { kind: 'retry', reason, lost: true } : { kind: 'unreachable', reason };
}

function judgeSuccess(body: Body, externalUserId: string): Verdict {
  if (body.succeed === false) return untrusted('code 200, succeed false');
  if (body.externalUserId !== externalUserId) return untrusted('another contact in the answer');
  return { kind: 'accepted' };
}

function judgeByMeaning(meaning: Meaning, answer: Answer, body: Body | null): Verdict {
  const reason = body && answer.status === 200 ? `code ${body.code}` : `HTTP ${answer.status}`;
  const waitMs = retryAfterMs(answer.retryAfter, answer.date);
  switch (meaning) {
    case 'rateLimited':
      return { kind: 'rateLimited', reason, lost: false, waitMs };
    case 'retry': {
      // A server that says when to come back has not failed: it is busy.
      const lost = isFromBetween(answer, body);
      return waitMs ? { kind: 'rateLimited', reason, lost, waitMs } : { kind: 'retry', reason, lost };
    }
    case 'stop':
      return { kind: 'stop', why: message('stop.auth', { reason, skew: skewSeconds(answer) }), lost: false };
    case 'fail':
      return {
        kind: 'refused',
        serverCode: String(body && body.code !== 200 ? body.code : answer.status),
        serverMessage: body?.message ?? reason,
      };
  }
}

function meaningOfBody(body: Body | null, meanings: CodeMeanings): Meaning | null {
  if (body === null || body.code === 200) return null;
  const meaning = meanings.get(body.code) ?? meaningOf(body.code);
  return meaning === 'fail' && !meanings.has(body.code) ? null : meaning;
}

/** One table reads HTTP statuses and codes of bodies alike; the document gives neither. */
function meaningOf(code: number): Meaning {
  if (code === 401 || code === 403) return 'stop';
  if (code === 429) return 'rateLimited';
  if (code === 408 || (code >= 500 && code < 600)) return 'retry';
  return 'fail';
}

/** How far the server's clock is ahead of ours; a signature that is out of time is refused. */
function skewSeconds({ date, receivedAt }: Answer): number | string {
  const server = Date.parse(date ?? '');
  return Number.isNaN(server) ? '?' : Math.round((server - receivedAt) / 1000);
}

// A gateway's error says nothing about what the API behind it has done.
const isFromBetween = (answer: Answer, body: Body | null): boolean =>
  body === null || answer.status === 502 || answer.status === 504;

const untrusted = (reason: string): Verdict => ({ kind: 'retry', reason, lost: true });

function redirected({ location, status }: Answer): Message {
  const host = location && URL.canParse(location) ? new URL(location).host : '-';
  return message('stop.redirect', { status, host });
}

/** The parts of an answer that are judged; null when it is no answer of this API. */
function readBody(text: string): Body | null {
  try {
    const body = parse(text);
    if (!isRecord(body) || !isLosslessNumber(body.code) || !Number.isSafeInteger(Number(body.code.value))) return null;
    const externalUserId = isRecord(body.data) ? body.data.externalUserId : undefined;
    const words = typeof body.message === 'string' ? body.message : '';
    return { code: Number(body.code.value), message: words, succeed: body.succeed, externalUserId };
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
