import type { FaultName, FaultPlan } from '../faults.js';

/** A text in both of the page's languages, the Chinese one first. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What each fault is called, and what it does to a call. */
export const FAULT_WORDS: Record<FaultName, { readonly name: string; readonly does: Words }> = {
  rateLimited: {
    name: '限流',
    does: { zh: '回答 HTTP 429，要求 1 秒后再试；不写入', en: 'HTTP 429 with Retry-After: 1; nothing is written' },
  },
  serverError: {
    name: '服务器出错',
    does: { zh: '回答 HTTP 500、502、503 或 504；不写入', en: 'HTTP 500, 502, 503 or 504; nothing is written' },
  },
  htmlError: {
    name: '网关错误页',
    does: {
      zh: '回答 HTTP 502 和一个网页，而不是 JSON；不写入',
      en: 'HTTP 502 with a web page, no JSON; nothing is written',
    },
  },
  resetBefore: {
    name: '处理前断线',
    does: { zh: '不处理就断开连接；不写入', en: 'hangs up before the work; nothing is written' },
  },
  resetAfter: {
    name: '处理后断线',
    does: { zh: '照常处理和写入，但不回答就断开', en: 'does the work and writes, then hangs up without an answer' },
  },
  truncated: {
    name: '回答不完整',
    does: { zh: '照常处理和写入，但回答只发一半', en: 'does the work and writes, but sends half the answer' },
  },
  wrongContact: {
    name: '答非所问',
    does: {
      zh: '照常处理和写入，但回答里是另一个客户',
      en: 'does the work and writes, but answers with another contact',
    },
  },
  businessError: {
    name: '系统繁忙',
    does: { zh: '回答 HTTP 200，但 code 是 50000；不写入', en: 'HTTP 200 with code 50000; nothing is written' },
  },
  silent: {
    name: '没有回答',
    does: { zh: '一直不回答，也不断开；不写入', en: 'never answers and never hangs up; nothing is written' },
  },
};

interface Preset {
  readonly name: Words;
  readonly plan: FaultPlan;
}

/** The plans that one click sets, by their names in the form. */
export const PRESETS: ReadonlyMap<string, Preset> = new Map(
  Object.entries<Preset>({
    throttled: { name: { zh: '限流频繁', en: 'limited' }, plan: { rateLimited: 0.3 } },
    failing: { name: { zh: '服务器故障', en: 'failing' }, plan: { serverError: 0.2, htmlError: 0.1 } },
    shaky: {
      name: { zh: '网络不稳', en: 'shaky' },
      plan: { resetBefore: 0.1, resetAfter: 0.1, truncated: 0.05, latencyMs: { min: 200, max: 1500 } },
    },
    offline: { name: { zh: '断网', en: 'offline' }, plan: { resetBefore: 1 } },
    silent: { name: { zh: '静默不写入', en: 'silent' }, plan: { silent: 0.3 } },
    clock: { name: { zh: '时钟快 10 分钟', en: 'clock' }, plan: { clockSkewSeconds: 600 } },
    off: { name: { zh: '全部关闭', en: 'all off' }, plan: {} },
  }),
);
