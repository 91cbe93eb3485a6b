import { stat } from 'node:fs/promises';

/** By what a file is known again without being read. */
export interface FileState {
  readonly size: number;
  readonly modifiedMs: number;
}

/** What a file is like at this moment, and for how long (ms) it has been so; null where there is none. */
export async function readFileState(path: string): Promise<(FileState & { readonly quietMs: number }) | null> {
  const stats = await stat(path).catch(() => null);
  if (stats === null || !stats.isFile()) return null;
  const { size, mtimeMs: modifiedMs, ctimeMs } = stats;
  // A program that copies may set the time of modification back; that of the last change nobody sets.
  return { size, modifiedMs, quietMs: Date.now() - Math.max(modifiedMs, ctimeMs) };
}

export const isSameState = (a: FileState, b: FileState): boolean => a.size === b.size && a.modifiedMs === b.modifiedMs;
