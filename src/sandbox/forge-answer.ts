import type { Store } from './account/store.js';
import { type Answer, refuse, refuseHttp } from './answer.js';
import type { CallRecord } from './call-record.js';
import type { Draw } from './faults.js';

const SERVER_ERRORS = [500, 502, 503, 504];
const HTML = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>';

/** Takes the draw, its call and the store; gives the answer of a fault that stands in for the work, else null. */
export function forgeAnswer(draw: Draw, call: CallRecord, store: Store): Answer | null {
  switch (draw.fault) {
    case 'rateLimited':
      return refuseHttp(429, '请求过于频繁,请稍后再试', { 'retry-after': '1' });
    case 'serverError':
      return refuseHttp(SERVER_ERRORS[Math.floor(draw.share * SERVER_ERRORS.length)] ?? 500, '服务器内部错误');
    case 'htmlError':
      return { status: 502, headers: { 'content-type': 'text/html' }, text: HTML, code: null, message: null };
    case 'businessError':
      return refuse(50000, describeBusySystem(call, store));
    default:
      return null;
  }
}

// Real servers put what they were sent into their messages: whoever logs one must be ready for it.
function describeBusySystem(call: CallRecord, store: Store): string {
  const mobile = store.contacts.get(call.externalUserId ?? '')?.mobile ?? '无';
  return `系统繁忙,请稍后再试(mobile=${mobile}, sign=${call.sign})`;
}
