import { message } from '../../messages/message.js';
import type { FileIdentity } from '../identify-file.js';
import type { SourceSettings, Table } from '../table.js';
import { unreadable } from '../unreadable.js';
import { findDelimiter } from './find-delimiter.js';
import { findEncoding } from './find-encoding.js';
import { readRecords } from './read-records.js';

/** Opens a CSV file: its encoding is checked over the whole file, and what separates its cells is found. */
export async function openCsv(file: FileIdentity, settings: SourceSettings): Promise<Table> {
  const { path } = file;
  const { encoding, notes } = await findEncoding(file, settings.encoding).catch(unreadable(path));
  const delimiter =
    settings.delimiter === 'auto'
      ? await findDelimiter(path, encoding, settings.headerRow).catch(unreadable(path))
      : settings.delimiter;
  return {
    delimiter,
    sheet: null,
    endsWithValue: false,
    records: () => readRecords(path, encoding, delimiter),
    notes: () => [
      ...notes,
      ...(settings.sheet === null ? [] : [message('source.sheetOfText', { sheet: settings.sheet })]),
    ],
    merged: () => [],
    close: async () => {},
  };
}
