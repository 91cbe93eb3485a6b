import { rename, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { isSameState, readFileState } from '../../store/file-state.js';
import { makeFolders } from '../../store/make-folder.js';
import type { InboxFile } from './complete-files.js';
import { folderOf, markersOf } from './find-files.js';

/**
 * Moves a file of an inbox to `done/` or `failed/` beside it, the id of its run in its name, and takes its marker away. A
 * file that is no longer there, or another one that has come in its place, is left alone.
 * @param mark what follows the name: the run's id
 * @throws the file system's error when it cannot be moved
 */
export async function archiveFile(file: InboxFile, mark: string, isFine: boolean): Promise<void> {
  const { path } = file;
  const state = await readFileState(path);
  if (state === null || !isSameState(state, file)) return;
  const folder = folderOf(path, isFine);
  makeFolders(folder);
  const extension = extname(path);
  // The marker goes first: without its file it would pass for that of the next of this name.
  for (const marker of markersOf(path)) await rm(marker, { force: true });
  await rename(path, join(folder, `${basename(path, extension)}.${mark}${extension}`));
}
