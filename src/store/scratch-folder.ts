import { existsSync, mkdtempSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, orCannotCreate } from './make-folder.js';
import { shareLock, whileUnshared } from './sqlite/file-lock.js';

const prefix = '.scratch-';
const hourMs = 3_600_000;

/**
 * Does a piece of work that needs a folder, readable by its owner alone, which is gone when it ends. What killed processes
 * have left of such folders goes, too.
 * @throws RunError when the folder cannot be made
 */
export async function inScratchFolder<Result>(
  logDir: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const isNew = makeFolder(logDir);
  removeScratch(logDir);
  const folder = orCannotCreate(logDir, () => mkdtempSync(join(logDir, prefix)));
  const lock = shareLock(lockPath(folder));
  try {
    return await work(folder);
  } finally {
    lock.release();
    rmSync(folder, { recursive: true, force: true });
    if (isNew && readdirSync(logDir).length === 0) rmdirSync(logDir);
  }
}

/** Removes the scratch folders of dead processes; gives how many they were. */
export function removeScratch(logDir: string): number {
  const folders = namesIn(logDir).filter((name) => name.startsWith(prefix));
  return folders.filter((name) => removeIfDead(join(logDir, name))).length;
}

function removeIfDead(folder: string): boolean {
  try {
    // Its lock is there a moment after the folder: one without it is dead only when it is not new.
    if (!existsSync(lockPath(folder)) && Date.now() - statSync(folder).mtimeMs < hourMs) return false;
    return whileUnshared(lockPath(folder), () => rmSync(folder, { recursive: true, force: true })) !== null;
  } catch {
    // What cannot be removed now stands in nobody's way.
    return false;
  }
}

const lockPath = (folder: string): string => join(folder, 'lock');

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
