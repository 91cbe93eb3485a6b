import type { CellFormat } from '../cell-format.js';
import type { CellReader } from '../cell-reader.js';
import type { Precision } from '../date-format.js';
import type { FieldOption } from '../field-option.js';
import type { Json } from '../json.js';

/** How the cells of a field are read. */
export interface FieldType {
  /** What a job may say of the text of its cells; what it says of the cells themselves suits every type. */
  readonly settings: readonly (keyof CellFormat)[];
  /** How much of a moment a `format` must hold. */
  readonly precision?: Precision;
  /** `options` are the account's, where it was read and has some. */
  readonly read: (format: CellFormat, options: readonly FieldOption[] | null) => CellReader;
}

/** A type of custom fields: one entry of the list in content-types.ts. */
export interface CustomType extends FieldType {
  /** What its columns hold: it decides which detectors of the check-up look at them. */
  readonly kind: 'date' | 'number' | 'text' | 'phone' | 'option';
  /** A content that is not blank as a text: two that are one to the server are the same. */
  readonly canonical: (content: Json) => string;
  /** The blank content that a PUT may bring back, as JSON; absent where none has the format of the type. */
  readonly blank?: '""' | '[]';
}
