import type { FaultName } from './faults.js';
import type { Route } from './route.js';

export interface CallRecord {
  /** 1 for the first arrival. */
  seq: number;
  /** Arrival in milliseconds on the monotonic clock (performance.now). */
  at: number;
  endpoint: Route['endpoint'];
  externalUserId: string | null;
  sign: string | null;
  /** Unix seconds, as sent; null when it is missing or no whole number. */
  timestamp: number | null;
  /** Whole seconds: the sandbox's clock at arrival minus the timestamp. */
  skewSeconds: number | null;
  /** The request's body as text, as far as it was read. */
  body: string;
  fault: FaultName | null;
  /** Null while there is no answer, and when none was sent. */
  httpStatus: number | null;
  /** The `code` of the JSON that was sent whole; null when there was none. */
  code: number | null;
  /** The words of the JSON that was sent whole, without the signature; null when there was none. */
  message: string | null;
  /** From its arrival to when its answer was due, in ms; null until then, and when none ever is. */
  ms: number | null;
  /** True when this PUT stored the contact. */
  applied: boolean;
}

/**
 * Takes the calls so far, the arrival time (performance.now, ms), the route and the sandbox's clock (ms); gives the new
 * call, added to them.
 */
export function recordArrival(calls: CallRecord[], at: number, route: Route, now: number): CallRecord {
  const timestamp = /^\d{1,15}$/.test(route.timestamp ?? '') ? Number(route.timestamp) : null;
  const call: CallRecord = {
    seq: calls.length + 1,
    at,
    endpoint: route.endpoint,
    externalUserId: route.externalUserId,
    sign: route.sign,
    timestamp,
    skewSeconds: timestamp === null ? null : Math.floor(now / 1000) - timestamp,
    body: '',
    fault: null,
    httpStatus: null,
    code: null,
    message: null,
    ms: null,
    applied: false,
  };
  calls.push(call);
  return call;
}
