import type { LosslessNumber } from 'lossless-json';
import type { ContentType } from './content-types.js';
import type { FieldOption } from './field-option.js';

export const standardFieldNames = [
  'mobile',
  'majorFollowUser',
  'position',
  'email',
  'age',
  'gender',
  'udeskCustomerId',
  'corpFullName',
  'remarkName',
  'address',
  'birthday',
  'remarkDesc',
  'wxNo',
  'wxUserFlag',
] as const;

/** The standard fields of the table in section 1.1.2 of the API document, and those that only its example (1.1.6) has. */
export type StandardFieldName = (typeof standardFieldNames)[number];

export interface StandardField {
  readonly kind: 'standard';
  readonly name: StandardFieldName;
}

export interface CustomField {
  readonly kind: 'custom';
  readonly fieldCode: string;
  readonly id: LosslessNumber;
  readonly contentType: ContentType;
  /** As the account calls it; null where the account was not read. */
  readonly name: string | null;
  /** The options that the account has for it; null where it has none, or was not read. */
  readonly options: readonly FieldOption[] | null;
}

/** A custom field as a job names it, by fieldCode or by name; what the job does not write out comes from the account. */
export interface NamedField {
  readonly kind: 'named';
  readonly key: string;
  readonly id: number | undefined;
  readonly contentType: ContentType | undefined;
}

export type Field = StandardField | CustomField;

/** The name by which the API knows a field. */
export function nameOfField(field: Field | NamedField): string {
  if (field.kind === 'standard') return field.name;
  return field.kind === 'custom' ? field.fieldCode : field.key;
}
