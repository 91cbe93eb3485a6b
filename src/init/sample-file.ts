import { headerKey } from '../contact/map-row.js';
import type { SourceRow } from '../contact/row.js';
import { type Message, message } from '../messages/message.js';
import { RunError, refuse } from '../messages/run-error.js';
import { recognizeFile } from '../source/formats.js';
import { openSource, openTable } from '../source/source.js';
import type { Encoding, SourceSettings } from '../source/table.js';
import { findHeaderRow } from './header-row.js';
import { proposeId } from './id-column.js';
import type { SampleColumn } from './proposal.js';

/** The beginning of a file, and how a job must say that it is to be read. */
export interface FileSample extends Pick<SourceSettings, 'sheet' | 'headerRow' | 'encoding'> {
  /** Those that have a name. */
  readonly columns: readonly SampleColumn[];
  /** How many rows were looked at. */
  readonly rows: number;
  readonly notes: readonly Message[];
}

const mostRows = 1000;
const lastHeaderRow = 20;

/** What is said of a file from the start; of a workbook without a sheet, the only one is taken, or the only one with ids. */
export type SaidOfFile = Pick<SourceSettings, 'sheet' | 'encoding'>;

/**
 * Looks at the beginning of a file: finds the sheet, the row with the names of the columns, and their first cells.
 * @throws RunError when the file cannot be read, has no names, or it is not plain which sheet is meant
 */
export async function sampleFile(path: string, said: SaidOfFile, scratch: string): Promise<FileSample> {
  const { file, format } = await recognizeFile(path);
  const names = (said.sheet === null && (await format.listSheets?.(file))) || [];
  if (names.length > 1) return chooseSample(path, names, said, scratch);
  const sample = await readAnyEncoding(path, said, scratch);
  return format.listSheets ? sample : { ...sample, sheet: null };
}

async function chooseSample(
  path: string,
  names: readonly string[],
  said: SaidOfFile,
  scratch: string,
): Promise<FileSample> {
  const fit: FileSample[] = [];
  for (const sheet of names) {
    const sample = await readSample(path, { ...said, sheet }, scratch).catch(unlessRefused);
    if (sample && proposeId(sample.columns).column !== null) fit.push(sample);
  }
  const [only, ...others] = fit;
  if (only && others.length === 0) return only;
  throw refuse(message('init.severalSheets', { file: path, sheets: names.join(', '), count: fit.length }));
}

/** A sheet that is no table is none of those to choose from. */
function unlessRefused(error: unknown): null {
  if (error instanceof RunError && error.ending === 'refused') return null;
  throw error;
}

/** What a refusal says that a job must write, the job can write. */
async function readAnyEncoding(path: string, said: SaidOfFile, scratch: string): Promise<FileSample> {
  try {
    return await readSample(path, said, scratch);
  } catch (error) {
    if (!(error instanceof RunError) || error.why.code !== 'source.unmarkedUtf16') throw error;
    return readSample(path, { ...said, encoding: String(error.why.params.encoding) as Encoding }, scratch);
  }
}

async function readSample(path: string, { sheet, encoding }: SaidOfFile, scratch: string): Promise<FileSample> {
  const given = { sheet, encoding, delimiter: 'auto' };
  const headerRow = await findHeader(path, given, scratch);
  const source = await openSource(path, { ...given, headerRow, dates: new Map() }, scratch);
  try {
    const rows: SourceRow[] = [];
    for await (const row of source.rows) {
      const isWhole = row.cells.length === source.header.length && row.cells.some((cell) => cell !== '');
      if (isWhole) rows.push(row);
      if (rows.length === mostRows) break;
    }
    return {
      sheet,
      headerRow,
      encoding,
      columns: toColumns(source.header, rows),
      rows: rows.length,
      notes: source.notes(),
    };
  } finally {
    await source.close();
  }
}

const toColumns = (header: readonly string[], rows: readonly SourceRow[]): SampleColumn[] =>
  header.flatMap((name, index) =>
    headerKey(name) === '' ? [] : [{ name: tidyName(name), texts: rows.map(({ cells }) => cells[index] ?? '') }],
  );

/** A name as a person reads it: what headerKey does not look at is left out. */
const tidyName = (name: string): string => name.replace(/\p{Cf}/gu, '').trim();

/** The row with the names of the columns. What separates the cells of a text is told by them, so each is tried as such. */
async function findHeader(path: string, given: Omit<SourceSettings, 'headerRow'>, scratch: string): Promise<number> {
  let broken: RunError | null = null;
  for (let tried = 1; tried <= lastHeaderRow; ) {
    const first = await readFirst(path, { ...given, headerRow: tried }, scratch);
    broken ??= first.broken;
    if (first.records.length === 0 && first.broken === null) break;
    const found = findHeaderRow(first.records);
    if (found === tried || (found !== null && first.isSheet)) return found;
    if (first.isSheet) break;
    tried = found ?? tried + 1;
  }
  throw broken ?? refuse(message('init.noHeader', { file: path }));
}

/** The first records from that which is tried on, up to where a text that is cut in the wrong places breaks. */
async function readFirst(path: string, settings: SourceSettings, scratch: string) {
  const { format, table } = await openTable(path, settings, scratch);
  const records: SourceRow[] = [];
  let broken: RunError | null = null;
  try {
    for await (const record of table.records([])) {
      if (record.row >= settings.headerRow + lastHeaderRow) break;
      if (record.row >= settings.headerRow) records.push(record);
    }
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    broken = error;
  } finally {
    await table.close();
  }
  return { records, broken, isSheet: format.listSheets !== undefined };
}
