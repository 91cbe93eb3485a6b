import { FAULT_NAMES, type FaultPlan } from '../faults.js';
import { writePercent } from './fault-form.js';
import { FAULT_WORDS } from './fault-words.js';
import { icon } from './icon.js';
import { escapeHtml, inEnglish } from './show-text.js';
import { linkTo, type View } from './view.js';

/** Takes a plan; gives what of it is on, as HTML: faults with their probabilities, delay, clock. */
export function listActive(plan: FaultPlan): string[] {
  const faults = FAULT_NAMES.filter((name) => (plan[name] ?? 0) > 0).map(
    (name) => `${FAULT_WORDS[name].name} ${inEnglish(name)} <b>${writePercent(plan[name] ?? 0)}%</b>`,
  );
  const { latencyMs, clockSkewSeconds: skew = 0 } = plan;
  const isSlow = latencyMs !== undefined && latencyMs.max > 0;
  const delay = isSlow ? [`延迟 ${inEnglish('latency')} <b>${latencyMs.min}–${latencyMs.max} ms</b>`] : [];
  const clock = `时钟${skew > 0 ? '快' : '慢'} ${inEnglish('clockSkew')} <b>${Math.abs(skew)} s</b>`;
  return [...faults, ...delay, ...(skew === 0 ? [] : [clock])];
}

/** Takes the plan, the API's address and the view; gives the part that says first what is on. */
export function renderState(plan: FaultPlan, baseUrl: string, view: View): string {
  const active = listActive(plan);
  const isCalm = active.length === 0;
  return `<section id="state" class="verdict ${isCalm ? 'good' : 'attention'}" aria-labelledby="state-title">
<div class="judgement"><span class="seal">${icon(isCalm ? 'good' : 'attention')}</span>
<div><h2 id="state-title">${isCalm ? '没有故障' : `${active.length} 项故障开着`} ${inEnglish(isCalm ? 'no faults' : `${active.length} faults on`)}</h2>
<p>${isCalm ? `每次调用都照文档回答。${inEnglish('Every call is answered as the document says.')}` : describeShare(plan)}</p></div></div>
${isCalm ? '' : `${renderActive(active, view)}\n`}<div class="about">
<p>本机演练用的接口，不会连到真实系统。${inEnglish('A local rehearsal API; no real system is behind it.')}</p>
<p>接口地址 ${inEnglish('base URL')} <code>${escapeHtml(baseUrl)}</code></p>
</div>
</section>`;
}

function describeShare(plan: FaultPlan): string {
  const share = FAULT_NAMES.reduce((sum, name) => sum + (plan[name] ?? 0), 0);
  if (share === 0) return `每次调用都会得到回答。${inEnglish('Every call is answered.')}`;
  const percent = writePercent(share);
  return `平均有 ${percent}% 的调用会遇到故障。${inEnglish(`${percent}% of the calls meet one, on average.`)}`;
}

function renderActive(active: readonly string[], view: View): string {
  return `<div class="active"><ul>${active.map((item) => `<li>${item}</li>`).join('')}</ul>
<form method="post" action="${escapeHtml(linkTo('/faults', view))}"><button name="preset" value="off">全部关闭 ${inEnglish('all off')}</button></form></div>`;
}
