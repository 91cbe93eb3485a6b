import { tidyText } from '../fields/cell-text.js';
import { contentTypes } from '../fields/content-types.js';
import type { NamedField, StandardFieldName } from '../fields/field.js';
import { type Message, message } from '../messages/message.js';
import { checkColumn } from './check-column.js';
import { checkNotify } from './check-notify.js';
import { checkSchedule } from './check-schedule.js';
import { checkSource } from './check-source.js';
import { toNamedField } from './job.js';
import type { JobProblem } from './job-problem.js';
import type { JobFile } from './schema.js';

/** Finds what a job's shape alone does not show: settings that a field does not take, and settings that contradict. */
export function checkJob(job: JobFile): JobProblem[] {
  return [
    ...checkSchedule(job),
    ...checkNotify(job),
    ...checkBaseline(job),
    ...checkMark(job),
    ...checkFields(job),
    ...checkCustomFields(job),
  ];
}

// The API clears every custom field that a PUT does not carry: nobody does that without having said so.
function checkBaseline(job: JobFile): JobProblem[] {
  if (job.baseline !== 'none') {
    return job.replaceAll ? [{ path: ['replaceAll'], reason: message('job.replaceAllNeedless') }] : [];
  }
  const kept = Object.keys(job.customFields).join(', ') || '-';
  return [
    ...(job.replaceAll ? [] : [{ path: ['replaceAll'], reason: message('job.replaceAll', { fields: kept }) }]),
    ...(['changed', 'clears'] as const)
      .filter((name) => job.limits[name] !== undefined)
      .map((name) => ({ path: ['limits', name], reason: message('job.noBaseline', { setting: `limits.${name}` }) })),
  ];
}

// A cell is trimmed before the mark is looked for in it.
function checkMark({ fields, customFields, clearWith }: JobFile): JobProblem[] {
  const columns = [...Object.values(fields), ...Object.values(customFields)];
  const trim = columns.some((column) => typeof column !== 'string' && column.trim);
  const tidied = tidyText(clearWith, { trim });
  if (tidied === clearWith) return [];
  return [{ path: ['clearWith'], reason: message('job.unreachable', { text: clearWith, tidied }) }];
}

function checkFields(job: JobFile): JobProblem[] {
  if (Object.keys(job.fields).length + Object.keys(job.customFields).length === 0) {
    return [{ path: ['fields'], reason: message('job.noFields') }];
  }
  return Object.entries(job.fields).flatMap(([name, column]) => {
    const path = ['fields', name];
    const field = { kind: 'standard', name: name as StandardFieldName } as const;
    return [...checkSource(column, job.clearWith, path), ...checkColumn(field, column, path)];
  });
}

function checkCustomFields(job: JobFile): JobProblem[] {
  const seen = new Map<number, string>();
  return Object.entries(job.customFields).flatMap(([key, column]) => {
    const path = ['customFields', key];
    const named = toNamedField(key, column);
    const unwritten = job.baseline === 'none' ? findUnwritten(named) : null;
    if (unwritten) return [{ path, reason: unwritten }];
    const other = named.id === undefined ? undefined : seen.get(named.id);
    if (named.id !== undefined) seen.set(named.id, key);
    if (other !== undefined) return [{ path: [...path, 'id'], reason: message('job.sameId', { other }) }];
    return [...checkSource(column, job.clearWith, path), ...checkColumn(named, column, path)];
  });
}

/** What only the account could tell of a field, and the job does not write. */
function findUnwritten({ key, id, contentType }: NamedField): Message | null {
  if (!/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(key)) return message('job.fieldCode');
  if (id !== undefined && contentType !== undefined) return null;
  return message('job.idAndType', { types: contentTypes.join(', ') });
}
