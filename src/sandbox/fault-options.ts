import { parseDuration } from './duration.js';
import { checkFaults, FAULT_NAMES, type FaultPlan, faultError } from './faults.js';

/**
 * Takes option texts such as `serverError=0.05` (a probability), `latency=20..80` (milliseconds, or durations) and
 * `clockSkew=-600` (seconds that its clock is ahead, or a duration); gives their plan.
 * @throws Error with a plain sentence and the valid names when one is wrong, or when the probabilities pass 1
 */
export function parseFaults(texts: string[]): FaultPlan {
  const entries = texts.map(parseFault);
  const names = entries.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw faultError(`The fault ${optionOf[twice] ?? twice} is given twice.`);
  return checkFaults(Object.fromEntries(entries));
}

const optionOf: Record<string, string> = { latencyMs: 'latency', clockSkewSeconds: 'clockSkew' };

function parseFault(text: string): [string, FaultPlan[keyof FaultPlan]] {
  const [, name = text, value = ''] = /^([^=]*)=(.*)$/s.exec(text.trim()) ?? [];
  if (name === 'latency') return ['latencyMs', parseLatency(value)];
  if (name === 'clockSkew') return ['clockSkewSeconds', parseSkew(value)];
  if (!FAULT_NAMES.some((fault) => fault === name)) throw faultError(`There is no fault "${name}".`);
  if (!/^(\d+(\.\d*)?|\.\d+)$/.test(value)) {
    throw faultError(`The fault ${name} needs a probability from 0 to 1, such as ${name}=0.05, not "${value}".`);
  }
  return [name, Number(value)];
}

function parseLatency(value: string): FaultPlan['latencyMs'] {
  const [min = Number.NaN, max = Number.NaN, ...rest] = value.split('..').map((text) => parseDuration(text, 'ms'));
  if (Number.isNaN(min) || Number.isNaN(max) || rest.length > 0)
    throw faultError(
      `The latency needs a range of milliseconds or durations, such as latency=20..80 or latency=20ms..1s, not "${value}".`,
    );
  return { min, max };
}

function parseSkew(value: string): number {
  const [, sign, amount = ''] = /^([+-]?)(.*)$/.exec(value) ?? [];
  const seconds = parseDuration(amount, 's') / 1000;
  if (!Number.isInteger(seconds)) {
    throw faultError(
      `The clockSkew needs whole seconds, such as clockSkew=600, clockSkew=-600 or clockSkew=10m, not "${value}".`,
    );
  }
  return sign === '-' ? -seconds : seconds;
}
