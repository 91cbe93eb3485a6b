import { createHash } from 'node:crypto';
import { createRandom } from '../../src/sandbox/random.js';
import type { Endpoint } from './call.js';

/** How many of the calls meet each fault: 0 up to 1, together at most 1. */
export type Shares<Name extends string> = Partial<Record<Name, number>>;

/** What the dice say of one call. */
export interface Draw<Name extends string> {
  readonly fault: Name | null;
  /** For whatever else is to be decided about it. */
  readonly random: () => number;
}

/** Numbers that follow from a text. */
export const randomOf = (text: string): (() => number) =>
  createRandom(createHash('sha256').update(text).digest().readInt32LE());

/**
 * Takes a seed, shares, and how many calls of one contact may meet a fault in a row; gives the dice. What the n-th call
 * of a contact meets goes by the seed, the endpoint, the contact and n alone: the order in which calls of several
 * contacts arrive is not the same twice.
 */
export function createDraws<Name extends string>(seed: string, shares: Shares<Name>, mostInARow: number) {
  const names = Object.keys(shares) as Name[];
  const seen = new Map<string, { count: number; inARow: number }>();
  return (endpoint: Endpoint, subject: string): Draw<Name> => {
    const key = `${endpoint} ${subject}`;
    const past = seen.get(key) ?? { count: 0, inARow: 0 };
    seen.set(key, past);
    past.count++;
    const random = randomOf(`${seed} ${key} ${past.count}`);
    let roll = random();
    const fault = names.find((name) => {
      roll -= shares[name] ?? 0;
      return roll < 0;
    });
    const met = past.inARow < mostInARow ? (fault ?? null) : null;
    past.inARow = met === null ? 0 : past.inARow + 1;
    return { fault: met, random };
  };
}
