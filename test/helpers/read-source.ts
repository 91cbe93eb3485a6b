import type { SourceRow } from '../../src/contact/row.js';
import type { Message } from '../../src/messages/message.js';
import { RunError } from '../../src/messages/run-error.js';
import { type DateSpellings, openSource, type Source } from '../../src/source/source.js';
import type { MergedCells, SourceSettings } from '../../src/source/table.js';
import { makeTempFolder, writeTempFile } from './temp-folder.js';

export interface ReadSource extends Pick<Source, 'delimiter' | 'header' | 'preamble'> {
  readonly rows: readonly SourceRow[];
  readonly notes: readonly Message[];
  readonly merged: readonly MergedCells[];
}

/** What a job says of its file, and in what spellings its dates are, by column. */
export interface Reading extends Partial<SourceSettings> {
  readonly dates?: DateSpellings;
}

/** Opens a file as a run does; what is not said otherwise is as in a job that says nothing of it. */
export function openUsual(path: string, { dates, ...settings }: Reading = {}): Promise<Source> {
  const usual: SourceSettings = { sheet: null, headerRow: 1, encoding: 'auto', delimiter: 'auto' };
  return openSource(path, { ...usual, ...settings, dates: dates ?? new Map() }, makeTempFolder());
}

/** Reads a whole file as a run does. */
export async function readFileAsSource(path: string, reading: Reading = {}): Promise<ReadSource> {
  const source = await openUsual(path, reading);
  try {
    const rows: SourceRow[] = [];
    for await (const row of source.rows) rows.push(row);
    const { delimiter, header, preamble } = source;
    return { delimiter, header, preamble, rows, notes: source.notes(), merged: source.merged() };
  } finally {
    await source.close();
  }
}

/** Writes a file and reads it as a run does. */
export const readAsSource = (content: string | Uint8Array, reading: Reading = {}): Promise<ReadSource> =>
  readFileAsSource(writeTempFile('source.csv', content), reading);

/** Writes a file, reads it, and gives its refusal; fails when it is accepted, or when anything else is thrown. */
export const refusalOfSource = (content: string | Uint8Array, reading: Reading = {}): Promise<RunError> =>
  refusalOfFile(writeTempFile('source.csv', content), reading);

export async function refusalOfFile(path: string, reading: Reading = {}): Promise<RunError> {
  const outcome = await readFileAsSource(path, reading).catch((error: unknown) => error);
  if (outcome instanceof RunError && outcome.ending === 'refused') return outcome;
  throw outcome instanceof Error ? outcome : new Error('the file was accepted');
}
