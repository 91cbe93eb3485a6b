import type { Rehearsal } from './rehearsal.js';

/** The seeds to go through: the one that is asked for, or those given. */
export function seedsOf(given: readonly number[]): readonly number[] {
  const asked = process.env.FAULTS_SEED;
  return asked === undefined ? given : [Number(asked)];
}

/** Whether a rehearsal is among those that are asked for. */
export const isAskedFor = ({ name }: Pick<Rehearsal, 'name'>): boolean =>
  name.startsWith(process.env.FAULTS_ONLY ?? '');

/** How to have it once more. */
export const replayOf = ({ name, seed }: Rehearsal): string =>
  `FAULTS_SEED=${seed} FAULTS_ONLY=${name} ${process.env.FULL ? 'FULL=1 ' : ''}npx vitest run test/faults`;
