import type { SourceRow } from '../../src/contact/row.js';
import { RunError } from '../../src/messages/run-error.js';
import { openSource } from '../../src/source/source.js';
import { writeTempFile } from './temp-folder.js';

export interface ReadSource {
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly rows: readonly SourceRow[];
}

/** Reads a whole file as a run does. */
export async function readFileAsSource(path: string, delimiter = 'auto'): Promise<ReadSource> {
  const source = await openSource(path, delimiter);
  const rows: SourceRow[] = [];
  for await (const row of source.rows) rows.push(row);
  return { delimiter: source.delimiter, header: source.header, rows };
}

/** Writes a file and reads it as a run does. */
export const readAsSource = (content: string | Uint8Array, delimiter = 'auto'): Promise<ReadSource> =>
  readFileAsSource(writeTempFile('source.csv', content), delimiter);

/** Writes a file, reads it, and gives its refusal; fails when it is accepted, or when anything else is thrown. */
export const refusalOfSource = (content: string | Uint8Array, delimiter = 'auto'): Promise<RunError> =>
  refusalOfFile(writeTempFile('source.csv', content), delimiter);

export async function refusalOfFile(path: string, delimiter = 'auto'): Promise<RunError> {
  const outcome = await readFileAsSource(path, delimiter).catch((error: unknown) => error);
  if (outcome instanceof RunError && outcome.ending === 'refused') return outcome;
  throw outcome instanceof Error ? outcome : new Error('the file was accepted');
}
