import { stat } from 'node:fs/promises';
import { message } from '../../messages/message.js';
import { refuse } from '../../messages/run-error.js';
import { unreadable } from '../../source/unreadable.js';
import type { RunRecord } from '../../store/run-record.js';

/**
 * What the file is like; a reading that broke off must not go on with another one that lies in its place.
 * @throws RunError when it is another file, or cannot be read
 */
export async function sameFile(
  path: string,
  { sourceState: before, runId }: RunRecord,
): Promise<RunRecord['sourceState']> {
  const { size, mtimeMs: modifiedMs } = await stat(path).catch(unreadable(path));
  if (before && (before.size !== size || before.modifiedMs !== modifiedMs)) {
    throw refuse(message('run.otherFile', { file: path, runId }));
  }
  return { size, modifiedMs };
}
