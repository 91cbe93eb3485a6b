import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { timeOfRunId } from '../../run-folder.js';

export const databasePath = (folder: string): string => join(folder, 'run.db');

export const hasDatabase = (folder: string): boolean =>
  lstatSync(databasePath(folder), { throwIfNoEntry: false })?.isFile() ?? false;

/** Where it stands why a service has refused a run. */
export const refusalPath = (folder: string): string => join(folder, 'refusal.txt');

const asidePrefix = '.pruned-';

/** What a run is called while it is being removed: by this name no command takes it for a run. */
export const asideName = (runId: string): string => `${asidePrefix}${runId}`;

/** The id of the run that was to be removed by this name; null for any other name. */
export function asideOf(name: string): string | null {
  const runId = name.startsWith(asidePrefix) ? name.slice(asidePrefix.length) : '';
  return timeOfRunId(runId) === null ? null : runId;
}
