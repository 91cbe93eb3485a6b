import type { SourceRow } from '../contact/row.js';
import { message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';
import { checkHeader } from './check-header.js';
import { checkUtf8 } from './check-utf8.js';
import { type FileIdentity, identifyFile } from './file-identity.js';
import { findDelimiter } from './find-delimiter.js';
import { readCsv } from './read-csv.js';
import { unreadable } from './unreadable.js';

/** A file that has been found readable to its end, with its header checked. */
export interface Source {
  readonly path: string;
  readonly delimiter: string;
  readonly header: readonly string[];
  /** The records below the header, blank ones included; read once. */
  readonly rows: AsyncIterable<SourceRow>;
}

/**
 * Opens a CSV file: UTF-8 is checked over the whole file, the delimiter found, the header checked.
 * @throws RunError naming file, line and mend: not a file, not CSV, not UTF-8, no header, names twice or blank
 */
export async function openSource(path: string, delimiter: string): Promise<Source> {
  const identity = await identifyFile(path);
  await checkUtf8(path).catch(unreadable(path));
  const found = delimiter === 'auto' ? await findDelimiter(path).catch(unreadable(path)) : delimiter;
  const header = await readHeader(path, found);
  checkHeader(header, path);
  return { path, delimiter: found, header, rows: readRows(path, found, identity) };
}

/** Opens the file and closes it again: whoever finds the header wanting need not close anything. */
async function readHeader(path: string, delimiter: string): Promise<readonly string[]> {
  for await (const { cells } of readCsv(path, delimiter)) return cells;
  throw refuse(message('source.noHeader', { file: path }));
}

/** The rows below the header; a file that changed while it was being read is refused at its end. */
async function* readRows(path: string, delimiter: string, identity: FileIdentity): AsyncGenerator<SourceRow> {
  for await (const record of readCsv(path, delimiter)) if (record.row > 1) yield record;
  const now = await identifyFile(identity.path);
  if (now.size !== identity.size || now.modifiedMs !== identity.modifiedMs) {
    throw refuse(message('source.moved', { file: identity.path }));
  }
}
