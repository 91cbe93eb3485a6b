import type { CallRecord } from '../call-record.js';
import type { Service } from '../handle-call.js';
import type { Rate } from '../sliding-window.js';
import { icon } from './icon.js';
import { judgeCall, OUTCOME_WORDS, type Outcome } from './judge-call.js';
import { inEnglish } from './show-text.js';
import { showCount } from './show-time.js';

const OUTCOMES = Object.keys(OUTCOME_WORDS) as Outcome[];

/** What the endpoints are called. */
export const ENDPOINT_NAMES: Record<CallRecord['endpoint'], string> = {
  put: '修改',
  get: '查询',
  list: '列表',
  other: '其他',
};

/** Takes the service and the time (performance.now, ms); gives the counts, and the quota as it stands. */
export function renderOverview(service: Service, now: number): string {
  const { store, calls, windows, rate } = service;
  const counts = countOutcomes(calls);
  const happened = OUTCOMES.filter((outcome) => (counts.get(outcome) ?? 0) > 0);
  const quotas = (['put', 'get', 'list'] as const).map((name) => renderQuota(name, windows[name].used(now), rate));
  return `<section id="overview" aria-labelledby="overview-title">
<h2 id="overview-title">概况 ${inEnglish('overview')}</h2>
<dl class="figures">
${renderFigure('客户', 'contacts', store.contacts.size)}
${renderFigure('自定义字段', 'custom fields', store.fields.size)}
${renderFigure('写入过的客户', 'written to', store.writes.size)}
${renderFigure('调用', 'calls', calls.length)}
</dl>
${happened.length === 0 ? '' : renderOutcomes(happened, counts)}
<h3>额度 ${inEnglish('quota')} <span class="aside">${describeRate(rate)}</span></h3>
<ul class="quotas">
${quotas.join('\n')}
</ul>
</section>`;
}

function countOutcomes(calls: readonly CallRecord[]): Map<Outcome, number> {
  const counts = new Map<Outcome, number>();
  for (const call of calls) {
    const outcome = judgeCall(call);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return counts;
}

function renderFigure(name: string, english: string, count: number): string {
  return `<div><dt>${name} ${inEnglish(english)}</dt><dd class="count">${showCount(count)}</dd></div>`;
}

function renderOutcomes(happened: readonly Outcome[], counts: ReadonlyMap<Outcome, number>): string {
  const cards = happened.map((outcome) => {
    const { name, meaning } = OUTCOME_WORDS[outcome];
    return `<li class="card ${outcome}"><span class="name">${icon(outcome)}${name.zh} ${inEnglish(name.en)}</span>
<span class="count">${showCount(counts.get(outcome) ?? 0)}</span><span class="meaning">${meaning}</span></li>`;
  });
  return `<h3>调用的结果 ${inEnglish('how calls ended')}</h3>
<ul class="cards">
${cards.join('\n')}
</ul>`;
}

function describeRate({ perMs }: Rate): string {
  const isWhole = perMs % 1000 === 0;
  const [span, unit] = isWhole ? [perMs / 1000, '秒'] : [perMs, '毫秒'];
  return `最近 ${span} ${unit}内用掉的次数 ${inEnglish(`used in the last ${span} ${isWhole ? 's' : 'ms'}`)}`;
}

function renderQuota(name: 'put' | 'get' | 'list', used: number, { limit }: Rate): string {
  const isFull = used >= limit;
  const width = Math.min(100, (used / limit) * 100).toFixed(1);
  return `<li${isFull ? ' class="full"' : ''}><span>${ENDPOINT_NAMES[name]} ${inEnglish(name)}</span>
<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="8"/></svg>
<span><b>${showCount(used)}</b> / ${showCount(limit)}${isFull ? ' 已用完' : ''}</span></li>`;
}
