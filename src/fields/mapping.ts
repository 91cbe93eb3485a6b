import type { CellFormat } from './cell-format.js';
import type { Field, NamedField, StandardField } from './field.js';

/** A cell with exactly this clears its field, where a job does not say otherwise. */
export const defaultClearWith = '#清空';

export type EmptyPolicy = 'keep' | 'clear' | 'reject';

/** What a job says of the cells themselves, before their text is read. */
export interface CellSource {
  /** One column; or several, whose cells are joined in this order. */
  readonly columns: readonly string[];
  /** What goes between joined cells. */
  readonly joinWith?: string | undefined;
  /** Whether blank characters are taken off both ends of each cell. */
  readonly trim?: boolean | undefined;
  /** Whether full-width digits and signs of each cell are made half-width. */
  readonly digits?: boolean | undefined;
  /** The text that an empty cell is read as. */
  readonly default?: string | undefined;
}

export interface MappedField<AnyField = Field> extends CellSource, CellFormat {
  readonly field: AnyField;
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

/** The columns that a mapping reads, that of the id first, each once. */
export const columnsOf = ({ idColumn, fields }: Mapping<unknown>): string[] => [
  ...new Set([idColumn, ...fields.flatMap(({ columns }) => columns)]),
];

/** The column of a mapped field as a problem names it: joined ones all together. */
export const nameColumns = ({ columns }: CellSource): string => columns.join(' + ');
