import type { Field } from './field.js';

export type EmptyPolicy = 'keep' | 'clear' | 'reject';

/** What a job's column says beyond its name: how its cells are to be read. */
export interface CellFormat {
  /** Cell text → API value; for a chained field the whole path → its keys. */
  readonly values?: ReadonlyMap<string, string | number | readonly number[]> | undefined;
  /** Luxon tokens of a date. */
  readonly format?: string | undefined;
  /** What stands between the parts of a chained or many-valued cell. */
  readonly separator?: string | undefined;
  /** The longest text, in characters (code points). */
  readonly maxLength?: number | undefined;
}

export interface MappedField extends CellFormat {
  readonly field: Field;
  readonly column: string;
  readonly empty: EmptyPolicy;
}

/** Everything that decides which update a row asks for. */
export interface Mapping {
  readonly idColumn: string;
  readonly fields: readonly MappedField[];
  readonly clearWith: string;
}
