import * as v from 'valibot';
import { readCell } from '../fields/cell-reader.js';
import { tidyText } from '../fields/cell-text.js';
import { type ContentType, typeOfContent } from '../fields/content-types.js';
import { isCertainFormat } from '../fields/date-format.js';
import type { Field, NamedField } from '../fields/field.js';
import { readerOf, typeOfField } from '../fields/field-types.js';
import { separatorPattern } from '../fields/label.js';
import type { FieldType } from '../fields/types/field-type.js';
import { message } from '../messages/message.js';
import { type ColumnOfFile, type ColumnSettings, toCellFormat, toCellSource } from './job.js';
import type { JobProblem } from './job-problem.js';

/**
 * Finds the settings of a column that its field does not take. A field whose type is not known yet takes any, as far as
 * they can be read for certain.
 */
export function checkColumn(field: Field | NamedField, column: ColumnOfFile, path: readonly string[]): JobProblem[] {
  if (typeof column === 'string') return [];
  const type = fieldTypeOf(field);
  // Whatever takes a format needs the day of it.
  const problems = type ? checkSettings(field, type, column, path) : checkFormats(column, 'day', path);
  return problems.length > 0 ? problems : checkDefault(field, column, path);
}

function checkSettings(
  field: Field | NamedField,
  { settings, precision }: FieldType,
  column: ColumnSettings,
  path: readonly string[],
): JobProblem[] {
  const misplaced = (['values', 'format', 'separator', 'maxLength'] as const)
    .filter((setting) => column[setting] !== undefined && !settings.includes(setting))
    .map((setting) => ({ path: [...path, setting], reason: message('job.misplaced', { setting }) }));
  if (misplaced.length > 0) return misplaced;
  return [
    ...checkFormats(column, precision, path),
    ...checkValues(field, column, path),
    ...findUnreachable(field, column, path),
  ];
}

function checkFormats(
  column: ColumnSettings,
  precision: FieldType['precision'],
  path: readonly string[],
): JobProblem[] {
  if (precision === undefined) return [];
  return placeFormats(column, path)
    .filter(({ format }) => !isCertainFormat(format, precision))
    .map((place) => ({ path: place.path, reason: message(`job.format.${precision}`) }));
}

/** The formats of a column, each with its place in the file: a list's have numbers, from 0. */
export function placeFormats({ format = [] }: ColumnSettings, path: readonly string[]) {
  const place = (index: number) => [...path, 'format', ...(typeof format === 'string' ? [] : [index])];
  return [format].flat().map((one, index) => ({ format: one, path: place(index) }));
}

/** What the job looks for in cells, but `trim` or `digits` would never leave there. */
function findUnreachable(field: Field | NamedField, column: ColumnSettings, path: readonly string[]): JobProblem[] {
  const source = toCellSource(column);
  // Within a cell of several labels each keeps its spaces.
  const trim = source.trim && contentTypeOf(field) !== 'checkbox';
  const wanted = [
    ...Object.keys(column.values ?? {}).map((text) => ({ text, place: [...path, 'values', text] })),
    ...placeFormats(column, path).map(({ format, path: place }) => ({ text: format, place })),
  ];
  return wanted.flatMap(({ text, place }) => {
    const tidied = tidyText(text, { ...source, trim });
    return text === tidied ? [] : [{ path: place, reason: message('job.unreachable', { text, tidied }) }];
  });
}

/** A default is read as a cell is: what a row would be refused for, the job is. */
function checkDefault(field: Field | NamedField, column: ColumnSettings, path: readonly string[]): JobProblem[] {
  if (column.default === undefined) return [];
  const read = readCell(tidyText(column.default, toCellSource(column)), readerOf(field, toCellFormat(column)));
  return 'reason' in read ? [{ path: [...path, 'default'], reason: read.reason }] : [];
}

const contentTypeOf = (field: Field | NamedField): ContentType | undefined =>
  field.kind === 'standard' ? undefined : field.contentType;

function fieldTypeOf(field: Field | NamedField) {
  if (field.kind !== 'named') return typeOfField(field);
  return field.contentType === undefined ? null : typeOfContent(field.contentType);
}

// What `values` writes must be what the field takes: known now, not at the first row that uses it.
function checkValues(field: Field | NamedField, column: ColumnSettings, path: readonly string[]): JobProblem[] {
  const takes = valueChecker(field, column);
  const contentType = contentTypeOf(field);
  const chained = contentType === 'chained_droplist';
  const separator = contentType === 'checkbox' ? (column.separator ?? ',') : null;
  return Object.entries(column.values ?? {}).flatMap(([label, value]): JobProblem[] => {
    const place = [...path, 'values', label];
    if (chained !== Array.isArray(value) || ![value].flat().every(takes)) {
      return [{ path: place, reason: message(chained ? 'job.valuePath' : 'job.value') }];
    }
    if (separator === null || !separatorPattern(separator).test(label)) return [];
    return [{ path: place, reason: message('job.labelWithSeparator', { separator }) }];
  });
}

/** Whether a field takes one value; a chained list and a checkbox take several, each of them the key of an option. */
function valueChecker(field: Field | NamedField, column: ColumnSettings): (value: string | number) => boolean {
  const contentType = contentTypeOf(field);
  const several = contentType === 'chained_droplist' || contentType === 'checkbox';
  const type = several ? typeOfContent('droplist') : fieldTypeOf(field);
  if (type === null) return () => true;
  const { schema } = type.read({ ...toCellFormat(column), values: undefined }, null);
  return (value) => v.is(schema, String(value));
}
