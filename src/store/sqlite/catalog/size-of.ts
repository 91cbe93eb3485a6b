import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** How many bytes the files of a folder have. No link is followed; what is gone by now counts nothing. */
export function sizeOf(path: string): number {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found?.size ?? 0;
  try {
    return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
  } catch {
    return 0;
  }
}
