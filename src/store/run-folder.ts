import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { DateTime } from 'luxon';

const runIdPattern = /^\d{8}-\d{6}-[0-9a-f]{4}$/;

/** Makes the id of a new run: its time, and something that no other of the same second has. */
export const newRunId = (): string => `${DateTime.now().toFormat('yyyyMMdd-HHmmss')}-${randomBytes(2).toString('hex')}`;

/** Whether a text looks like the id of a run. */
export const isRunId = (text: string): boolean => runIdPattern.test(text);

/** A run's folder has the name of its id. */
export const runIdOf = (folder: string): string => basename(folder);

/** When a run was begun, by its id, to the second; null for what is no run id. */
export function timeOfRunId(runId: string): Date | null {
  if (!isRunId(runId)) return null;
  const time = DateTime.fromFormat(runId.slice(0, 15), 'yyyyMMdd-HHmmss');
  return time.isValid ? time.toJSDate() : null;
}
