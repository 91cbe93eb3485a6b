import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { glob } from 'tinyglobby';
import { type Inbox, isPattern } from '../job/job.js';

/** Where files lie that are done with, beside those that are to come. */
export const folderOf = (path: string, isFine: boolean): string => join(dirname(path), isFine ? 'done' : 'failed');

/** Either lies beside a file to say that it is complete: `a.csv.done` or `a.done`. */
export const markersOf = (path: string): readonly string[] => [
  `${path}.done`,
  join(dirname(path), `${basename(path, extname(path))}.done`),
];

/**
 * Finds the files that an inbox holds, absolute, by name. What is put away, hidden, a marker, or what Excel, browsers and
 * copiers keep beside a file while they have it in hand is none.
 * @throws the file system's error when the inbox cannot be read
 */
export async function findFiles({ pattern, folder }: Inbox): Promise<string[]> {
  const { fixed, rest } = splitPattern(pattern);
  const base = resolve(folder, fixed);
  // A pattern finds nothing in a folder that is not there: that is told as an error, not as an empty inbox.
  await readdir(base);
  const found = await glob(rest, {
    cwd: base,
    onlyFiles: true,
    dot: false,
    // From Windows come .CSV and .XLSX.
    caseSensitiveMatch: false,
    expandDirectories: false,
    followSymbolicLinks: false,
  });
  return found
    .filter((path) => !isPutAway(path) && !isInHand(basename(path)))
    .map((path) => resolve(base, path))
    .toSorted();
}

/** The folders of a pattern before the first part that holds a wildcard, and the rest of it. */
function splitPattern(pattern: string): { readonly fixed: string; readonly rest: string } {
  const parts = pattern.split(sep).join('/').split('/');
  const first = parts.findIndex(isPattern);
  const fixed = parts.slice(0, first).join('/');
  return { fixed: pattern.startsWith('/') && fixed === '' ? '/' : fixed, rest: parts.slice(first).join('/') };
}

const isPutAway = (path: string): boolean =>
  path
    .split('/')
    .slice(0, -1)
    .some((name) => name === 'done' || name === 'failed');

const isInHand = (name: string): boolean => /^~\$|\.(?:done|part|partial|tmp|crdownload|filepart|swp)$|~$/i.test(name);
