import type { Ending } from '../messages/run-error.js';
import { type Outcome, outcomeOfRun } from '../report/run-outcome.js';
import type { Summary } from '../report/summary.js';

export const refusedExit = 1;

/** Of a program that ends without a word of how. */
export const unfinishedExit = 3;

// A plan is done when it can be sent; a run that was to send, and ends as a plan, has not.
const exitCodes: Readonly<Record<Outcome, number>> = {
  done: 0,
  planned: 0,
  passed: 0,
  held: refusedExit,
  declined: refusedExit,
  faulty: refusedExit,
  incomplete: 2,
  stopped: 3,
  interrupted: 3,
};

/** The exit code of a run by how it ended (contract); that of an interrupted one is its signal's. */
export function exitCodeOf(summary: Summary, signalExit: number | null): number {
  const outcome = outcomeOfRun(summary);
  return (outcome === 'interrupted' ? signalExit : null) ?? exitCodes[outcome];
}

export const exitCodeOfError = (ending: Ending): number => ({ refused: refusedExit, stopped: 3, busy: 4 })[ending];
