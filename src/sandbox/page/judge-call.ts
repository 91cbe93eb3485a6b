import type { CallRecord } from '../call-record.js';
import type { FaultName } from '../faults.js';
import type { Words } from './fault-words.js';

/** How a call ended for its caller. */
export type Outcome = 'done' | 'limited' | 'refused' | 'failed' | 'unanswered' | 'waiting';

/** What each outcome is called, and what it means; in the order they are shown. */
export const OUTCOME_WORDS: Record<Outcome, { readonly name: Words; readonly meaning: string }> = {
  done: { name: { zh: '成功', en: 'done' }, meaning: 'HTTP 200，code 200' },
  limited: { name: { zh: '被限流', en: 'limited' }, meaning: 'HTTP 429' },
  refused: { name: { zh: '被拒绝', en: 'refused' }, meaning: '签名、地址或数据不对，或系统繁忙' },
  failed: { name: { zh: '出错', en: 'failed' }, meaning: 'HTTP 5xx，或回答不完整' },
  unanswered: { name: { zh: '没有回答', en: 'unanswered' }, meaning: '断开了，或一直不回答' },
  waiting: { name: { zh: '进行中', en: 'under way' }, meaning: '还没有回答' },
};

/** Takes a call; gives how it ended, as far as it has. */
export function judgeCall(call: CallRecord): Outcome {
  if (call.fault === 'silent') return 'unanswered';
  if (call.ms === null) return 'waiting';
  if (call.httpStatus === null) return 'unanswered';
  if (call.httpStatus === 429) return 'limited';
  if (call.httpStatus >= 500 || call.code === null) return 'failed';
  return call.code === 200 ? 'done' : 'refused';
}

const UNSAID: Partial<Record<FaultName, string>> = {
  htmlError: '（一个网页，不是 JSON）',
  resetBefore: '（没有处理就断开了）',
  resetAfter: '（处理了，没有回答就断开了）',
  truncated: '（处理了，回答只发了一半）',
  silent: '（一直不回答）',
};

/** Takes a call; gives what it was answered in words, or in brackets why there are none. */
export function wordAnswer(call: CallRecord): string {
  if (call.message !== null) return call.message;
  if (call.ms === null && call.fault !== 'silent') return '';
  return (call.fault && UNSAID[call.fault]) ?? '（调用方先断开了）';
}
