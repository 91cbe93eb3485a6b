import type { CellFormat } from '../fields/cell-format.js';
import type { Field } from '../fields/field.js';
import type { CellSource } from '../fields/mapping.js';
import type { Message } from '../messages/message.js';

/** A column of the file as far as it was looked at: its name, and the texts of its cells. */
export interface SampleColumn {
  readonly name: string;
  readonly texts: readonly string[];
}

/** How the cells of a column are to be read, as far as a proposal says. */
export type CellSettings = Pick<CellFormat, 'values' | 'format' | 'separator'> & Pick<CellSource, 'trim' | 'digits'>;

/** A field, and the column that it is to come from. */
export interface ProposedField {
  readonly field: Field;
  /** How the job names the field. */
  readonly key: string;
  readonly column: string;
  readonly settings: CellSettings;
  /** Texts of cells for which `values` is still to say what they mean. */
  readonly untold: readonly string[];
}

/** What only a person can decide, and the lines of which they may take one. */
export interface OpenQuestion {
  readonly why: Message;
  /** An example of why, where there is one; it has nothing of a cell but its shape. */
  readonly because: Message | null;
  readonly lines: readonly ProposedField[];
}

/** What a job for a file could say. */
export interface Proposal {
  /** Null where no column could be told to be it. */
  readonly idColumn: string | null;
  readonly idQuestions: readonly OpenQuestion[];
  readonly fields: readonly ProposedField[];
  readonly questions: readonly OpenQuestion[];
  /** Columns that no field uses, and no question is about. */
  readonly unused: readonly string[];
}
