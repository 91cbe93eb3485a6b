import type { Field, NamedField, StandardField } from './field.js';

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

export interface MappedField<AnyField = Field> extends CellFormat {
  readonly field: AnyField;
  readonly column: string;
  readonly empty: EmptyPolicy;
}

/** Everything that decides which update a row asks for. */
export interface Mapping<AnyField = Field> {
  readonly idColumn: string;
  readonly fields: readonly MappedField<AnyField>[];
  readonly clearWith: string;
  /** Whether contacts are read before they are written: only then can an empty cell keep what a custom field holds. */
  readonly hasBaseline: boolean;
}

/** A mapping as a job writes it, before the account was asked what its custom fields are. */
export type NamedMapping = Mapping<StandardField | NamedField>;
