import { isUntried, type RowStatus } from '../contact/row-status.js';
import type { Code } from '../messages/message.js';
import { isPlanToSend, showsPlan } from './run-state.js';
import type { Summary } from './summary.js';

/** How a row is told: a row of a check or of a plan that nothing was found against is more than one that was not tried. */
export type ShownStatus = RowStatus | 'passed' | 'toSend';

export const statusCode = <Status extends string>(status: Status): Code => `status.${status}` as Code;

/** Of a check that was done, what was not refused has passed; of a plan that was made, what is not settled is to be sent. */
export function shownStatus(status: RowStatus, run: Pick<Summary, 'command' | 'state'>): ShownStatus {
  if (!isUntried(status) || !showsPlan(run)) return status;
  return isPlanToSend(run) ? 'toSend' : 'passed';
}
