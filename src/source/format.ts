import type { RunError } from '../messages/run-error.js';
import type { FileIdentity } from './identify-file.js';
import type { SourceSettings, Table } from './table.js';

/** A kind of file that can be imported: one entry of the list in formats.ts. */
export interface Format {
  /** Whether a file is of this kind, by what it holds, whatever it is called. */
  readonly claims: (file: FileIdentity) => boolean;
  /** Why a file that it claims is refused all the same, such as for a name that says another kind; null if it is not. */
  readonly objection?: (file: FileIdentity) => RunError | null;
  /** The sheets that can be seen and hold cells; absent of a kind that has no sheets. */
  readonly listSheets?: (file: FileIdentity) => Promise<string[]>;
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
