import * as v from 'valibot';
import { isCertainFormat } from '../contact/cells/date.js';
import { type ContentType, contentTypes, type Field, type StandardFieldName } from '../contact/field.js';
import { readerOf, typeOfField } from '../contact/field-types.js';
import { message } from '../messages/message.js';
import { type ColumnOfFile, toCellFormat } from './job.js';
import type { JobProblem } from './job-problem.js';
import { findNotYet } from './not-yet.js';
import type { JobFile } from './schema.js';

/** Finds what a job's shape alone does not show: settings that a field does not take, and settings that contradict. */
export function checkJob(job: JobFile): JobProblem[] {
  return [...findNotYet(job), ...checkGuard(job), ...checkFields(job), ...checkCustomFields(job)];
}

// The API clears every custom field that a PUT does not carry: nobody does that without having said so.
function checkGuard(job: JobFile): JobProblem[] {
  if (job.baseline !== 'none' || job.replaceAll) return [];
  const kept = Object.keys(job.customFields).join(', ') || '-';
  return [{ path: ['replaceAll'], reason: message('job.replaceAll', { fields: kept }) }];
}

function checkFields(job: JobFile): JobProblem[] {
  if (Object.keys(job.fields).length + Object.keys(job.customFields).length === 0) {
    return [{ path: ['fields'], reason: message('job.noFields') }];
  }
  return Object.entries(job.fields).flatMap(([name, column]) =>
    checkColumn({ kind: 'standard', name: name as StandardFieldName }, column, ['fields', name]),
  );
}

function checkCustomFields(job: JobFile): JobProblem[] {
  const seen = new Map<number, string>();
  return Object.entries(job.customFields).flatMap(([fieldCode, column]) => {
    const path = ['customFields', fieldCode];
    if (!/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(fieldCode)) return [{ path, reason: message('job.fieldCode') }];
    const { id, type } = typeof column === 'string' ? {} : column;
    if (id === undefined || type === undefined) {
      return [{ path, reason: message('job.idAndType', { types: contentTypes.join(', ') }) }];
    }
    const other = seen.get(id);
    seen.set(id, fieldCode);
    if (other !== undefined) return [{ path: [...path, 'id'], reason: message('job.sameId', { other }) }];
    return checkColumn({ kind: 'custom', fieldCode, id, contentType: type }, column, path);
  });
}

type ColumnSettings = Exclude<ColumnOfFile, string>;

function checkColumn(field: Field, column: ColumnOfFile, path: string[]): JobProblem[] {
  if (typeof column === 'string') return [];
  const { settings, precision } = typeOfField(field);
  const misplaced = (['values', 'format', 'separator', 'maxLength'] as const)
    .filter((setting) => column[setting] !== undefined && !settings.includes(setting))
    .map((setting) => ({ path: [...path, setting], reason: message('job.misplaced', { setting }) }));
  if (misplaced.length > 0) return misplaced;
  const vague = column.format !== undefined && precision && !isCertainFormat(column.format, precision);
  if (vague) return [{ path: [...path, 'format'], reason: message(`job.format.${precision}`) }];
  return checkValues(field, column, path);
}

// What `values` writes must be what the field takes: known now, not at the first row that uses it.
function checkValues(field: Field, column: ColumnSettings, path: string[]): JobProblem[] {
  const takes = valueChecker(field, column);
  const chained = isOfType(field, 'chained_droplist');
  const separator = isOfType(field, 'checkbox') ? (column.separator ?? ',') : null;
  return Object.entries(column.values ?? {}).flatMap(([label, value]): JobProblem[] => {
    const place = [...path, 'values', label];
    if (chained !== Array.isArray(value) || ![value].flat().every(takes)) {
      return [{ path: place, reason: message(chained ? 'job.valuePath' : 'job.value') }];
    }
    if (separator === null || !label.includes(separator)) return [];
    return [{ path: place, reason: message('job.labelWithSeparator', { separator }) }];
  });
}

const isOfType = (field: Field, type: ContentType) => field.kind === 'custom' && field.contentType === type;

/** Whether a field takes one value; a chained list and a checkbox take several, each of them the key of an option. */
function valueChecker(field: Field, column: ColumnSettings): (value: string | number) => boolean {
  const several = isOfType(field, 'chained_droplist') || isOfType(field, 'checkbox');
  const single: Field = several && field.kind === 'custom' ? { ...field, contentType: 'droplist' } : field;
  const { schema } = readerOf(single, { ...toCellFormat(column), values: undefined });
  return (value) => v.is(schema, String(value));
}
