import { countWhere, isToCorrect } from '../contact/row-status.js';
import type { RunState } from './run-state.js';
import { isFine, type Summary } from './summary.js';

/** How a run ended, for all who draw something from it: exit codes, alerts, the log and the numbers of the service. */
export type Outcome =
  /** Every row updated or unchanged. */
  | 'done'
  /** All has been tried, and not all rows are done. */
  | 'incomplete'
  /** A plan was asked for, and made. */
  | 'planned'
  /** A limit of the job keeps the plan from being sent. */
  | 'held'
  /** It was to send, and somebody has said no. */
  | 'declined'
  /** A check without, and with, problems. */
  | 'passed'
  | 'faulty'
  | 'stopped'
  | 'interrupted';

type Told = Pick<Summary, 'command' | 'state' | 'rows' | 'stoppedBy'>;

/** Says how a run ended. */
export const outcomeOfRun = (run: Told): Outcome => outcomes[run.state](run);

const outcomes: Readonly<Record<RunState, (run: Told) => Outcome>> = {
  completed: (run) => (isFine(run) ? 'done' : 'incomplete'),
  planned: outcomeOfPlan,
  stopped: () => 'stopped',
  interrupted: () => 'interrupted',
};

function outcomeOfPlan({ command, rows, stoppedBy }: Told): Outcome {
  if (command === 'check') return countWhere(rows, isToCorrect) === 0 ? 'passed' : 'faulty';
  if (stoppedBy !== null) return 'held';
  return command === 'plan' ? 'planned' : 'declined';
}
