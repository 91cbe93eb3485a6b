import type { LosslessNumber } from 'lossless-json';

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

export const contentTypes = [
  'date',
  'datetime',
  'number',
  'numeric',
  'phone',
  'droplist',
  'chained_droplist',
  'text',
  'area_text',
  'checkbox',
] as const;

/** The types of custom fields: section 1.1.4 and example of the API document; area_text and checkbox known from elsewhere. */
export type ContentType = (typeof contentTypes)[number];

interface StandardField {
  readonly kind: 'standard';
  readonly name: StandardFieldName;
}

interface CustomField {
  readonly kind: 'custom';
  readonly fieldCode: string;
  readonly id: number;
  readonly contentType: ContentType;
}

export type Field = StandardField | CustomField;

/** A value as it stands in a body: numbers keep the digits they were written with, whatever their size. */
export type ApiValue = string | LosslessNumber | readonly LosslessNumber[];

/** The name by which the API knows a field. */
export const nameOfField = (field: Field): string => (field.kind === 'standard' ? field.name : field.fieldCode);
