import { createRandom } from './random.js';

export const FAULT_NAMES = [
  'rateLimited',
  'serverError',
  'htmlError',
  'resetBefore',
  'resetAfter',
  'truncated',
  'wrongContact',
  'businessError',
  'silent',
] as const;

export type FaultName = (typeof FAULT_NAMES)[number];

/**
 * The probability of each fault (0..1, together at most 1), how long every call takes, and how many seconds the
 * sandbox's clock is ahead (negative: behind).
 */
export type FaultPlan = Partial<Record<FaultName, number>> & {
  latencyMs?: { min: number; max: number };
  clockSkewSeconds?: number;
};

/** What the dice say about one call. */
export interface Draw {
  fault: FaultName | null;
  /** Where in the fault's own share the draw fell, 0 up to 1: chooses among a fault's variants. */
  share: number;
  latencyMs: number;
}

/**
 * Takes a plan and a seed; gives the dice: one draw a call, the same for the same seed and the same number of calls; and
 * the sandbox's clock (ms).
 */
export function createDice(
  first: FaultPlan,
  seed: number,
): { draw(): Draw; now(): number; plan(): FaultPlan; setPlan(plan: FaultPlan): void } {
  let plan = checkFaults(first);
  const random = createRandom(seed);
  // A second sequence, so that turning latency on or off leaves the faults where they were.
  const randomLatency = createRandom(seed + 1);
  return {
    draw: () => ({ ...pickFault(plan, random()), latencyMs: pickLatency(plan, randomLatency()) }),
    now: () => Date.now() + (plan.clockSkewSeconds ?? 0) * 1000,
    plan: () => plan,
    setPlan: (next) => {
      plan = checkFaults(next);
    },
  };
}

/**
 * Takes a plan; gives it back.
 * @throws Error with a plain sentence when a probability, their sum or the latency is wrong
 */
export function checkFaults(plan: FaultPlan): FaultPlan {
  for (const name of Object.keys(plan)) checkEntry(plan, name);
  const sum = FAULT_NAMES.reduce((total, name) => total + (plan[name] ?? 0), 0);
  // Decimal fractions such as 0.1 added up pass 1 by a hair.
  if (sum > 1 + 1e-9) throw faultError(`The fault probabilities add up to ${sum}, more than 1.`);
  return plan;
}

/** Takes what is wrong; gives an Error that also lists the valid names. */
export function faultError(sentence: string): Error {
  return new Error(`${sentence} Valid names: ${FAULT_NAMES.join(', ')}, latency, clockSkew.`);
}

function checkEntry(plan: FaultPlan, name: string): void {
  if (name === 'latencyMs') {
    checkLatency(plan.latencyMs);
    return;
  }
  if (name === 'clockSkewSeconds') {
    if (Math.abs(plan.clockSkewSeconds ?? 0) <= 1e9) return;
    throw faultError(`The clock cannot be ${plan.clockSkewSeconds} s off.`);
  }
  const known = FAULT_NAMES.find((fault) => fault === name);
  if (!known) throw faultError(`There is no fault "${name}".`);
  const probability = plan[known] ?? 0;
  if (!(probability >= 0 && probability <= 1)) {
    throw faultError(`The fault ${name} needs a probability from 0 to 1, not ${probability}.`);
  }
}

function checkLatency(latency: FaultPlan['latencyMs']): void {
  if (latency === undefined || (latency.min >= 0 && latency.min <= latency.max && latency.max <= 600_000)) return;
  throw faultError(`The latency ${latency.min}..${latency.max} must run from a smaller to a larger number of ms.`);
}

function pickFault(plan: FaultPlan, roll: number): Pick<Draw, 'fault' | 'share'> {
  let start = 0;
  for (const fault of FAULT_NAMES) {
    const width = plan[fault] ?? 0;
    if (roll < start + width) return { fault, share: (roll - start) / width };
    start += width;
  }
  return { fault: null, share: 0 };
}

function pickLatency(plan: FaultPlan, roll: number): number {
  const { min, max } = plan.latencyMs ?? { min: 0, max: 0 };
  return min + roll * (max - min);
}
