import type { Ending } from '../messages/run-error.js';
import { isFine, type Summary } from '../report/summary.js';

export const refusedExit = 1;

/** Of a program that ends without a word of how. */
export const unfinishedExit = 3;

/** The exit code of a run by how it ended (contract); that of an interrupted one is its signal's. */
export function exitCodeOf(summary: Summary, signalExit: number | null): number {
  const { state, rows, command, stoppedBy } = summary;
  switch (state) {
    case 'completed':
      return isFine(summary) ? 0 : 2;
    case 'planned':
      if (command === 'check') return rows.invalid === 0 ? 0 : refusedExit;
      // A plan is done when it can be sent; a run that was to send has not.
      return command === 'plan' && stoppedBy === null ? 0 : refusedExit;
    case 'stopped':
      return 3;
    case 'interrupted':
      return signalExit ?? 3;
  }
}

export const exitCodeOfError = (ending: Ending): number => ({ refused: refusedExit, stopped: 3, busy: 4 })[ending];
