import type { Message, RowCode } from '../messages/message.js';
import type { ApiValue, Field } from './field.js';
import type { MappedField } from './mapping.js';

// The types that a row goes through, in their order.

/** A record of the file, as it stands there. */
export interface SourceRow {
  /** The record's number as Excel shows it: the header is 1, a cell with line breaks is still one row. */
  readonly row: number;
  /** The physical line on which the record begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The cells that the job maps, each with its field. */
export interface MappedRow {
  readonly externalUserId: string;
  readonly cells: readonly { readonly mapped: MappedField; readonly text: string }[];
}

export interface SetField {
  readonly action: 'set';
  readonly field: Field;
  readonly value: ApiValue;
}

interface ClearField {
  readonly action: 'clear';
  readonly field: Field;
}

export type FieldUpdate = SetField | ClearField;

/** What a row asks for, in the API's terms. A field that it does not name is kept. */
export interface ContactUpdate {
  readonly externalUserId: string;
  readonly fields: readonly FieldUpdate[];
}

/** The whole body to PUT, and what it changes. */
export interface PlannedUpdate {
  readonly externalUserId: string;
  readonly body: string;
  readonly changes: readonly Change[];
}

export interface Change {
  readonly field: string;
  /** The new value; null when the field is cleared. */
  readonly after: string | null;
}

export const rowStatuses = [
  'updated',
  'unverified',
  'unchanged',
  'invalid',
  'failed',
  'unknown',
  'drifted',
  'pending',
] as const;

/** How a row ended; `pending` is a row that was never tried. */
export type RowStatus = (typeof rowStatuses)[number];

/** The statuses with which a row asks for nothing more. */
export const fineStatuses: readonly RowStatus[] = ['updated', 'unchanged'];

/** A reason why a row did not do what it should, and the column it lies in. */
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
