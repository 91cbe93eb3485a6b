import type { Summary } from './summary.js';

/** Whether a run is a plan that somebody may still send. */
export const isPlanToSend = ({ command, state }: Pick<Summary, 'command' | 'state'>): boolean =>
  state === 'planned' && command !== 'check';
