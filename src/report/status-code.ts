import type { RowStatus } from '../contact/row.js';
import type { Code } from '../messages/message.js';
import type { Summary } from './summary.js';

export const statusCode = <Status extends string>(status: Status): Code => `status.${status}` as Code;

/** The status of a row in a word: what a check has not refused has passed, and what a plan has not settled is to be sent. */
export function shownStatus(status: RowStatus, { command, state }: Pick<Summary, 'command' | 'state'>): Code {
  if (status !== 'pending') return statusCode(status);
  if (command === 'check') return 'status.passed';
  return state === 'planned' ? 'plan.toSend' : 'status.pending';
}
