import type { AccountFields } from '../contact/account-fields.js';
import { findColumns, headerKey } from '../contact/map-row.js';
import { resolveField } from '../contact/resolve-field.js';
import { typeOfContent } from '../fields/content-types.js';
import type { NamedField, StandardField, StandardFieldName } from '../fields/field.js';
import type { MappedField, NamedMapping } from '../fields/mapping.js';
import type { CustomType } from '../fields/types/field-type.js';

/** What is known of the values of a column; `unknown` where only the account could tell. */
export type ColumnKind = CustomType['kind'] | 'id' | 'unknown';

export interface ExaminedColumn {
  /** As the job names it. */
  readonly name: string;
  /** Its place among the cells of a row. */
  readonly index: number;
  readonly kind: ColumnKind;
  /** The spellings of a date that the job declares; none where it declares none. */
  readonly formats: readonly string[];
  /** Whether the job takes outer spaces off. */
  readonly isTrimmed: boolean;
  /** Whether it makes full-width digits half-width. */
  readonly isNarrowed: boolean;
}

/** A file as the profiler sees it. */
export interface ExaminedFile {
  readonly header: readonly string[];
  /** The columns that the job uses. */
  readonly columns: readonly ExaminedColumn[];
  /** Places of the columns that it does not use. */
  readonly unused: readonly number[];
  /** The cell that clears a field, and says nothing else. */
  readonly clearWith: string;
}

/**
 * Finds out what a job uses of a file, and what each column holds.
 * @param account null where it was not read
 * @param ownNames columns that an earlier import has added to the file
 */
export function examineFile(
  mapping: NamedMapping,
  header: readonly string[],
  account: AccountFields | null,
  ownNames: readonly string[],
): ExaminedFile {
  const { columns: found } = findColumns(mapping, header);
  const columns = new Map<number, ExaminedColumn>();
  columns.set(found.id, { ...untouched, name: mapping.idColumn, index: found.id, kind: 'id' });
  for (const { mapped, indexes } of found.fields) {
    for (const [place, index] of indexes.entries()) {
      const earlier = columns.get(index);
      if (earlier && earlier.kind !== 'unknown') continue;
      columns.set(index, { ...describeCells(mapped, account), name: mapped.columns[place] ?? '', index });
    }
  }
  const unused = header.flatMap((name, index) =>
    columns.has(index) || ownNames.includes(headerKey(name)) ? [] : [index],
  );
  return { header, columns: [...columns.values()], unused, clearWith: mapping.clearWith };
}

const untouched = { formats: [], isTrimmed: false, isNarrowed: false } as const;

function describeCells(
  mapped: MappedField<StandardField | NamedField>,
  account: AccountFields | null,
): Omit<ExaminedColumn, 'name' | 'index'> {
  const { columns, format = [], trim = false, digits = false } = mapped;
  // A cell that is joined with others is a part of a value, whatever the whole is.
  const kind = columns.length > 1 ? 'text' : kindOf(mapped, account);
  return { kind, formats: format, isTrimmed: trim, isNarrowed: digits };
}

/** A `format` makes a date of any column, and `values` make options of it. */
function kindOf(mapped: MappedField<StandardField | NamedField>, account: AccountFields | null): ColumnKind {
  if (mapped.format !== undefined) return 'date';
  if (mapped.values !== undefined) return 'option';
  const { field } = mapped;
  if (field.kind === 'standard') return standardKinds[field.name] ?? 'text';
  const resolved = resolveField(field, mapped, account);
  const contentType = 'field' in resolved ? resolved.field.contentType : field.contentType;
  return contentType === undefined ? 'unknown' : typeOfContent(contentType).kind;
}

const standardKinds: Partial<Record<StandardFieldName, ColumnKind>> = {
  mobile: 'phone',
  age: 'number',
  gender: 'option',
  udeskCustomerId: 'number',
  birthday: 'date',
  wxUserFlag: 'option',
};
