import type { Change } from './row.js';

/** Whether a change sets what was blank or not known, changes a value, or clears it. */
export function kindOfChange({ before, after }: Change): 'set' | 'changed' | 'cleared' {
  if (after === null) return 'cleared';
  return typeof before === 'string' ? 'changed' : 'set';
}
