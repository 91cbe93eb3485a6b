import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DateTime } from 'luxon';
import { message } from '../messages/message.js';
import { type RunError, refuse } from '../messages/run-error.js';

const runIdPattern = /^\d{8}-\d{6}-[0-9a-f]{4}$/;

/** Makes the id of a new run: its time, and something that no other of the same second has. */
export const newRunId = (): string => `${DateTime.now().toFormat('yyyyMMdd-HHmmss')}-${randomBytes(2).toString('hex')}`;

/** Where a run of a job lies, or would lie. */
export const runFolderOf = (logDir: string, jobName: string, runId: string): string => join(logDir, jobName, runId);

/** Makes `<logDir>/<job>/<run id>/`, readable by its owner alone. */
export function createRunFolder(logDir: string, jobName: string, runId: string): string {
  const folder = runFolderOf(logDir, jobName, runId);
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    // Somebody found the job's folder empty, and has removed it in between.
    makeFolder(dirname(folder));
    mkdirSync(folder, { mode: 0o700 });
  }
  return folder;
}

export const runIdOf = (folder: string): string => basename(folder);

/**
 * Finds a run by its id or its folder.
 * @throws RunError when there is none, or a folder without a run.db: the run was refused or has never begun
 */
export function findRunFolder(logDir: string, run: string): string {
  const candidates = runIdPattern.test(run)
    ? listFolders(logDir).map((job) => join(logDir, job, run))
    : runIdPattern.test(basename(run))
      ? [resolve(run)]
      : [];
  const found = candidates.find((folder) => isFile(join(folder, 'run.db')));
  if (found === undefined) throw whyNoRun(candidates, run, logDir);
  return found;
}

/** What `runs` lists, and cannot be gone on with, is not said to be missing. */
function whyNoRun(candidates: readonly string[], run: string, logDir: string): RunError {
  const folder = candidates.find(isFolder);
  if (folder === undefined) return refuse(message('run.notFound', { run, logDir }));
  const runId = runIdOf(folder);
  if (isFile(refusalPath(folder))) return refuse(message('run.wasRefused', { runId, file: refusalPath(folder) }));
  return refuse(message('run.neverBegan', { runId }));
}

/** Where it stands why a service has refused a run. */
export const refusalPath = (folder: string): string => join(folder, 'refusal.txt');

/** When a run was begun, by its id, to the second; null for what is no run id. */
export function timeOfRunId(runId: string): Date | null {
  if (!runIdPattern.test(runId)) return null;
  const time = DateTime.fromFormat(runId.slice(0, 15), 'yyyyMMdd-HHmmss');
  return time.isValid ? time.toJSDate() : null;
}

const asidePrefix = '.pruned-';

/** What a run is called while it is being removed: by this name no command takes it for a run. */
export const asideName = (runId: string): string => `${asidePrefix}${runId}`;

/** The id of the run that was to be removed by this name; null for any other name. */
export function asideOf(name: string): string | null {
  const runId = name.startsWith(asidePrefix) ? name.slice(asidePrefix.length) : '';
  return timeOfRunId(runId) === null ? null : runId;
}

/** Removes a run that was refused before anything was sent. */
export function removeRunFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  removeIfEmpty(dirname(folder));
}

/** Removes the folder of a job in which nothing is left; tells whether it has. */
export function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    // Something is in it, perhaps since this very moment, or it is gone.
    return false;
  }
}

/**
 * Makes a folder, readable by its owner alone, and those above it. Tells whether it was not there before.
 * @throws RunError when it cannot be made
 */
export const makeFolder = (folder: string): boolean =>
  orCannotCreate(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined);

/** Does what makes a folder usable; what the file system says against it refuses the run. */
export function orCannotCreate<Result>(folder: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!/^E[A-Z]+$/.test(code)) throw error;
    throw refuse(message('run.cannotCreate', { folder, reason: code }));
  }
}

function listFolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch {
    return [];
  }
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
