import type { LosslessNumber } from 'lossless-json';

/** A number as it was written: a plain number where it is exact, a bigint for long integers, else its own digits. */
export type ExactNumber = number | bigint | LosslessNumber;

/** One choice of a droplist, chained_droplist or checkbox field. */
export interface FieldOption {
  readonly key: ExactNumber;
  readonly value: string;
  readonly subOptionList?: readonly FieldOption[] | null;
}

/** A custom field as the account defines it. */
export interface FieldDefinition {
  readonly id: ExactNumber;
  readonly fieldCode: string;
  readonly contentType: string;
  readonly name: string;
  readonly optionList?: readonly FieldOption[] | null;
}

/** A custom field as a contact holds it. */
export interface StoredCustomField {
  readonly id: ExactNumber;
  readonly fieldCode: string;
  readonly contentType: string;
  readonly content: unknown;
}

/** A contact as the sandbox holds it: its standard fields by their API names, and the custom fields that are not null. */
export interface StoredContact {
  readonly externalUserId: string;
  readonly customFields: readonly StoredCustomField[];
  readonly [standardField: string]: unknown;
}

/** What a contacts file describes: the custom fields of the account, and its contacts. */
export interface SandboxAccount {
  readonly fields: readonly FieldDefinition[];
  readonly contacts: readonly StoredContact[];
}
