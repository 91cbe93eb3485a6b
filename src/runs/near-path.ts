import { relative } from 'node:path';

/** A path as it is shortest from the working directory: within it relative, elsewhere whole. */
export function nearPath(path: string): string {
  const near = relative('', path);
  return near.startsWith('..') ? path : near;
}
