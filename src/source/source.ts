import { headerKey } from '../contact/map-row.js';
import type { SourceRow } from '../contact/row.js';
import { message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';
import { checkHeader, dataWithoutName } from './check-header.js';
import type { Format } from './format.js';
import { recognizeFile } from './formats.js';
import { type FileIdentity, hasChanged } from './identify-file.js';
import type { SourceSettings, Table } from './table.js';

/** A file that has been found readable, with its header checked. */
export interface Source extends Pick<Table, 'delimiter' | 'sheet' | 'notes' | 'merged' | 'close'> {
  readonly path: string;
  /** The rows above the header. */
  readonly preamble: readonly (readonly string[])[];
  readonly header: readonly string[];
  /** The records below the header; read once. */
  readonly rows: AsyncIterable<SourceRow>;
}

/** In what spellings the dates of a column may be written, by the name of the column. */
export type DateSpellings = ReadonlyMap<string, readonly string[]>;

/** How a file is read, and its dates spelled. */
export interface ReadSettings extends SourceSettings {
  /** By headerKey; a workbook's other dates are written yyyy-MM-dd or yyyy-MM-dd HH:mm:ss. */
  readonly dates: DateSpellings;
}

/**
 * Opens a CSV file or a workbook: its kind is told by its content, the whole encoding or the directory of the zip is
 * checked, the header found and checked.
 * @param scratch a folder for what does not fit into memory
 * @param stopping ends the reading of a workbook's parts, which may take a while before there is a first row
 * @throws RunError naming file, place and mend: a kind that is not read, a broken file, no header, names twice
 */
export async function openSource(
  path: string,
  settings: ReadSettings,
  scratch: string,
  stopping?: AbortSignal,
): Promise<Source> {
  const { file, table } = await openTable(path, settings, scratch, stopping);
  try {
    const { preamble, header } = await readHeader(table, settings.headerRow, path);
    checkHeader(header, path);
    const { delimiter, sheet, notes, merged, close } = table;
    const rows = readRows(file, table, header, settings);
    return { path, delimiter, sheet, preamble, header, rows, notes, merged, close };
  } catch (error) {
    await table.close();
    throw error;
  }
}

/** Opens a file as the rows that it has, whichever of them is the header. */
export async function openTable(
  path: string,
  settings: SourceSettings,
  scratch: string,
  stopping?: AbortSignal,
): Promise<{ file: FileIdentity; format: Format; table: Table }> {
  const { file, format } = await recognizeFile(path);
  return { file, format, table: await format.open(file, settings, scratch, stopping) };
}

async function readHeader(table: Table, headerRow: number, file: string) {
  const preamble: (readonly string[])[] = [];
  for await (const { row, cells } of table.records([])) {
    if (row > headerRow) break;
    while (preamble.length < row - 1) preamble.push([]);
    const isNamed = cells.some((name) => headerKey(name) !== '');
    if (row === headerRow && isNamed) return { preamble, header: table.endsWithValue ? withoutEnd(cells) : cells };
    preamble.push(cells);
  }
  throw refuse(headerRow === 1 ? message('source.noHeader', { file }) : message('source.noRow', { file, headerRow }));
}

function withoutEnd(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
}

/** The rows below the header; a file that changed while it was being read is refused at its end. */
async function* readRows(
  file: FileIdentity,
  table: Table,
  header: readonly string[],
  { headerRow, dates }: ReadSettings,
): AsyncGenerator<SourceRow> {
  const nameless = header.flatMap((name, index) => (headerKey(name) === '' ? [index] : []));
  for await (const record of table.records(header.map((name) => dates.get(headerKey(name)) ?? []))) {
    if (record.row <= headerRow) continue;
    const column = nameless.find((index) => (record.cells[index] ?? '') !== '');
    if (column !== undefined) throw dataWithoutName(file.path, column, record);
    yield table.endsWithValue ? { ...record, cells: filledTo(header.length, record.cells) } : record;
  }
  if (await hasChanged(file)) throw refuse(message('source.moved', { file: file.path }));
}

/** A row of a sheet that ends early has blanks up to the end of the header. */
function filledTo(width: number, cells: readonly string[]): readonly string[] {
  if (cells.length === width) return cells;
  const kept = cells.slice(0, Math.max(width, cells.findLastIndex((cell) => cell !== '') + 1));
  return [...kept, ...Array<string>(Math.max(0, width - kept.length)).fill('')];
}
