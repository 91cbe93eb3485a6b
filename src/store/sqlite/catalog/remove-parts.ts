import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { holdRun } from './hold-run.js';

/**
 * Removes what killed processes have left half written in the folder of a run: parts of reports, of standard input and of
 * the texts of a workbook. Whoever writes such a file has run.db open: where somebody has, nothing is removed.
 * @returns how many files were removed
 */
export function removeParts(folder: string): number {
  if (partsIn(folder).length === 0) return 0;
  try {
    const hold = holdRun(folder);
    if (hold === null) return 0;
    try {
      const parts = partsIn(folder);
      for (const path of parts) rmSync(path, { force: true });
      return parts.length;
    } finally {
      hold.release();
    }
  } catch {
    // What cannot be removed now stands in nobody's way; a run.db that is damaged is told by who reads it.
    return 0;
  }
}

function partsIn(folder: string): string[] {
  try {
    const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));
    return names.filter((name) => /\.(?:part|tmp)$/.test(name)).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
