import { csvFormat } from './csv/csv-format.js';
import { refuseForeign } from './foreign-file.js';
import type { Format } from './format.js';
import { type FileIdentity, identifyFile } from './identify-file.js';
import { xlsxFormat } from './xlsx/xlsx-format.js';

/** All kinds that can be read; the first that claims a file opens it. Text is last: it claims what nobody knows. */
const formats: readonly Format[] = [xlsxFormat, csvFormat];

/**
 * Finds out which regular file a path is, and of which kind.
 * @throws RunError naming what it is, and what to save it as, where it is plainly no table, or is still being written
 */
export async function recognizeFile(path: string): Promise<{ readonly file: FileIdentity; readonly format: Format }> {
  const file = await identifyFile(path);
  const format = formats.find(({ claims }) => claims(file));
  if (format === undefined) throw await refuseForeign(file);
  const objection = format.objection?.(file) ?? null;
  if (objection) throw objection;
  return { file, format };
}
