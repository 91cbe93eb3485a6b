import { isLosslessNumber } from 'lossless-json';
import { isObject, type JsonObject, readJson } from '../fields/json.js';
import { cause } from '../messages/cause.js';
import { type Message, message } from '../messages/message.js';
import { retryAfterMs } from './backoff.js';
import { clockAheadSeconds } from './clock.js';
import type { Answer, Exchange, NoAnswer } from './exchange.js';

/** What an exchange means for what was asked. */
export type Verdict<Data> =
  | { readonly kind: 'accepted'; readonly data: Data }
  | Refusal
  /** To be tried again; `lost` when this attempt may have been applied all the same. */
  | { readonly kind: 'retry'; readonly reason: string; readonly lost: boolean; readonly untrusted?: boolean }
  /** To be waited out; `waitMs` is null where the server does not say how long. */
  | { readonly kind: 'rateLimited'; readonly reason: string; readonly lost: boolean; readonly waitMs: number | null }
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** Every call would fail alike. */
  | { readonly kind: 'stop'; readonly why: Message; readonly lost: boolean };

export interface Refusal {
  readonly kind: 'refused';
  readonly httpStatus: number;
  readonly serverCode: string;
  readonly serverMessage: string;
}

/** Takes the body of a success; gives what it says, or why it cannot be trusted. */
export type ReadSuccess<Data> = (body: JsonObject) => { readonly data: Data } | { readonly untrusted: string };

type Meaning = 'retry' | 'fail' | 'stop' | 'rateLimited';
export type CodeMeanings = ReadonlyMap<number, 'retry' | 'fail' | 'stop'>;

/** What the variables are called that say where the account is, and its secret. */
export interface VariableNames {
  readonly baseUrl: string;
  readonly secret: string;
}

interface Settings {
  readonly codes: CodeMeanings;
  readonly variables: VariableNames;
}

interface Body {
  readonly code: number;
  readonly message: string;
  readonly whole: JsonObject;
}

/**
 * Judges what came of a call. Only HTTP 200 with code 200 (1.1.3) whose content `readSuccess` trusts is success; what
 * the document leaves open goes by class, and the job's own meanings of codes go first.
 */
export function judgeExchange<Data>(
  exchange: Exchange,
  readSuccess: ReadSuccess<Data>,
  { codes, variables }: Settings,
): Verdict<Data> {
  if (exchange.kind === 'noAnswer') return judgeSilence(exchange, variables);
  const { status } = exchange;
  if (status >= 300 && status < 400) return { kind: 'stop', why: redirected(exchange, variables), lost: false };
  if (status > 200 && status < 300) return untrusted(`HTTP ${status}`);
  const body = exchange.body === null ? null : readBody(exchange.body);
  if (status === 200 && body === null)
    return untrusted(cause(exchange.body === null ? 'cause.notUtf8' : 'cause.notJson'));
  if (status === 200 && body?.code === 200) return judgeSuccess(body.whole, readSuccess);
  return judgeByMeaning(meaningOfBody(body, codes) ?? meaningOf(status), exchange, body, variables);
}

function judgeSilence({ certificate, mayHaveArrived, reason }: NoAnswer, variables: VariableNames): Verdict<never> {
  if (certificate)
    return { kind: 'stop', why: message('stop.certificate', { reason, variable: variables.baseUrl }), lost: false };
  return mayHaveArrived ? { kind: 'retry', reason, lost: true } : { kind: 'unreachable', reason };
}

function judgeSuccess<Data>(body: JsonObject, readSuccess: ReadSuccess<Data>): Verdict<Data> {
  if (body.succeed === false) return untrusted(cause('cause.notSucceeded'));
  const read = readSuccess(body);
  return 'data' in read ? { kind: 'accepted', data: read.data } : untrusted(read.untrusted);
}

function judgeByMeaning(meaning: Meaning, answer: Answer, body: Body | null, variables: VariableNames): Verdict<never> {
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
      return { kind: 'stop', why: refusedSignature(answer, reason, variables), lost: false };
    case 'fail':
      return {
        kind: 'refused',
        httpStatus: answer.status,
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

/** A signature that is out of time is refused, however right the secret: a clock that is off goes first. */
function refusedSignature(answer: Answer, reason: string, { secret: variable }: VariableNames): Message {
  const aheadSeconds = clockAheadSeconds(answer);
  if (aheadSeconds === null) return message('stop.auth', { reason, variable });
  const told = { reason, variable, seconds: Math.abs(aheadSeconds) };
  return aheadSeconds > 0 ? message('stop.authClockAhead', told) : message('stop.authClockBehind', told);
}

// A gateway's error says nothing about what the API behind it has done.
const isFromBetween = (answer: Answer, body: Body | null): boolean =>
  body === null || answer.status === 502 || answer.status === 504;

/** The server has answered as if all were well, but its answer cannot be believed. */
export const untrusted = (reason: string): Verdict<never> => ({ kind: 'retry', reason, lost: true, untrusted: true });

function redirected({ location, status }: Answer, { baseUrl: variable }: VariableNames): Message {
  const host = location && URL.canParse(location) ? new URL(location).host : '-';
  return message('stop.redirect', { status, host, variable });
}

/** The parts of an answer that are judged; null when it is no answer of this API. */
function readBody(text: string): Body | null {
  try {
    const whole = readJson(text);
    if (!isObject(whole) || !isLosslessNumber(whole.code) || !Number.isSafeInteger(Number(whole.code.value)))
      return null;
    return { code: Number(whole.code.value), message: typeof whole.message === 'string' ? whole.message : '', whole };
  } catch {
    return null;
  }
}
