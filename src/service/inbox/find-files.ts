import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { glob } from 'tinyglobby';
import { type Inbox, isPattern } from '../../job/job.js';

/** Where files lie that are done with, beside those that are to come. */
export const folderOf = (path: string, isFine: boolean): string => join(dirname(path), isFine ? 'done' : 'failed');

/** Either lies beside a file to say that it is complete: `a.csv.done` or `a.done`. */
export const markersOf = (path: string): readonly string[] => [
  `${path}.done`,
  join(dirname(path), `${basename(path, extname(path))}.done`),
];

/** What an inbox holds. */
export interface InboxContent {
  /** Absolute, by name. */
  readonly files: readonly string[];
  /** How many others lie beside them that do not fit the pattern, and look as if they were meant to. */
  readonly others: number;
}

/**
 * Finds the files that an inbox holds. What is put away, hidden, a marker, or what Excel, browsers and copiers keep
 * beside a file while they have it in hand is none.
 * @throws the file system's error when the inbox cannot be read
 */
export async function findFiles({ pattern, folder }: Inbox): Promise<InboxContent> {
  const { fixed, rest } = splitPattern(pattern);
  const base = resolve(folder, fixed);
  // A pattern finds nothing in a folder that is not there: that is told as an error, not as an empty inbox.
  const entries = await readdir(base, { withFileTypes: true });
  const found = await glob(rest, {
    cwd: base,
    onlyFiles: true,
    dot: false,
    // From Windows come .CSV and .XLSX.
    caseSensitiveMatch: false,
    expandDirectories: false,
    followSymbolicLinks: false,
  });
  const files = found.filter((path) => !isPutAway(path) && !isInHand(basename(path)));
  // Links are not followed, and a name in another encoding than UTF-8 leads nowhere.
  const others = entries.filter((entry) => !entry.isDirectory() && looksLikeTable.test(entry.name));
  return {
    files: files.map((path) => resolve(base, path)).toSorted(),
    others: others.filter(({ name }) => !found.includes(name) && !isInHand(name) && !name.startsWith('.')).length,
  };
}

const looksLikeTable = /\.(?:xlsx?|xlsm|xlsb|ods|et|csv|tsv|txt)$/i;

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
