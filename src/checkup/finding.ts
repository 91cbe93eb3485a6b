import type { Message, Params } from '../messages/message.js';

/** Every kind of finding, the gravest first: what is lost, what cannot be taken for certain, what is only worth a look. */
export const findingCodes = [
  'lostCharacters',
  'mojibake',
  'questionMarks',
  'scientific',
  'rounded',
  'leadingZeros',
  'areaCodeZeros',
  'errorCell',
  'uncalculated',
  'mergedCell',
  'onlyHashes',
  'dayMonthOrder',
  'mixedDates',
  'unmatchedLabel',
  'controlCharacters',
  'idSpaces',
  'onlySpaces',
  'outerSpaces',
  'textMark',
  'fullWidthDigits',
  'spacedDigits',
  'thousands',
  'privateUse',
  'alikeHeaders',
  'unmapped',
] as const;

export type FindingCode = (typeof findingCodes)[number];

/** Something about a column that a person should look at before it is sent. It informs, and changes nothing. */
export interface Finding {
  readonly code: FindingCode;
  /** As the header has it; null when it is about the header itself. */
  readonly column: string | null;
  /** Cells; of a header, columns. */
  readonly count: number;
  /** The first rows; none of a header. */
  readonly rows: readonly number[];
  /** The first distinct values. Only here are values of customers. */
  readonly examples: readonly Example[];
  /** For the words of the code. */
  readonly params: Params;
}

/** A value as a message shows it, and what is to be said of it. */
export interface Example {
  readonly value: string;
  readonly hint: Message | null;
}
