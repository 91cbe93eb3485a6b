import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { message } from '../../../messages/message.js';
import { type RunError, refuse } from '../../../messages/run-error.js';
import type { RunPlace } from '../../run-catalog.js';
import { isRunId, runIdOf } from '../../run-folder.js';
import { databasePath, refusalPath } from './run-files.js';

/**
 * Finds a run by its id or its folder.
 * @throws RunError when there is none, or a folder without a run.db: the run was refused or has never begun
 */
export function findRun(logDir: string, run: string): RunPlace {
  const candidates = isRunId(run)
    ? listFolders(logDir).map((job) => join(logDir, job, run))
    : isRunId(basename(run))
      ? [resolve(run)]
      : [];
  const folder = candidates.find((candidate) => isFile(databasePath(candidate)));
  if (folder === undefined) throw whyNoRun(candidates, run, logDir);
  return { folder, job: basename(dirname(folder)), runId: runIdOf(folder) };
}

/** What `runs` lists, and cannot be gone on with, is not said to be missing. */
function whyNoRun(candidates: readonly string[], run: string, logDir: string): RunError {
  const folder = candidates.find(isFolder);
  if (folder === undefined) return refuse(message('run.notFound', { run, logDir }));
  const runId = runIdOf(folder);
  if (isFile(refusalPath(folder))) return refuse(message('run.wasRefused', { runId, file: refusalPath(folder) }));
  return refuse(message('run.neverBegan', { runId }));
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
