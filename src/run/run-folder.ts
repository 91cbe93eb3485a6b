import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DateTime } from 'luxon';
import { message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';

const runIdPattern = /^\d{8}-\d{6}-[0-9a-f]{4}$/;

/** Makes `<logDir>/<job>/<run id>/`, readable by its owner alone. */
export function createRunFolder(logDir: string, jobName: string): string {
  const jobFolder = join(logDir, jobName);
  makeFolder(jobFolder);
  const runId = `${DateTime.now().toFormat('yyyyMMdd-HHmmss')}-${randomBytes(2).toString('hex')}`;
  const folder = join(jobFolder, runId);
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

export const runIdOf = (folder: string): string => basename(folder);

/** Finds a run by its id or its folder. */
export function findRunFolder(logDir: string, run: string): string {
  const candidates = runIdPattern.test(run)
    ? listFolders(logDir).map((job) => join(logDir, job, run))
    : runIdPattern.test(basename(run))
      ? [resolve(run)]
      : [];
  const found = candidates.find((folder) => isFile(join(folder, 'run.db')));
  if (found === undefined) throw refuse(message('run.notFound', { run, logDir }));
  return found;
}

/** All run folders, newest first. */
export const listRunFolders = (logDir: string): string[] =>
  listFolders(logDir)
    .flatMap((job) => listFolders(join(logDir, job)).map((run) => join(logDir, job, run)))
    .filter((folder) => runIdPattern.test(basename(folder)) && isFile(join(folder, 'run.db')))
    .toSorted((a, b) => basename(b).localeCompare(basename(a)));

/** Removes a run that was refused before anything was sent. */
export function removeRunFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  if (listFolders(dirname(folder)).length === 0) rmSync(dirname(folder), { recursive: true, force: true });
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw refuse(message('run.cannotCreate', { folder, reason: (error as NodeJS.ErrnoException).code ?? 'error' }));
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
