import * as v from 'valibot';
import { isCertainFormat } from '../contact/cells/date.js';
import { separatorPattern } from '../contact/cells/label.js';
import type { ContentType, Field, NamedField } from '../contact/field.js';
import { typeOfContent, typeOfField } from '../contact/field-types.js';
import { message } from '../messages/message.js';
import { type ColumnOfFile, toCellFormat } from './job.js';
import type { JobProblem } from './job-problem.js';

type ColumnSettings = Exclude<ColumnOfFile, string>;

/** Finds the settings of a column that its field does not take. A field whose type is not known yet takes any. */
export function checkColumn(field: Field | NamedField, column: ColumnOfFile, path: readonly string[]): JobProblem[] {
  const type = fieldTypeOf(field);
  if (typeof column === 'string' || type === null) return [];
  const { settings, precision } = type;
  const misplaced = (['values', 'format', 'separator', 'maxLength'] as const)
    .filter((setting) => column[setting] !== undefined && !settings.includes(setting))
    .map((setting) => ({ path: [...path, setting], reason: message('job.misplaced', { setting }) }));
  if (misplaced.length > 0) return misplaced;
  const vague = column.format !== undefined && precision && !isCertainFormat(column.format, precision);
  if (vague) return [{ path: [...path, 'format'], reason: message(`job.format.${precision}`) }];
  return checkValues(field, column, path);
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
