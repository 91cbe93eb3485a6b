import type { RunRecord } from '../../store/run-record.js';

/** Whether the calls of a run clear every custom field that they do not send: without a baseline nobody knows which. */
export const replacesAll = ({ command, jobFile }: Pick<RunRecord, 'command' | 'jobFile'>): boolean =>
  (command === 'run' || command === 'plan') && jobFile.baseline === 'none';
