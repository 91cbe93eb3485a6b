import { FAULT_NAMES, type FaultName } from '../faults.js';
import type { FaultForm, FormField } from './fault-form.js';
import { FAULT_WORDS, PRESETS, type Words } from './fault-words.js';
import { escapeHtml, inEnglish } from './show-text.js';
import { linkTo, type View } from './view.js';

/** Takes the form and the view; gives the part where faults are switched by hand. */
export function renderFaults(form: FaultForm, view: View): string {
  const action = escapeHtml(linkTo('/faults', view));
  return `<section id="faults" aria-labelledby="faults-title">
<h2 id="faults-title">故障 ${inEnglish('faults, switched by hand')}</h2>
<p class="aside">从下一次调用起生效。会不会遇到由骰子决定：种子相同，顺序也相同。${inEnglish('From the next call on; the same seed rolls the same dice.')}</p>
<form class="presets" method="post" action="${action}" aria-label="预设">
<span>预设 ${inEnglish('presets')}</span>
${[...PRESETS].map(([value, { name }]) => `<button name="preset" value="${value}">${inBoth(name)}</button>`).join('\n')}
</form>
${view.isLive ? '<p class="note">自动刷新会丢掉没填完的表单，所以现在只有预设。要逐项填写，请先停止自动刷新。<small lang="en">Presets only, while the page reloads by itself: a form half filled in would be lost.</small></p>' : renderForm(form, action)}
</section>`;
}

function inBoth({ zh, en }: Words): string {
  return `${zh} ${inEnglish(en)}`;
}

function renderForm(form: FaultForm, action: string): string {
  const first = [...form.problems.keys()][0];
  return `<form method="post" action="${action}" autocomplete="off">
${form.problems.size > 0 ? renderRefusal(form) : ''}<fieldset${form.problems.has('sum') ? ' aria-describedby="sum-problem"' : ''}>
<legend>每次调用遇到它的概率 ${inEnglish('probability per call')}</legend>
<div class="faults">
${FAULT_NAMES.map((name) => renderFault(form, name, first === name || (first === 'sum' && name === 'rateLimited'))).join('\n')}
</div>
</fieldset>
<fieldset>
<legend>延迟和时钟 ${inEnglish('latency and clock')}</legend>
<div class="faults">
${LINES.map((line) => renderLine(form, line, first === line.field)).join('\n')}
</div>
</fieldset>
<p class="apply"><button class="main">应用 ${inEnglish('apply')}</button> <span class="aside">空格子等于 0。${inEnglish('Empty means 0.')}</span></p>
</form>`;
}

function renderRefusal({ problems }: FaultForm): string {
  const whole = [problems.get('form'), problems.get('sum')].filter((problem) => problem !== undefined);
  const parts = whole.map((problem) => `<p id="sum-problem">${inBoth(problem)}</p>`);
  return `<div class="refusal" role="alert"><p><strong>没有改动，故障还和之前一样。</strong>请改正下面标出的内容，再点“应用”。${inEnglish('Nothing was changed.')}</p>${parts.join('')}</div>\n`;
}

function renderFault(form: FaultForm, name: FaultName, isFirst: boolean): string {
  const { does, name: title } = FAULT_WORDS[name];
  const isOn = Number(form.values[name]) > 0;
  return `<div class="fault${isOn ? ' on' : ''}"><label for="${name}">${title} ${inEnglish(name)}</label>
${renderInput(form, name, '%', isFirst)}
<p id="${name}-does" class="meaning">${does.zh}<br>${inEnglish(does.en)}</p></div>`;
}

interface Line {
  readonly field: FormField;
  readonly label: Words;
  readonly unit: string;
  readonly does: Words;
}

const LINES: readonly Line[] = [
  {
    field: 'latencyMin',
    label: { zh: '最短延迟', en: 'latency from' },
    unit: 'ms',
    does: { zh: '每次调用至少等这么久', en: 'each call takes at least this' },
  },
  {
    field: 'latencyMax',
    label: { zh: '最长延迟', en: 'latency to' },
    unit: 'ms',
    does: { zh: '每次调用最多等这么久', en: 'and at most this' },
  },
  {
    field: 'clockSkew',
    label: { zh: '时钟偏快', en: 'clockSkew' },
    unit: '秒',
    does: { zh: '沙箱的时钟比本机快多少；负数是慢', en: 's ahead of this machine; negative: behind' },
  },
];

function renderLine(form: FaultForm, { field, label, unit, does }: Line, isFirst: boolean): string {
  const isOn = !/^[+-]?0*$/.test(form.values[field]);
  return `<div class="fault${isOn ? ' on' : ''}"><label for="${field}">${inBoth(label)}</label>
${renderInput(form, field, unit, isFirst)}
<p id="${field}-does" class="meaning">${does.zh}<br>${inEnglish(does.en)}</p></div>`;
}

function renderInput({ values, problems }: FaultForm, field: FormField, unit: string, isFirst: boolean): string {
  const problem = problems.get(field);
  const attributes = [
    `id="${field}" name="${field}" value="${escapeHtml(values[field])}"`,
    // A minus is on no decimal keypad.
    field === 'clockSkew' ? '' : ' inputmode="decimal"',
    ` aria-describedby="${problem ? `${field}-problem ` : ''}${field}-does"`,
    problem ? ' aria-invalid="true"' : '',
    isFirst ? ' autofocus' : '',
  ];
  const told = problem ? `<p id="${field}-problem" class="problem">${inBoth(problem)}</p>` : '';
  return `<span class="amount"><input type="text" ${attributes.join('')}> ${unit}</span>${told}`;
}
