import { standardInput } from '../phases/read/spool-input.js';
import type { RunRecord } from '../store/run-record.js';

/** Whether there is something of a run that `resume` or `apply` could go on with. */
export function canGoOn({ command, phase, accountId, sourcePath }: RunRecord): boolean {
  if (command === 'check' || phase === 'done') return false;
  // Before it held its account it had asked nobody for anything.
  if (accountId === null) return false;
  // What was to be read anew is gone: the rows of the run that it takes back, or what was piped in.
  return phase !== 'read' || (command !== 'rollback' && sourcePath !== standardInput);
}
