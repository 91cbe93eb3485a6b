import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolders } from '../../make-folder.js';
import type { RunCatalog } from '../../run-catalog.js';
import { glanceAtRecord } from '../sealed/read-record.js';
import { findRun } from './find-run.js';
import { listRuns } from './list-runs.js';
import { lookAtRun } from './look-at-run.js';
import { createRun, removeIfEmpty, removeRunFolder } from './new-run.js';
import { removeParts } from './remove-parts.js';
import { discardRun, removeLeftover, removeRun } from './remove-run.js';
import { databasePath, refusalPath } from './run-files.js';
import { sizeOf } from './size-of.js';

/** The runs in a log folder: each in `<logDir>/<job>/<run id>/`, and what it knows of itself in its run.db. */
export function createRunCatalog(logDir: string): RunCatalog {
  const folderOf = (job: string, runId: string): string => join(logDir, job, runId);
  return {
    find: async (run) => findRun(logDir, run),
    placeOf: async (job, runId) => ({ folder: folderOf(job, runId), job, runId }),
    list: async (job) => listRuns(logDir, job),
    async listBeside({ folder }) {
      const jobFolder = dirname(folder);
      return listRuns(dirname(jobFolder), basename(jobFolder)).runs;
    },
    look: async ({ folder }) => lookAtRun(folder),
    readRecord: async ({ folder }) => (existsSync(databasePath(folder)) ? glanceAtRecord(folder) : null),
    isGivenUp: async ({ folder }) => !existsSync(folder) || readdirSync(folder).every(isRefusal),
    sizeOf: async (folder) => sizeOf(folder),
    create: (job, runId, open) => createRun(logDir, folderOf(job, runId), open),
    takeBack: async ({ folder }) => removeRunFolder(folder),
    discard: async (place) => discardRun(place),
    async writeRefusal({ folder }, words) {
      makeFolders(folder);
      await writeFile(refusalPath(folder), `${words}\n`, { mode: 0o600 });
    },
    remove: removeRun,
    removeLeftover,
    removeParts: async ({ folder }) => removeParts(folder),
    removeJobIfEmpty: async (folder) => removeIfEmpty(folder),
  };
}

const isRefusal = (name: string): boolean => name === basename(refusalPath(''));
