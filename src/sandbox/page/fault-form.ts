import { FAULT_NAMES, type FaultPlan } from '../faults.js';
import { PRESETS, type Words } from './fault-words.js';

const FIELDS = [...FAULT_NAMES, 'latencyMin', 'latencyMax', 'clockSkew'] as const;
const LONGEST_WAIT = 600_000;
const FARTHEST_CLOCK = 1e9;

export type FormField = (typeof FIELDS)[number];

/** The form of the faults as it is shown: what stands in its fields, and what is wrong with that. */
export interface FaultForm {
  readonly values: Readonly<Record<FormField, string>>;
  /** By field; `sum` is of all the probabilities, `form` of the form as a whole. */
  readonly problems: ReadonlyMap<FormField | 'sum' | 'form', Words>;
  /** Null where there are problems. */
  readonly plan: FaultPlan | null;
}

/** Takes a plan; gives the form that would set it. */
export function writeFaultForm(plan: FaultPlan): FaultForm {
  const faults = FAULT_NAMES.map((name) => [name, writePercent(plan[name] ?? 0)]);
  const { min, max } = plan.latencyMs ?? { min: 0, max: 0 };
  const rest = { latencyMin: String(min), latencyMax: String(max), clockSkew: String(plan.clockSkewSeconds ?? 0) };
  return { values: { ...Object.fromEntries(faults), ...rest }, problems: new Map(), plan };
}

/**
 * Takes what was sent: every field of the form once, or `preset` alone; gives the form with its plan or its problems. An
 * empty field means 0.
 */
export function readFaultForm(sent: URLSearchParams): FaultForm {
  const preset = PRESETS.get(sent.get('preset') ?? '');
  if (preset && [...sent].length === 1) return writeFaultForm(preset.plan);
  const values = Object.fromEntries(
    FIELDS.map((field) => [field, sent.get(field)?.trim() ?? '']),
  ) as FaultForm['values'];
  const isWhole = FIELDS.every((field) => sent.has(field)) && [...sent].length === FIELDS.length;
  const problems = new Map([...findProblems(values), ...(isWhole ? [] : [['form', NOT_WHOLE] as const])]);
  return { values, problems, plan: problems.size === 0 ? makePlan(values) : null };
}

/** Takes a probability, 0 to 1; gives its percent in as many digits as it needs. */
export function writePercent(probability: number): string {
  return String(Number((probability * 100).toFixed(10)));
}

const NOT_WHOLE: Words = {
  zh: '收到的表单不完整，或者有多余的内容。请用本页的表单。',
  en: 'The form came incomplete, or with more in it. Use the one on this page.',
};

function findProblems(values: FaultForm['values']): Map<FormField | 'sum', Words> {
  const problems = new Map<FormField | 'sum', Words>();
  for (const name of FAULT_NAMES) if (!isPercent(values[name])) problems.set(name, NOT_PERCENT);
  // Only of numbers that are fine: a sum of others tells nobody anything.
  if (problems.size === 0) findExcess(values, problems);
  findWaitProblem(values, problems);
  if (!isSkew(values.clockSkew)) problems.set('clockSkew', NOT_SKEW);
  return problems;
}

const NOT_PERCENT: Words = {
  zh: '请填 0 到 100 的数字，例如 5 或 0.5。',
  en: 'A number from 0 to 100, such as 5 or 0.5.',
};
const NOT_MS: Words = { zh: '请填 0 到 600000 的数字（毫秒）。', en: 'A number of ms, from 0 to 600000.' };
const NOT_SKEW: Words = { zh: '请填整数秒，例如 600 或 -600。', en: 'Whole seconds, such as 600 or -600.' };
const TURNED: Words = { zh: '最长不能小于最短。', en: 'The longest is shorter than the shortest.' };

function isPercent(text: string): boolean {
  return text === '' || (/^\d{1,3}(\.\d{1,12})?$/.test(text) && Number(text) <= 100);
}

function findExcess(values: FaultForm['values'], problems: Map<FormField | 'sum', Words>): void {
  const sum = FAULT_NAMES.reduce((total, name) => total + Number(values[name]), 0);
  // Decimal fractions added up pass 100 by a hair.
  if (sum <= 100 + 1e-8) return;
  const percent = writePercent(sum / 100);
  problems.set('sum', {
    zh: `各项加起来是 ${percent}%，不能超过 100%：每次调用最多遇到一种故障。`,
    en: `They add up to ${percent}%, more than 100%: a call meets one fault at most.`,
  });
}

function findWaitProblem(values: FaultForm['values'], problems: Map<FormField | 'sum', Words>): void {
  const wrong = (['latencyMin', 'latencyMax'] as const).filter((field) => !isWait(values[field]));
  for (const field of wrong) problems.set(field, NOT_MS);
  const isTurned = wrong.length === 0 && Number(values.latencyMin) > Number(values.latencyMax);
  if (isTurned) problems.set('latencyMax', TURNED);
}

function isWait(text: string): boolean {
  return text === '' || (/^\d{1,6}(\.\d{1,9})?$/.test(text) && Number(text) <= LONGEST_WAIT);
}

function isSkew(text: string): boolean {
  return text === '' || (/^[+-]?\d{1,10}$/.test(text) && Math.abs(Number(text)) <= FARTHEST_CLOCK);
}

function makePlan(values: FaultForm['values']): FaultPlan {
  const faults = FAULT_NAMES.map((name) => [name, Number(values[name]) / 100] as const);
  const [min, max, skew] = [Number(values.latencyMin), Number(values.latencyMax), Number(values.clockSkew)];
  return {
    ...Object.fromEntries(faults.filter(([, probability]) => probability > 0)),
    ...(max > 0 ? { latencyMs: { min, max } } : {}),
    ...(skew === 0 ? {} : { clockSkewSeconds: skew }),
  };
}
