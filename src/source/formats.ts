import { openCsv } from './csv/open-csv.js';
import type { FileIdentity } from './identify-file.js';
import type { SourceSettings, Table } from './table.js';

/** A kind of file that can be imported. */
interface Format {
  readonly claims: (file: FileIdentity) => boolean;
  /**
   * @param scratch a folder for what does not fit into memory; personal data stays there
   * @throws RunError naming the file, what is wrong, and the mend
   */
  readonly open: (
    file: FileIdentity,
    settings: SourceSettings,
    scratch: string,
    stopping?: AbortSignal,
  ) => Promise<Table>;
}

/** All kinds that can be read; the first that claims a file opens it. */
export const formats: readonly Format[] = [
  // Loaded when there is a workbook: the start of every other run does without its parsers.
  {
    claims: ({ kind }) => kind === 'zip',
    open: async (...args) => (await import('./xlsx/open-xlsx.js')).openXlsx(...args),
  },
  { claims: ({ kind }) => kind === 'text', open: openCsv },
];
