import type { Field } from '../fields/field.js';
import type { Json } from '../fields/json.js';
import type { MappedField } from '../fields/mapping.js';
import type { Message, RowCode } from '../messages/message.js';
import type { Contact } from './contact.js';
import type { RowStatus } from './row-status.js';

// The types that a row goes through, in their order.

/** A record of the file, as it stands there. */
export interface SourceRow {
  /** The record's number as Excel shows it: the header is 1, a cell with line breaks is still one row. */
  readonly row: number;
  /** The physical line on which the record begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The cells that the job maps, to the letter, each field with those of its columns. */
export interface MappedRow<AnyField = Field> {
  readonly externalUserId: string;
  readonly cells: readonly { readonly mapped: MappedField<AnyField>; readonly texts: readonly string[] }[];
}

interface SetField<AnyField = Field> {
  readonly action: 'set';
  readonly field: AnyField;
  readonly value: Json;
}

interface ClearField<AnyField = Field> {
  readonly action: 'clear';
  readonly field: AnyField;
}

export type FieldUpdate<AnyField = Field> = SetField<AnyField> | ClearField<AnyField>;

/** What a row asks for, in the API's terms. A field that it does not name is kept. */
export interface ContactUpdate<AnyField = Field> {
  readonly externalUserId: string;
  readonly fields: readonly FieldUpdate<AnyField>[];
}

/** The whole body to PUT, and what it changes. */
export interface PlannedUpdate {
  readonly externalUserId: string;
  readonly body: string;
  /** All that the row asks for. */
  readonly asked: readonly FieldUpdate[];
  /** Those of them that change something. */
  readonly updates: readonly FieldUpdate[];
  /** The contact that it was planned on; null without a baseline. */
  readonly before: Contact | null;
  /** The contact as it is to be. */
  readonly after: Contact;
  readonly changes: readonly Change[];
}

/** What a row changes in one field, as a person reads it. */
export interface Change {
  /** As the API names it. */
  readonly field: string;
  /** As the account calls a custom field, where that is known. */
  readonly name: string | null;
  /** Null when the field was blank; absent when nobody knows. */
  readonly before?: string | null;
  /** Null when the field is cleared. */
  readonly after: string | null;
}

/** A reason why a row did not do what it should, and the column it lies in, or the columns that are joined. */
export interface Problem {
  readonly column: string | null;
  readonly reason: Message<RowCode>;
}

export interface RowResult {
  readonly row: number;
  readonly status: RowStatus;
  readonly problems: readonly Problem[];
  readonly changes: readonly Change[];
  readonly attempts: number;
  readonly durationMs: number;
  /** ISO 8601 with the zone; null when the row did not end. */
  readonly finishedAt: string | null;
}
