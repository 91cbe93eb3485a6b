import { fineStatuses } from '../contact/row.js';
import type { Ending } from '../messages/run-error.js';
import type { Summary } from '../report/summary.js';

export const refusedExit = 1;

/** Of a program that ends without a word of how. */
export const unfinishedExit = 3;

/** The exit code of a run by how it ended (contract); that of an interrupted one is its signal's. */
export function exitCodeOf({ state, rows, command, stoppedBy }: Summary, signalExit: number | null): number {
  switch (state) {
    case 'completed':
      return fineStatuses.reduce((sum, status) => sum + rows[status], 0) === rows.total ? 0 : 2;
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
